/** What made a node, as one writes it: `o = tanh(n)`. */
import type { Recording } from '../../recording/recording';
import { nodeName } from '../names';
import { asFactor } from '../words';

/** Operands that are written out. */
const MOST_OPERANDS = 8;

/** The op on its inputs by name; in front of it the name of what it made, if that has one. */
export function formulaOf(recording: Recording, node: number): string {
  const { symbol, notation } = recording.op(node);
  const arity = recording.arity(node);
  const count = Math.min(arity, MOST_OPERANDS);
  const inputs = Array.from({ length: count }, (_, i) => nodeName(recording, recording.input(node, i)));
  if (arity > count) inputs.push('…');
  const label = recording.label(node);
  const made =
    notation === 'infix'
      ? inputs.map(asFactor).join(` ${symbol} `)
      : notation === 'prefix'
        ? symbol + asFactor(inputs[0])
        : `${symbol}(${inputs.join(', ')})`;
  return label === '' ? made : `${label} = ${made}`;
}
