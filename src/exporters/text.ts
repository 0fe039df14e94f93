/** A run as short lines: one a pass where there are several, then one a node. */

import type { Cursor } from '../protocol/panel';
import { formatCount, formatNumber, formatShape } from '../recording/format';
import { END } from '../recording/queries/history';
import { nodesOf } from '../recording/queries/passes';
import type { Recording } from '../recording/recording';
import { CONSTANT, type TensorKind } from '../recording/schema';
import { seriesOf } from '../view/looks';
import { nodeName } from '../view/names';
import { countText } from '../view/status';
import { dataText, gradText } from '../view/values';
import { GRAD_WORDS } from '../view/words';
import type { Exhibit } from './exhibit';

/** Lines of text, each ended. Constants have no line of their own: they stand where they are used. */
export function text({ recording, cursor }: Exhibit): string {
  const operand = operandsOf(recording);
  const lines = [countText(recording)];
  if (recording.passes.length > 1) {
    recording.passes.forEach(({ loss }, pass) => {
      lines.push(`pass ${pass + 1}: loss ${Number.isFinite(loss) ? formatNumber(loss) : 'not finite'}`);
    });
  }
  for (const { name, points } of seriesOf(recording).filter(({ at }) => at !== null)) {
    const last = points.at(-1) ?? null;
    lines.push(
      `${name}: ${formatCount(points.length)} logged, the last ${last === null ? 'not finite' : formatNumber(last)}`,
    );
  }
  for (const { kind, title, place, count } of plotsIn(recording)) {
    lines.push(
      `plot.${kind}${title === '' ? '' : ` '${title}'`}: ${formatCount(count)} ${count === 1 ? 'frame' : 'frames'}  ${place}`,
    );
  }
  const ofPass = recording.passes.length > 1 && cursor.pass >= 0;
  if (ofPass) lines.push(`graph of pass ${cursor.pass + 1}:`);
  for (const node of ofPass ? nodesOf(recording, cursor.pass) : ids(recording.length)) {
    if (recording.code(node) !== CONSTANT) lines.push(line(recording, node, cursor, operand));
  }
  return lines.map(each => `${inOneLine(each)}\n`).join('');
}

/** Labels and names may hold whatever text has; what would end a line, or steer a terminal, is written as in a script. */
function inOneLine(line: string): string {
  return line.replace(
    /[\p{Cc}\p{Zl}\p{Zp}]/gu,
    char => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What is told of each plot. */
function plotsIn(recording: Recording) {
  return recording.plots.list.map(({ site, count, frames }) => {
    const { kind, title } = [...frames.values()].at(-1)!;
    return { kind, title, place: recording.placeOf(site), count };
  });
}

function* ids(length: number): Iterable<number> {
  for (let id = 0; id < length; id++) yield id;
}

type Operand = (node: number) => string;

function line(recording: Recording, node: number, cursor: Cursor, operand: Operand): string {
  const { text: known, state } = gradText(recording, node, cursor);
  const grad = state === 'unreached' ? GRAD_WORDS[state] : known;
  const data = dataText(recording, node, cursor.pass < 0 ? END : cursor.pass);
  const place = recording.placeOf(recording.site(node));
  const parts = [
    `%${node}`,
    definition(recording, node, operand),
    shapeText(recording.tensor(node)),
    `data ${data}`,
    state === 'none' ? '' : `grad ${grad}`,
    place,
  ];
  return parts.filter(part => part !== '').join('  ');
}

/** `32×6`, with the dtype if it is not the usual one. */
function shapeText(tensor: TensorKind | undefined): string {
  if (tensor === undefined || tensor.shape.length === 0) return '';
  return `${formatShape(tensor.shape)}${tensor.dtype === 'float32' ? '' : ` ${tensor.dtype}`}`;
}

/** `d = e + c`, `tanh(n)`, `a`. */
function definition(recording: Recording, node: number, operand: Operand): string {
  const label = recording.label(node);
  const op = recording.op(node);
  if (op.arity === 0) return label;
  const inputs = recording.inputs(node).map(operand);
  const formula =
    op.notation === 'infix'
      ? inputs.join(` ${op.symbol} `)
      : op.notation === 'prefix'
        ? `${op.symbol}${inputs[0]}`
        : `${op.symbol}(${inputs.join(', ')})`;
  return label === '' ? formula : `${label} = ${formula}`;
}

/** How operands are written: by a label that no other node has, a constant's number, or the node's id. */
function operandsOf(recording: Recording): Operand {
  const bearers = new Map<string, number>();
  for (let node = 0; node < recording.length; node++) {
    const label = recording.label(node);
    bearers.set(label, (bearers.get(label) ?? 0) + 1);
  }
  return node => {
    if (recording.code(node) === CONSTANT) return nodeName(recording, node);
    const label = recording.label(node);
    return label !== '' && bearers.get(label) === 1 ? label : `%${node}`;
  };
}
