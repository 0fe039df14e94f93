/**
 * One backward pass, step by step, from the recording alone.
 *
 * A step is one node passing its gradient on to its inputs. Contributions come from the op table's local derivatives,
 * added in the order in which the engine adds them, so that the sums agree with the run to the last bit; those of the
 * user's own ops were recorded.
 */
import { contribution, type LocalDerivative, opByName } from '../../engine/ops/table';
import type { Recording } from '../recording';
import { CONSTANT, FIELD_GRAD, type OpInfo, type Pass } from '../schema';
import { RecordedContributions } from './contributions';
import { dataAt } from './history';
import { nodesOf, positionOf, stepsOf, touches } from './passes';
import { Positions } from './positions';
import { UndoLog } from './undo';
import { lastWrite } from './writes';

/** What a step adds to the grad of one input. */
export interface Contribution {
  input: number;
  /** ∂node/∂input; NaN for the user's own op, where only the product is known. */
  local: number;
  value: number;
  before: number;
  after: number;
  /** A plain number as operand: nothing is added. */
  constant: boolean;
}

export interface StepDetail {
  node: number;
  upstream: number;
  contributions: Contribution[];
}

/** Where in the pass a grad stands: nothing has arrived, something has, or nothing more will. */
export type Reach = 'unreached' | 'reached' | 'final';

const NEVER = 0x7fffffff;

/** Sums that going back can restore, a little more than one for each step: 8 MiB. */
const MOST_UNDONE = 2 ** 20;

export class Timeline {
  readonly pass: Pass;
  /** The nodes that pass their gradient on, in order. */
  readonly steps: Uint32Array;
  /** What the pass touched, ids ascending. */
  private readonly nodes: Uint32Array;
  private readonly positions: Positions;
  /** By position: the step at which something first and last arrives; what the grad starts from, and if that counts. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly start: Float64Array;
  private readonly touched: Uint8Array;
  private readonly recorded: RecordedContributions;
  private grads: Float64Array;
  /** What the sums were before each of the last additions. */
  private readonly undo: UndoLog;
  private step = 0;

  constructor(
    private readonly recording: Recording,
    /** Index of the pass. */
    readonly index: number,
    /** Additions that can be taken back without going through the pass again; at least 1. */
    mostUndone = MOST_UNDONE,
  ) {
    this.pass = recording.passes[index];
    this.recorded = new RecordedContributions(recording, index);
    const nodes = nodesOf(recording, index);
    this.nodes = nodes;
    this.steps = stepsOf(recording, index);
    this.positions = new Positions(nodes);
    this.first = new Int32Array(nodes.length).fill(NEVER);
    this.last = new Int32Array(nodes.length);
    this.start = new Float64Array(nodes.length);
    this.touched = new Uint8Array(nodes.length);
    this.findStart();
    this.undo = new UndoLog(Math.min(this.findReach(), mostUndone));
    this.grads = this.start.slice();
  }

  private findStart(): void {
    const { root, kind } = this.pass;
    const { nodes } = this;
    for (let at = 0; at < nodes.length; at++) {
      const grad = gradBefore(this.recording, nodes[at], this.index);
      this.start[at] = grad.value;
      this.touched[at] = Number(grad.touched);
    }
    // ∂root/∂root = 1 is what a backward pass starts from.
    if (kind === 'backward') {
      this.start[this.at(root)] = 1;
      this.touched[this.at(root)] = 1;
    }
  }

  /** Returns the number of additions in the pass. */
  private findReach(): number {
    let additions = 0;
    for (let i = 0; i < this.steps.length; i++) {
      const arity = this.recording.arity(this.steps[i]);
      for (let k = 0; k < arity; k++) {
        const at = this.at(this.recording.input(this.steps[i], k));
        if (at < 0) continue;
        additions++;
        this.first[at] = Math.min(this.first[at], i + 1);
        this.last[at] = i + 1;
      }
    }
    return additions;
  }

  /** Position of a node among the pass's nodes; -1 if the pass did not touch it. */
  private at(node: number): number {
    return this.positions.of(node);
  }

  /** Grad of a node after `step` steps; undefined if the pass has nothing to do with it. */
  grad(node: number, step: number): number | undefined {
    const at = this.at(node);
    if (at < 0) return undefined;
    // The end is what the run itself recorded, whatever was computed here; of a repeated pass that is only the leaves.
    if (step >= this.steps.length && this.pass.repeats === undefined) return this.pass.grads[at];
    this.seek(Math.min(step, this.steps.length));
    return this.grads[at];
  }

  /** How far the grad of a node is after `step` steps; undefined if the pass has nothing to do with it. */
  reach(node: number, step: number): Reach | undefined {
    const at = this.at(node);
    if (at < 0) return undefined;
    if (step >= this.last[at] && (this.last[at] > 0 || this.touched[at] === 1)) return 'final';
    return step >= this.first[at] || this.touched[at] === 1 ? 'reached' : 'unreached';
  }

  /** The grads at the end. */
  ends(): Ends {
    this.seek(this.steps.length);
    return new Ends(this.positions, this.grads.slice());
  }

  /** What step number `step`, counted from 1, does. */
  detail(step: number): StepDetail {
    this.seek(step - 1);
    const node = this.steps[step - 1];
    const upstream = this.grads[this.at(node)];
    const sums = new Map<number, number>();
    const contributions = contributionsOf(this.recording, this.recorded, node, upstream).map(
      ({ input, local, value, constant }) => {
        const at = this.at(input);
        const before = constant ? 0 : (sums.get(at) ?? this.grads[at]);
        const after = constant ? before : before + value;
        sums.set(at, after);
        return { input, local, value, before, after, constant };
      },
    );
    return { node, upstream, contributions };
  }

  /** Brings the running sums to the state after `step` steps; back is from the start again if that is nearer. */
  private seek(step: number): void {
    if (this.step - step < step) while (this.step > step && this.stepBack());
    if (step < this.step) {
      this.grads = this.start.slice();
      this.undo.clear();
      this.step = 0;
    }
    for (; this.step < step; this.step++) this.propagate(this.steps[this.step]);
  }

  /** Restores the sums that the last step changed, to the last bit; false if they are no longer known. */
  private stepBack(): boolean {
    const node = this.steps[this.step - 1];
    const inputs = this.recording.inputs(node).map(input => this.at(input));
    const changed = inputs.filter(at => at >= 0).reverse();
    if (changed.length > this.undo.length) return false;
    for (const at of changed) this.grads[at] = this.undo.pop();
    this.step--;
    return true;
  }

  /** Adds what a node passes on to the sums. Like `contributionsOf`, but makes no objects: a pass has millions of steps. */
  private propagate(node: number): void {
    const { recording, grads, index } = this;
    const op = recording.op(node);
    const upstream = grads[this.at(node)];
    const arity = recording.arity(node);
    const derivatives = op.custom ? undefined : derivativesOf(op);
    const a = dataAt(recording, recording.input(node, 0), index);
    const b = arity > 1 ? dataAt(recording, recording.input(node, 1), index) : Number.NaN;
    const out = dataAt(recording, node, index);
    for (let i = 0; i < arity; i++) {
      const input = recording.input(node, i);
      const at = this.at(input);
      if (at < 0) continue;
      this.undo.push(grads[at]);
      grads[at] +=
        derivatives === undefined ? this.recorded.of(node, i) : contribution(derivatives[i], upstream, a, b, out);
    }
  }
}

/** What a node passes to each of its inputs in a pass. */
export function contributionsOf(
  recording: Recording,
  recorded: RecordedContributions,
  node: number,
  upstream: number,
): Pick<Contribution, 'input' | 'local' | 'value' | 'constant'>[] {
  const { index } = recorded;
  const op = recording.op(node);
  const inputs = recording.inputs(node);
  const out = dataAt(recording, node, index);
  const data = inputs.map(input => dataAt(recording, input, index));
  return inputs.map((input, i) => {
    const constant = recording.code(input) === CONSTANT;
    if (constant) return { input, local: Number.NaN, value: 0, constant };
    if (op.custom) return { input, local: Number.NaN, value: recorded.of(node, i), constant };
    const derivative = derivativesOf(op)[i];
    const [a, b] = data;
    const local = derivative.at(a, b, out);
    return { input, local, value: contribution(derivative, upstream, a, b, out), constant };
  });
}

function derivativesOf(op: OpInfo): readonly LocalDerivative[] {
  const known = opByName(op.name);
  if (known === undefined) throw new Error(`this recording has an op that is not known here: ${op.name}`);
  return known.derivatives;
}

const timelines = new WeakMap<Recording, Timeline>();

/** The timeline of a pass; the last one asked for is kept. */
export function timelineOf(recording: Recording, index: number): Timeline {
  let timeline = timelines.get(recording);
  if (timeline?.index !== index) {
    timeline = new Timeline(recording, index);
    timelines.set(recording, timeline);
  }
  return timeline;
}

/** A grad and whether anything was ever computed or assigned: 0 without that is only the start. */
export interface Grad {
  value: number;
  touched: boolean;
}

/** Grad of a node just before pass number `passes` began to propagate: of the last pass, or as assigned since. */
export function gradBefore(recording: Recording, node: number, passes: number): Grad {
  const write = lastWrite(recording, node, FIELD_GRAD, passes);
  const since = write === undefined ? 0 : recording.writes.pass.at(write);
  for (let p = Math.min(passes, recording.passes.length) - 1; p >= since; p--) {
    // The tape only grows: a pass that ended before the node was made cannot have touched it, nor any earlier one.
    if (node >= recording.passes[p].length) break;
    const value = gradAfter(recording, p, node);
    if (value !== undefined) return { value, touched: true };
  }
  return write === undefined
    ? { value: 0, touched: false }
    : { value: recording.writes.value.at(write), touched: true };
}

/** Grad of a node when a pass ended; undefined if the pass did not touch it. */
function gradAfter(recording: Recording, index: number, node: number): number | undefined {
  const { nodes, grads, repeats, isThinned, root, kind } = recording.passes[index];
  const at = positionOf(nodes, node);
  if (at >= 0) return grads[at];
  // Set to 1 when the pass began, and nothing in it uses the root: the losses of a training are asked for by the hundred.
  if (node === root && kind === 'backward' && !isThinned) return 1;
  if (repeats === undefined || isThinned || !touches(recording, index, node)) return undefined;
  return endsOf(recording, index).gradOf(node);
}

/** The grads that a pass left. */
export class Ends {
  constructor(
    private readonly positions: Positions,
    private readonly grads: Float64Array,
  ) {}

  get size(): number {
    return this.grads.length;
  }

  gradOf(node: number): number {
    return this.grads[this.positions.of(node)];
  }
}

/** So many grads are kept of passes that others go on from: 16 MiB. */
const MOST_ENDS = 2 ** 21;

/** What passes left, in the order in which it was computed. */
class KnownEnds {
  private readonly known = new Map<number, Ends>();
  private size = 0;

  of(pass: number): Ends | undefined {
    return this.known.get(pass);
  }

  /** The oldest go where they are too many. */
  add(pass: number, ends: Ends): void {
    this.known.set(pass, ends);
    this.size += ends.size;
    for (const [oldest, { size }] of this.known) {
      if (this.size <= MOST_ENDS || oldest === pass) return;
      this.known.delete(oldest);
      this.size -= size;
    }
  }
}

const knownEnds = new WeakMap<Recording, KnownEnds>();

/**
 * What a repeated pass left. It may go on from what others over the same step left, and these from others still, thousands
 * of them: they are computed from the first to the last, so that none has to ask for one that is not known.
 */
export function endsOf(recording: Recording, index: number): Ends {
  let known = knownEnds.get(recording);
  if (known === undefined) {
    known = new KnownEnds();
    knownEnds.set(recording, known);
  }
  for (const pass of known.of(index) === undefined ? passesUpTo(recording, index) : []) {
    if (known.of(pass) === undefined) known.add(pass, new Timeline(recording, pass).ends());
  }
  return known.of(index)!;
}

/** The repeated passes over the same step up to one of them, ascending. */
function passesUpTo({ passes }: Recording, index: number): number[] {
  const { first, by } = passes[index].repeats!;
  const same: number[] = [];
  // What had ended before the step's first node was made has nothing to do with it.
  for (let p = index; p >= 0 && passes[p].length > first + by; p--) {
    if (passes[p].repeats?.by === by && !passes[p].isThinned) same.push(p);
  }
  return same.reverse();
}
