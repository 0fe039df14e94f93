/** The numbers of a graph at a cursor, and the step that the cursor stands after. */
import type { Contribution, Cursor, GradState, NotFinite, Step, Values } from '../protocol/panel';
import { formatNumber } from '../recording/format';
import { dataAt, END } from '../recording/queries/history';
import { isTensorPass, type Numbers, tensorData } from '../recording/queries/numbers';
import { positionOf, stepsOf } from '../recording/queries/passes';
import { tensorTimelineOf } from '../recording/queries/tensorTimeline';
import { gradBefore, type Timeline, timelineOf } from '../recording/queries/timeline';
import type { Recording } from '../recording/recording';
import { CONSTANT, type TensorKind } from '../recording/schema';
import { keptPass } from '../recording/thin';
import { nodeName } from './names';
import { tensorStepOf } from './tensorStep';
import { numbersText, sizeOf, tensorGradAt } from './tensors';
import { localFormula } from './words';

/** Grad of a node and how it stands at a cursor; the whole tape is as the run left it. */
export function gradAt(recording: Recording, node: number, cursor: Cursor): { value: number; state: GradState } {
  if (recording.code(node) === CONSTANT) return { value: 0, state: 'none' };
  if (isEnd(recording, cursor)) {
    const { nodes, grads } = recording.passes[cursor.pass];
    const at = positionOf(nodes, node);
    if (at >= 0) return { value: grads[at], state: 'final' };
  } else if (cursor.pass >= 0) {
    const timeline = timelineOf(recording, cursor.pass);
    const value = timeline.grad(node, cursor.step);
    const state = timeline.reach(node, cursor.step);
    if (value !== undefined && state !== undefined) return { value, state };
  }
  const { value, touched } = gradBefore(recording, node, cursor.pass < 0 ? END : cursor.pass);
  return { value, state: touched ? 'final' : 'unreached' };
}

/**
 * Whether a cursor stands at the end of a pass whose grads were recorded: everything that such a pass touched is final, and
 * its steps, which may be millions, need not be gone through.
 */
function isEnd(recording: Recording, { pass, step }: Cursor): boolean {
  if (pass < 0) return false;
  const { kind, steps, repeats } = recording.passes[pass];
  if (kind !== 'backward' || steps !== undefined || repeats !== undefined || isTensorPass(recording, pass))
    return false;
  return step >= stepsOf(recording, pass).length;
}

/** A number as text, and whether it is one: NaN and infinities are not, nor is a tensor that has some. */
interface Shown {
  text: string;
  isFinite: boolean;
}

/** Grad of a node at a cursor, as text; empty if there is none yet. */
export function gradText(recording: Recording, node: number, cursor: Cursor): Shown & { state: GradState } {
  const kind = recording.tensor(node);
  if (kind !== undefined) {
    const { numbers, state } = tensorGradAt(recording, kind, node, cursor);
    return isKnown(state) ? { ...tensorText(kind, numbers), state } : { ...NONE_YET, state };
  }
  const { value, state } = gradAt(recording, node, cursor);
  return isKnown(state) ? { ...numberText(value), state } : { ...NONE_YET, state };
}

const isKnown = (state: GradState) => state === 'reached' || state === 'final';

const NONE_YET: Shown = { text: '', isFinite: true };

const numberText = (value: number): Shown => ({ text: formatNumber(value), isFinite: Number.isFinite(value) });

const tensorText = (kind: TensorKind, numbers: Numbers | null): Shown => {
  return { text: numbersText(kind, numbers), isFinite: !numbers || numbers.statistics.nonFinite === 0 };
};

/** Data of a node while a pass ran, as text. */
export function dataText(recording: Recording, node: number, pass: number): string {
  return dataShown(recording, node, pass).text;
}

function dataShown(recording: Recording, node: number, pass: number): Shown {
  const kind = recording.tensor(node);
  if (kind === undefined || sizeOf(kind) === 1) return numberText(dataAt(recording, node, pass));
  return tensorText(kind, tensorData(recording, node, pass));
}

/** The last step of the last pass, or the whole tape of a run without one. */
export function lastCursor(recording: Recording): Cursor {
  const pass = recording.passes.length - 1;
  return pass < 0 ? { pass, step: 0 } : { pass, step: stepsOf(recording, pass).length };
}

/** A cursor that exists in the recording, as near as can be to the one asked for, on the way from the pass `from`. */
export function clampCursor(recording: Recording, { pass, step }: Cursor, from?: number): Cursor {
  const { passes } = recording;
  const at = keptPass(passes, Math.min(Math.max(pass, -1), passes.length - 1), from);
  const steps = at < 0 ? 0 : stepsOf(recording, at).length;
  return { pass: at, step: Math.min(Math.max(step, 0), steps) };
}

/** What a picture shows: nodes, and inputs of nodes that are drawn beside them. */
export interface Look {
  nodes: readonly number[];
  references: readonly (readonly [user: number, input: number])[];
}

/**
 * The numbers of what is looked at in the graph number `serial`. Nodes that the recording does not have are left out.
 * @param isTold - The step that the cursor stands after is told.
 */
export function valuesOf(recording: Recording, serial: number, look: Look, cursor: Cursor, isTold = true): Values {
  const isThere = (node: number) => node >= 0 && node < recording.length;
  const references = look.references
    .filter(([user, input]) => isThere(user) && input >= 0 && input < recording.arity(user))
    .map(([user, input]) => ({ user, input, node: recording.input(user, input) }));
  const nodes = [...new Set([...look.nodes.filter(isThere), ...references.map(({ node }) => node)])];
  const time = cursor.pass < 0 ? END : cursor.pass;
  const grads = nodes.map(node => gradText(recording, node, cursor));
  const data = nodes.map(node => dataShown(recording, node, time));
  const steps = cursor.pass < 0 ? 0 : stepsOf(recording, cursor.pass).length;
  // What the pass has not come to when it is over, it never comes to.
  const isOver = cursor.pass < 0 ? recording.passes.length > 0 : cursor.step >= steps;
  return {
    serial,
    cursor,
    nodes,
    labels: nodes.map(node => recording.label(node)),
    data: data.map(({ text }) => text),
    grad: grads.map(({ text, state }) => (state === 'unreached' && isOver ? 'none' : text)),
    state: grads.map(({ state }) => state),
    notFinite: grads.map((grad, i) => notFiniteOf(data[i], grad)),
    references,
    steps,
    step: !isTold || cursor.pass < 0 || cursor.step === 0 ? null : stepAt(recording, cursor),
  };
}

function notFiniteOf(data: Shown, grad: Shown): NotFinite {
  if (data.isFinite) return grad.isFinite ? null : 'grad';
  return grad.isFinite ? 'data' : 'both';
}

function stepAt(recording: Recording, { pass, step }: Cursor): Step {
  return isTensorPass(recording, pass)
    ? tensorStepOf(recording, tensorTimelineOf(recording, pass), step)
    : stepOf(recording, timelineOf(recording, pass), step);
}

function stepOf(recording: Recording, timeline: Timeline, number: number): Step {
  const { node, upstream, contributions } = timeline.detail(number);
  const op = recording.op(node);
  const label = nodeName(recording, node);
  const names = { inputs: contributions.map(c => nodeName(recording, c.input)), out: label };
  const told = contributions.map((c, i): Contribution => {
    return {
      input: c.input,
      label: names.inputs[i],
      data: formatNumber(dataAt(recording, c.input, timeline.index)),
      local: Number.isNaN(c.local) && op.custom ? '' : formatNumber(c.local),
      formula: localFormula(op, i, names),
      contribution: formatNumber(c.value),
      before: formatNumber(c.before),
      after: formatNumber(c.after),
      constant: c.constant,
    };
  });
  return {
    node,
    label,
    symbol: op.symbol,
    tensor: false,
    upstream: formatNumber(upstream),
    contributions: told,
    sentence: sentenceOf(label, formatNumber(upstream), told, op.custom === true),
    place: recording.placeOf(recording.site(node)),
  };
}

function sentenceOf(label: string, upstream: string, contributions: Contribution[], custom: boolean): string {
  const parts = contributions
    .filter(c => !c.constant)
    .map(c => {
      const product = custom ? c.contribution : `${c.local} × ${upstream} = ${c.contribution}`;
      return `${c.label} gets ${product}${c.before === '0' ? '' : `, on top of ${c.before}`}`;
    });
  return `${label} has the gradient ${upstream} and passes it on: ${parts.join('; ') || 'nothing, for its inputs are constants'}.`;
}
