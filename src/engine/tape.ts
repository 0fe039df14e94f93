/**
 * The tape: every node of a run in typed columns. Inputs have smaller indices than their node.
 *
 * A training loop makes the same nodes again and again. After a backward pass, the tape looks whether the next node is
 * the one that the pass's step began with; if so, it begins a new frame: fresh numbers (`data`, `grad`) over the
 * structure that is there, which is compared node by node as it is made again, and copied when it differs. What was made
 * before the loop (`base`: the parameters) is carried along. The old frame's numbers stay as they are for whoever holds a
 * Value of it; an operand of an old frame brings that frame's nodes back onto the tape.
 */

import { bringBack } from './bringBack';
import { Frame, type Handle, settled } from './frame';
import { builtInKinds, type NodeKind } from './kinds';
import { firstNamed, settleLabels } from './labels';
import type { ManualPass } from './manual';
import { CONSTANT, FIRST_OP, LEAF, OP_RULES } from './ops/rules';
import type { Recorder } from './recorder';
import { NONE, nextCapacity, resized, Structure } from './structure';

export type { NodeKind } from './kinds';
export { NONE } from './structure';

const FIRST_CAPACITY = 4096;
const GROWTH_MASK = 0xffff;
/** Steps that are not independent of each other are tried again after 2, 4, 8, … passes, up to 2 to the power of this. */
const MOST_PATIENCE = 16;
/** A new frame costs as much as what it carries along: it has to be worth that. */
const CARRIED_PER_NODE = 8;
const CARRIED_FREELY = 4096;
const LOOKED_AT_PER_NODE = 16;
/** So many nodes are a step's, whether it repeats another or not. */
const LARGE = 2 ** 14;

export class Tape {
  /** Number of nodes in the current frame. The columns are longer. */
  length = 0;
  /** The frame that nodes are made in. */
  frame: Frame;
  /** Stands for the current frame in the handles of what was made before the steps. */
  readonly base: Frame;
  /** The current frame's columns. */
  op: Uint16Array;
  in0: Uint32Array;
  in1: Uint32Array;
  data: Float64Array;
  grad: Float64Array;
  /** Place in the source text; NONE until `stamp`. */
  site: Uint32Array;

  /** Inputs of the ops with arity 'n'. */
  extra = new Uint32Array(16);
  extraLength = 0;

  /** Index = code in `op`; ops of the user's own are appended as they are first used. */
  readonly ops: NodeKind[] = builtInKinds();
  /** Who records this run; null costs nothing. */
  recorder: Recorder | null = null;
  /** The series of `backwardStep()` under way, if one is recorded. */
  manual: ManualPass | null = null;
  /** Number of nodes whose site is settled: that of an expression that has ended. */
  stamped = 0;
  /** A pass has ended, and no node was made since: the next one may be the first of a new step. */
  ripe = false;
  /** Tells the scope of the node being made. */
  scopeOf: () => number = noScope;

  /** Nodes below this are compared with what the structure has already. */
  private known = 0;
  /** Below, only what a node is and its scope have to be compared: nothing begins, ends or grows there. */
  private quickEnd = 0;
  /** A step does not begin below: what was made before is in use across steps. */
  private floor = 0;
  /** How often nodes came back since a step was last repeated whole, and so many passes to wait for the next try. */
  private returns = 0;
  private pause = 0;
  private hasReturned = false;
  /** Number of nodes made when the tape was last looked through. */
  private looked = 0;
  /** Scope of the node made last, and where the structure says that it ends. */
  private scope = NONE;
  private scopeEnd = Number.POSITIVE_INFINITY;
  private scopeRun = -1;
  private isSited = false;

  constructor() {
    this.frame = new Frame(this, new Structure(FIRST_CAPACITY), FIRST_CAPACITY);
    const { structure, data, grad } = this.frame;
    ({ op: this.op, in0: this.in0, in1: this.in1, site: this.site } = structure);
    this.data = data;
    this.grad = grad;
    this.base = new Frame(this, structure, 0);
    this.base.base = Number.POSITIVE_INFINITY;
  }

  /** Number of nodes made in the run: the id of the next one. */
  get made(): number {
    return this.frame.idOf(this.length);
  }

  /** Adds a node and returns its index. `in0`, `in1`: indices in the current frame or NONE. */
  push(op: number, in0: number, in1: number, data: number): number {
    const index = this.length;
    const isKnown =
      index < this.quickEnd && this.op[index] === op && this.in0[index] === in0 && this.in1[index] === in1;
    // Small enough to become part of its callers: a number passed on to another function would have to be made an object.
    if (!isKnown || this.scopeOf() !== this.scope) return this.pushNext(op, in0, in1, data);
    this.data[index] = data;
    this.length = index + 1;
    return index;
  }

  private pushNext(op: number, in0: number, in1: number, data: number): number {
    this.expect(op, in0, in1);
    const index = this.length;
    if ((index & GROWTH_MASK) === 0 && index !== 0) this.recorder?.grown();
    if (index < this.known && (this.op[index] !== op || this.in0[index] !== in0 || this.in1[index] !== in1)) {
      this.diverge();
    }
    const scope = this.scopeOf();
    if (scope !== this.scope || index >= this.scopeEnd) this.enterScope(index, scope);
    if (index >= this.known) {
      if (index === this.op.length) this.growStructure();
      this.op[index] = op;
      this.in0[index] = in0;
      this.in1[index] = in1;
      this.site[index] = NONE;
    }
    if (index === this.data.length) this.growFrame();
    this.data[index] = data;
    this.length = index + 1;
    this.setQuickEnd(index);
    return index;
  }

  /** A node like this will be made: where that begins a new step, it begins now. */
  expect(op: number, in0: number, in1: number): void {
    if (this.ripe) this.mayBeginStep(index => this.isAt(index, op, in0, in1));
  }

  /**
   * How many nodes the structure knows from here on that are in the scope of the next one. Whoever makes the same ones
   * again may leave the structure as it is, set their data and raise `length`.
   */
  knownAhead(): number {
    const index = this.length;
    if (this.ripe || index >= this.known || (index & GROWTH_MASK) === 0) return 0;
    const scope = this.scopeOf();
    if (scope !== this.scope || index >= this.scopeEnd) this.enterScope(index, scope);
    return this.setQuickEnd(index) - index;
  }

  private setQuickEnd(index: number): number {
    this.quickEnd = Math.min(this.known, this.scopeEnd, (index | GROWTH_MASK) + 1);
    return this.quickEnd;
  }

  /** The nodes below `length` are those of the step repeated, their sites too. */
  repeated(length: number): void {
    this.length = length;
    this.stamped = length;
  }

  /** Adds a node with any number of inputs; its kind must have arity 'n'. */
  pushMany(op: number, inputs: readonly number[], data: number): number {
    if (this.ripe) this.mayBeginStep(index => this.knownExtra(index, op, inputs) !== NONE);
    const known = this.length < this.known ? this.knownExtra(this.length, op, inputs) : NONE;
    return this.push(op, known === NONE ? this.addExtra(inputs) : known, inputs.length, data);
  }

  /** Code of the user's own op of this name and arity, which is registered at its first use. */
  customCode(name: string, arity: 1 | 2 | 'n'): number {
    const first = FIRST_OP + OP_RULES.length;
    for (let code = first; code < this.ops.length; code++) {
      if (this.ops[code].name === name && this.ops[code].arity === arity) return code;
    }
    return this.ops.push({ name, symbol: name, notation: 'function', arity, custom: true }) - 1;
  }

  /** Gives the site to every node made since the last call that has none. */
  stamp(site: number): void {
    const first = this.stamped;
    if (first === this.length) return;
    this.isSited = true;
    // Most expressions make one node, as they did in the step before.
    if (first + 1 === this.length && first < this.known && this.site[first] === site) {
      this.stamped = this.length;
      return;
    }
    const compared = Math.min(this.known, this.length);
    for (let index = this.stamped; index < compared; index++) {
      if (this.site[index] === site) continue;
      this.diverge();
      break;
    }
    for (let index = Math.max(this.stamped, this.known); index < this.length; index++) {
      if (this.site[index] === NONE) this.site[index] = site;
    }
    this.stamped = this.length;
  }

  /** A pass over the current frame has ended. */
  passEnded(): void {
    this.quickEnd = 0;
    if (this.pause > 0) this.pause--;
    else this.ripe = true;
  }

  /** The script has assigned to a leaf. After a pass that is an update of a parameter, which the next step will use. */
  assigned(frame: Frame, index: number): void {
    if (this.ripe && frame === this.frame && this.op[index] === LEAF && index >= this.floor) this.floor = index + 1;
  }

  /** Something goes on with what the last pass was about. */
  goOn(): void {
    this.ripe = false;
  }

  /** Index of an operand in the current frame, onto which it is brought back if need be. */
  indexOf(operand: Handle): number {
    if (settled(operand) !== this.frame) {
      this.waitForSteps();
      bringBack(this, operand.frame);
      this.floor = this.length;
      settled(operand);
    }
    // What goes on with a result of the last step is not a new step; what was computed before all steps may be in each.
    const { origin } = this.frame;
    if (this.ripe && operand.index >= Math.max(this.floor, origin) && this.op[operand.index] > CONSTANT)
      this.ripe = false;
    return operand.index;
  }

  /** The script's steps use each other's nodes. */
  private waitForSteps(): void {
    this.ripe = false;
    if (this.hasReturned) return;
    this.hasReturned = true;
    this.returns++;
    this.pause = 2 ** Math.min(this.returns, MOST_PATIENCE);
  }

  /** Before a pass over an earlier frame: the base as it is now. */
  carryBaseInto(frame: Frame): void {
    frame.data.set(this.data.subarray(0, frame.base));
    frame.grad.set(this.grad.subarray(0, frame.base));
  }

  /** After such a pass: the grads that it left in the base. */
  carryBaseBack(frame: Frame): void {
    this.grad.set(frame.grad.subarray(0, frame.base));
  }

  /** Adds a node that was made before, without its numbers, site and scope. */
  pushAgain(op: number, in0: number, in1: number): number {
    const index = this.length;
    if (index < this.known) this.diverge();
    if (index === this.op.length) this.growStructure();
    if (index === this.data.length) this.growFrame();
    this.op[index] = op;
    this.in0[index] = in0;
    this.in1[index] = in1;
    this.length = index + 1;
    return index;
  }

  /** Begins a new step if the node to be made, which `isAt` finds on the tape, is the one that the last step began with. */
  private mayBeginStep(isAt: (index: number) => boolean): void {
    this.ripe = false;
    // Nodes without a site yet would never get one.
    if (this.isSited && this.stamped < this.length) return;
    const origin = this.findOrigin(isAt);
    if (origin > CARRIED_FREELY && (this.length - origin) * CARRIED_PER_NODE < origin) return;
    if (origin < this.length) this.beginStep(origin);
  }

  /** Where the last step began; the tape's length if that is not known. */
  private findOrigin(isAt: (index: number) => boolean): number {
    const { origin } = this.frame;
    // What is below the origin is in use as it is: a step never begins there.
    const first = Math.max(origin, this.floor);
    if (first === origin && isAt(origin)) return origin;
    // Looking through the tape has to be paid for by what was made since the last look.
    if (this.length - first > LOOKED_AT_PER_NODE * (this.made - this.looked)) return this.length;
    this.looked = this.made;
    for (let index = first; index < this.length; index++) if (isAt(index)) return index;
    // Steps that are never the same would fill the memory: what they need of each other comes back.
    return this.length - first > LARGE ? first : this.length;
  }

  private isAt(index: number, op: number, in0: number, in1: number): boolean {
    return this.op[index] === op && this.in0[index] === in0 && this.in1[index] === in1;
  }

  /** Goes on in a new frame, whose first node of its own is that at `origin`. */
  private beginStep(origin: number): void {
    const old = this.frame;
    const { structure } = old;
    const next = this.made;
    settleLabels(old, this.length);
    this.recorder?.stepped?.(origin);
    if (old.origin === origin && old.same >= this.length) this.returns = 0;
    this.hasReturned = false;
    old.length = this.length;
    old.base = origin;
    structure.length = Math.max(structure.length, this.length);
    if (structure.capacity > structure.length) structure.resize(structure.length);
    const frame = new Frame(this, structure, structure.length);
    carry(old, frame, origin);
    // Where more is carried along than before, the nodes behind it have other inputs than those of the same index had.
    const isSame = old.origin === origin || old.same <= old.origin;
    frame.same = isSame ? Math.max(old.same, old.length) : origin;
    frame.shared = structure.length;
    for (const run of old.runs) if (run.from < origin) frame.runs.push(run);
    frame.runs.push({ from: origin, offset: next - origin });
    frame.named = firstNamed(old, origin);
    frame.firstNamed = frame.named;
    this.use(frame);
    this.length = origin;
    this.stamped = origin;
    this.known = structure.length;
    this.quickEnd = 0;
    this.scopeRun = -1;
    this.scopeEnd = 0;
  }

  private use(frame: Frame): void {
    this.frame = frame;
    this.data = frame.data;
    this.grad = frame.grad;
    this.useStructure(frame.structure);
  }

  private useStructure(structure: Structure): void {
    this.op = structure.op;
    this.in0 = structure.in0;
    this.in1 = structure.in1;
    this.site = structure.site;
  }

  /** What follows is not as in the step before: the structure up to here becomes the frame's own. */
  private diverge(): void {
    const { frame } = this;
    const settled = this.isSited ? this.stamped : this.length;
    frame.same = Math.min(frame.same, settled);
    frame.shared = Math.min(frame.shared, this.length);
    settleLabels(frame, this.length);
    frame.structure = frame.structure.fork(this.length);
    this.known = 0;
    this.quickEnd = 0;
    this.useStructure(frame.structure);
    this.site.fill(NONE, settled, this.length);
    this.scope = frame.structure.scopes.at(-1) ?? NONE;
    this.scopeEnd = Number.POSITIVE_INFINITY;
  }

  /** Notes the scope of the node to be made, which is another one or begins a run of the structure. */
  private enterScope(index: number, scope: number): void {
    if (index < this.known) {
      this.findScope(index);
      if (this.scope === scope) return;
      this.diverge();
    }
    this.addScope(index, scope);
  }

  /** Sets `scope` and `scopeEnd` to what the structure has for a node. */
  private findScope(index: number): void {
    const { scopeStarts, scopes } = this.frame.structure;
    while (this.scopeRun + 1 < scopeStarts.length && scopeStarts[this.scopeRun + 1] <= index) this.scopeRun++;
    this.scope = this.scopeRun < 0 ? NONE : scopes[this.scopeRun];
    this.scopeEnd = scopeStarts[this.scopeRun + 1] ?? Number.POSITIVE_INFINITY;
  }

  /** Sets the scope from a node on. */
  addScope(index: number, scope: number): void {
    if (scope === this.scope) return;
    const { structure } = this.frame;
    structure.scopeStarts.push(index);
    structure.scopes.push(scope);
    this.scope = scope;
  }

  /** Offset of the extra inputs of the node at `index` if it is the same as this one; else NONE. */
  private knownExtra(index: number, op: number, inputs: readonly number[]): number {
    const offset = this.in0[index];
    const isSame = this.op[index] === op && this.in1[index] === inputs.length;
    return isSame && inputs.every((input, i) => this.extra[offset + i] === input) ? offset : NONE;
  }

  /** Adds a list of inputs; returns its offset in `extra`. */
  addExtra(inputs: readonly number[]): number {
    const offset = this.extraLength;
    const end = offset + inputs.length;
    if (end > this.extra.length) {
      this.extra = resized(this.extra, new Uint32Array(Math.max(2 * this.extra.length, end)));
    }
    this.extra.set(inputs, offset);
    this.extraLength = end;
    return offset;
  }

  private growStructure(): void {
    const { structure } = this.frame;
    structure.resize(nextCapacity(structure.capacity));
    ({ op: this.op, in0: this.in0, in1: this.in1, site: this.site } = structure);
  }

  private growFrame(): void {
    const { frame } = this;
    const capacity = nextCapacity(this.data.length);
    frame.data = resized(frame.data, new Float64Array(capacity));
    frame.grad = resized(frame.grad, new Float64Array(capacity));
    this.data = frame.data;
    this.grad = frame.grad;
  }
}

/** What lies below the origin goes along with the script. */
function carry(from: Frame, to: Frame, origin: number): void {
  to.origin = origin;
  to.runs.length = 0;
  // A loop, for it is mostly little: making views of what there is to copy takes longer.
  for (let index = 0; index < origin; index++) {
    to.data[index] = from.data[index];
    to.grad[index] = from.grad[index];
  }
  to.custom = below(from.custom, origin);
  to.labels = below(from.labels, origin);
  to.handles = below(from.handles, origin);
}

/** The entries of nodes below an index; null if there are none. */
function below<T>(entries: Map<number, T> | null, end: number): Map<number, T> | null {
  if (entries === null) return null;
  const kept = new Map([...entries].filter(([index]) => index < end));
  return kept.size > 0 ? kept : null;
}

function noScope(): number {
  return NONE;
}

let current = new Tape();

/** The tape that nodes are made on. */
export function tape(): Tape {
  return current;
}

/** Makes `next` the tape that nodes are made on, and returns the one before. */
export function useTape(next: Tape): Tape {
  const before = current;
  current = next;
  return before;
}
