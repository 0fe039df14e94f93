/** A run as short lines: one a pass where there are several, then one a node. */
import { formatNumber } from '../../recording/format';
import { dataAt, END } from '../../recording/queries/history';
import type { Recording } from '../../recording/recording';
import { CONSTANT } from '../../recording/schema';
import { nodeName } from '../../view/names';
import { countText } from '../../view/status';
import { gradAt, lastCursor, lossSeries } from '../../view/values';
import { GRAD_WORDS } from '../../view/words';

/** Lines of text, each ended. Constants have no line of their own: they stand where they are used. */
export function text(recording: Recording): string {
  const lines = [countText(recording)];
  if (recording.passes.length > 1) {
    lossSeries(recording).points.forEach((loss, pass) => {
      lines.push(`pass ${pass + 1}: loss ${loss === null ? 'not finite' : formatNumber(loss)}`);
    });
  }
  const last = recording.passes.at(-1);
  const shown = recording.passes.length > 1 && last !== undefined ? last.nodes : ids(recording.length);
  if (recording.passes.length > 1) lines.push(`graph of pass ${recording.passes.length}:`);
  for (const node of shown) if (recording.nodes.op.at(node) !== CONSTANT) lines.push(line(recording, node));
  return `${lines.join('\n')}\n`;
}

function* ids(length: number): Iterable<number> {
  for (let id = 0; id < length; id++) yield id;
}

function line(recording: Recording, node: number): string {
  const cursor = lastCursor(recording);
  const { value, state } = gradAt(recording, node, cursor);
  const grad = state === 'unreached' ? GRAD_WORDS[state] : formatNumber(value);
  const data = formatNumber(dataAt(recording, node, cursor.pass < 0 ? END : cursor.pass));
  const place = recording.placeOf(recording.nodes.site.at(node));
  const parts = [`%${node}`, definition(recording, node), `data ${data}`, `grad ${grad}`, place];
  return parts.filter(part => part !== '').join('  ');
}

/** `d = e + c`, `tanh(n)`, `a`. */
function definition(recording: Recording, node: number): string {
  const label = recording.label(node);
  const op = recording.op(node);
  if (op.arity === 0) return label;
  const inputs = recording.inputs(node).map(input => operand(recording, input));
  const formula =
    op.notation === 'infix'
      ? inputs.join(` ${op.symbol} `)
      : op.notation === 'prefix'
        ? `${op.symbol}${inputs[0]}`
        : `${op.symbol}(${inputs.join(', ')})`;
  return label === '' ? formula : `${label} = ${formula}`;
}

function operand(recording: Recording, node: number): string {
  const isConstant = recording.nodes.op.at(node) === CONSTANT;
  return recording.label(node) || (isConstant ? nodeName(recording, node) : `%${node}`);
}
