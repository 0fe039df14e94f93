/** Data and grad of a node after every pass of a training, or of what it is there. */
import type { NodeHistory } from '../../protocol/detail';
import type { Cursor } from '../../protocol/panel';
import { Counterparts } from '../../recording/queries/counterpart';
import { dataAt, END } from '../../recording/queries/history';
import { isTensorPass, lastPassTo, type Numbers, tensorData, tensorGrad } from '../../recording/queries/numbers';
import { nodesOf, positionOf, touches } from '../../recording/queries/passes';
import { Timeline } from '../../recording/queries/timeline';
import type { Recording } from '../../recording/recording';
import type { TensorKind } from '../../recording/schema';
import { sizeOf } from '../tensors';

/** Points that are told. */
const MOST_POINTS = 500;
/** Fewer than these say nothing of a course, and cost two passes. */
const FEWEST_POINTS = 3;
/** Values that may be computed again for them: the numbers inside a step are known only by going through it. */
const MOST_COMPUTED = 300_000;

interface Point {
  data: number | null;
  grad: number | null;
}

/** Null: there would be but one point, or of so large a step too few. */
export function historyOf(recording: Recording, node: number, cursor: Cursor): NodeHistory | null {
  const { passes } = recording;
  const from = passOf(recording, node, cursor);
  if (passes.length < 2 || from < 0) return null;
  const counterparts = new Counterparts(recording, node, from);
  const kept = passes.flatMap(({ isThinned }, pass) => (isThinned ? [] : [pass]));
  const most = mostPoints(recording, counterparts, node, from);
  if (most < FEWEST_POINTS) return null;
  const chosen = thinned(kept, most, cursor.pass);
  const points = chosen.map(pass => pointIn(recording, counterparts.in(pass), pass));
  const told = chosen.flatMap((pass, i) => (points[i] === null ? [] : [{ pass, ...points[i] }]));
  if (told.length < 2) return null;
  return {
    of: isSingle(recording.tensor(node)) ? 'number' : 'size',
    passes: told.map(({ pass }) => pass),
    data: told.map(({ data }) => data),
    grad: told.map(({ grad }) => grad),
    at: told.findIndex(({ pass }) => pass === cursor.pass),
    total: passes.length,
  };
}

/** The pass in which a node is seen: the one on show if that came to it, else the last that did, or that of the step that made it. */
function passOf(recording: Recording, node: number, { pass }: Cursor): number {
  if (pass >= 0 && touches(recording, pass, node)) return pass;
  const last = lastPassTo(recording, node, END);
  return last >= 0 ? last : recording.passes.findIndex(({ length }) => node < length);
}

/** A parameter's numbers are written down; those of what a step makes are computed with the whole step. */
function mostPoints(recording: Recording, counterparts: Counterparts, node: number, from: number): number {
  const { passes } = recording;
  const other = from === passes.length - 1 ? from - 1 : passes.length - 1;
  const isLasting = counterparts.in(other) === node;
  if (isLasting || isTensorPass(recording, from) || node === passes[from].root) return MOST_POINTS;
  return Math.min(MOST_POINTS, Math.floor(MOST_COMPUTED / nodesOf(recording, from).length));
}

/** At most so many of a list, evenly, with its last and a certain one among them. */
function thinned(list: number[], most: number, always: number): number[] {
  if (list.length <= most) return list;
  const step = Math.ceil(list.length / (most - 1));
  const last = list.length - 1;
  return list.filter((each, i) => (last - i) % step === 0 || each === always);
}

/** Null: there is nothing to tell of this pass. */
function pointIn(recording: Recording, node: number, pass: number): Point | null {
  if (node < 0 || node >= recording.passes[pass].length) return null;
  const kind = recording.tensor(node);
  if (kind !== undefined) {
    const [data, grad] = [tensorData(recording, node, pass), tensorGrad(recording, node, pass)];
    // Not kept: the line goes on to the next pass of which something was.
    if (data === null && grad === null) return null;
    return { data: sizeIn(kind, data), grad: sizeIn(kind, grad) };
  }
  const { root, loss } = recording.passes[pass];
  const data = node === root ? loss : dataAt(recording, node, pass);
  return { data: finite(data), grad: finite(gradIn(recording, node, pass)) };
}

/** Grad when a pass ended; NaN if it did not come to the node. */
function gradIn(recording: Recording, node: number, pass: number): number {
  const { nodes, grads, root, kind } = recording.passes[pass];
  const at = positionOf(nodes, node);
  if (at >= 0) return grads[at];
  if (node === root && kind === 'backward') return 1;
  if (!touches(recording, pass, node) || isTensorPass(recording, pass)) return Number.NaN;
  return new Timeline(recording, pass, 1).grad(node, Number.POSITIVE_INFINITY) ?? Number.NaN;
}

const isSingle = (kind: TensorKind | undefined) => kind === undefined || sizeOf(kind) === 1;

/** The number of a tensor with one; else the root mean square, which for weights and gradients says more than the mean. */
function sizeIn(kind: TensorKind, numbers: Numbers | null): number | null {
  if (numbers === null) return null;
  const { mean, std, nonFinite } = numbers.statistics;
  if (isSingle(kind)) return finite(numbers.values?.[0] ?? mean);
  const count = sizeOf(kind) - nonFinite;
  return finite(Math.sqrt(mean * mean + (count < 2 ? 0 : (std * std * (count - 1)) / count)));
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);
