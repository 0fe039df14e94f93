/** How a node is called in text: by its variable, its number, its expression, or its id. */
import { formatNumber } from '../recording/format';
import { madeWith } from '../recording/queries/made';
import type { Recording } from '../recording/recording';
import { CONSTANT, type TensorKind } from '../recording/schema';
import { sizeOf } from './tensors';

const LONGEST = 28;

/** A short name for a node, for sentences and lists; never empty. */
export function nodeName(recording: Recording, node: number): string {
  return plainName(recording, node) || expressionName(recording, node) || `%${node}`;
}

/** The name of a node that has none of its own: its expression as it is written, or its op on inputs that have names; empty if it is too long. */
export function expressionName(recording: Recording, node: number): string {
  return expressionText(recording, node) || formula(recording, node);
}

function plainName(recording: Recording, node: number): string {
  if (recording.code(node) === CONSTANT && isSingle(recording.tensor(node)))
    return formatNumber(madeWith(recording, node));
  return recording.label(node);
}

/** Whether a value is known by its number. */
function isSingle(tensor: TensorKind | undefined): boolean {
  return tensor === undefined || sizeOf(tensor) === 1;
}

/** Source text of the expression that is this very op, if it is short and one line. */
function expressionText(recording: Recording, node: number): string {
  const site = recording.siteOf(node);
  if (site === undefined || recording.isLeaf(node)) return '';
  const text = recording.files[site.file].text.slice(site.start, site.end);
  // A call may have made many nodes: only `a.tanh()` is the tanh itself.
  const isOp = site.kind === 'op' || text.includes(`.${recording.op(node).name}(`);
  return isOp && text.length <= LONGEST && !text.includes('\n') ? text : '';
}

/** The op on inputs that have names. */
function formula(recording: Recording, node: number): string {
  const { symbol, notation, arity } = recording.op(node);
  if (arity === 0) return '';
  const inputs: string[] = [];
  for (let i = 0, count = recording.arity(node); i < count; i++) {
    const name = plainName(recording, recording.input(node, i));
    if (name === '') return '';
    inputs.push(name);
  }
  const text =
    notation === 'infix'
      ? inputs.join(` ${symbol} `)
      : notation === 'prefix'
        ? symbol + inputs[0]
        : `${symbol}(${inputs.join(', ')})`;
  return text.length <= LONGEST ? text : '';
}
