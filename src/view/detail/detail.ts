/** Everything about one node at a cursor. */
import { opByName } from '../../engine/ops/table';
import type { Neighbour, Neighbours, NodeDetail, TableWindow } from '../../protocol/detail';
import type { Cursor } from '../../protocol/panel';
import { formatExact } from '../../recording/format';
import { consumersOf } from '../../recording/queries/consumers';
import type { Extent } from '../../recording/queries/extent';
import { dataAt, END } from '../../recording/queries/history';
import { scopePath } from '../../recording/queries/scope';
import type { Recording } from '../../recording/recording';
import { CONSTANT } from '../../recording/schema';
import { nodeName } from '../names';
import { viewTensor } from '../tensors';
import { dataText, gradAt, gradText } from '../values';
import { opWord } from '../words';
import { chainSum } from './chainSum';
import { formulaOf } from './formula';
import { historyOf } from './history';
import { tensorInside } from './inside';

/** Inputs, and consumers, that are told one by one. */
const MOST_NEIGHBOURS = 50;

/**
 * @param extent - Where consumers are looked for: what is on show.
 * @param window - The part of a tensor's numbers to write out; null: the first.
 */
export function detailOf(
  recording: Recording,
  extent: Extent,
  node: number,
  cursor: Cursor,
  window: TableWindow | null = null,
): NodeDetail {
  const op = recording.op(node);
  const time = cursor.pass < 0 ? END : cursor.pass;
  const kind = op.arity !== 0 ? 'op' : recording.code(node) === CONSTANT ? 'constant' : 'leaf';
  return {
    node,
    cursor,
    name: nodeName(recording, node),
    label: recording.label(node),
    kind,
    symbol: op.symbol,
    opName: kind === 'op' ? opWord(op) : '',
    formula: kind === 'op' ? formulaOf(recording, node) : '',
    rule: ruleOf(recording, node),
    scope: scopePath(recording, node),
    place: recording.placeOf(recording.site(node)),
    tensor: viewTensor(recording, node),
    ...numbersOf(recording, node, cursor, time),
    inputs: inputsOf(recording, node, time),
    consumers: consumersIn(recording, extent, node, time),
    chain: chainSum(recording, node, cursor),
    history: historyOf(recording, node, cursor),
    inside: tensorInside(recording, node, cursor, window),
  };
}

/** Where a function's name does not say it, what it computes. */
function ruleOf(recording: Recording, node: number): string {
  const op = recording.op(node);
  const formula = op.tensor?.formula ?? (op.custom ? undefined : opByName(op.name)?.formula) ?? '';
  return op.notation === 'function' && formula !== `${op.name} a` ? formula : '';
}

function numbersOf(recording: Recording, node: number, cursor: Cursor, time: number) {
  const grad = gradText(recording, node, cursor);
  if (recording.tensor(node) !== undefined) {
    return { data: dataText(recording, node, time), grad: grad.text, state: grad.state };
  }
  return {
    data: formatExact(dataAt(recording, node, time)),
    grad: grad.text === '' ? '' : formatExact(gradAt(recording, node, cursor).value),
    state: grad.state,
  };
}

function inputsOf(recording: Recording, node: number, time: number): Neighbours {
  const arity = recording.arity(node);
  const count = Math.min(arity, MOST_NEIGHBOURS);
  const list = Array.from({ length: count }, (_, i) => neighbour(recording, recording.input(node, i), time));
  return { list, more: arity - count };
}

function consumersIn(recording: Recording, extent: Extent, node: number, time: number): Neighbours {
  const { first, count } = consumersOf(recording, extent, node, MOST_NEIGHBOURS);
  return { list: first.map(each => neighbour(recording, each, time)), more: count - first.length };
}

function neighbour(recording: Recording, node: number, time: number): Neighbour {
  return {
    node,
    name: nodeName(recording, node),
    symbol: recording.op(node).symbol,
    data: dataText(recording, node, time),
    place: recording.placeOf(recording.site(node)),
  };
}
