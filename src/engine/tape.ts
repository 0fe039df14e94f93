/** The tape: every node of a run in typed columns. A node's id is its index, so inputs have smaller ids than their node. */

import type { CustomBackward, CustomForward } from './custom';
import type { ManualPass } from './manual';
import { FIRST_OP, type Notation, OPS } from './ops/table';
import type { Recorder } from './recorder';

/** "No such input, site or scope": the largest u32. */
export const NONE = 0xffffffff;

/** What the nodes of one code are; plain data. */
export interface NodeKind {
  name: string;
  /** As drawn in a badge; empty for a leaf and a constant. */
  symbol: string;
  notation: Notation;
  /** Number of inputs; 'n': `in0` is an offset into `extra` and `in1` their count. */
  arity: 0 | 1 | 2 | 'n';
  /** The user's own op. */
  custom?: boolean;
}

const FIRST_CAPACITY = 4096;
const GROWTH_MASK = 0xffff;

const LEAF_KIND: NodeKind = { name: 'leaf', symbol: '', notation: 'function', arity: 0 };
const CONSTANT_KIND: NodeKind = { name: 'constant', symbol: '', notation: 'function', arity: 0 };

/** Node kinds before any op of the user's own: index = code. */
function builtInKinds(): NodeKind[] {
  return [
    LEAF_KIND,
    CONSTANT_KIND,
    ...OPS.map(({ name, symbol, notation, arity }) => ({ name, symbol, notation, arity })),
  ];
}

export class Tape {
  /** Number of nodes. The columns are longer. */
  length = 0;
  op = new Uint16Array(FIRST_CAPACITY);
  in0 = new Uint32Array(FIRST_CAPACITY);
  in1 = new Uint32Array(FIRST_CAPACITY);
  data = new Float64Array(FIRST_CAPACITY);
  grad = new Float64Array(FIRST_CAPACITY);
  /** Place in the source text; NONE until `stamp`. */
  site = new Uint32Array(FIRST_CAPACITY);
  /** Frame of the running script. */
  scope = new Uint32Array(FIRST_CAPACITY);
  /** Index into `names`; NONE: without a label. */
  labelName = new Uint32Array(FIRST_CAPACITY);

  /** Inputs of the ops with arity 'n'. */
  extra = new Uint32Array(16);
  extraLength = 0;

  /** The labels in use. */
  readonly names: string[] = [];
  /** Index = code in `op`; ops of the user's own are appended as they are first used. */
  readonly ops: NodeKind[] = builtInKinds();
  /** How each node of a user's own op was computed, for a gradient check. */
  readonly customForward = new Map<number, CustomForward>();
  /** How each node of a user's own op passes its gradient on. */
  readonly customBackward = new Map<number, CustomBackward>();

  /** Who records this run; null costs nothing. */
  recorder: Recorder | null = null;
  /** The series of `backwardStep()` under way, if one is recorded. */
  manual: ManualPass | null = null;
  /** Number of nodes whose site is settled: that of an expression that has ended. */
  stamped = 0;
  /** Tells the scope of the node being made. */
  scopeOf: () => number = noScope;

  private readonly nameIndex = new Map<string, number>();

  /** Adds a node and returns its id. `in0`, `in1`: ids on this tape or NONE. */
  push(op: number, in0: number, in1: number, data: number): number {
    const id = this.length;
    if ((id & GROWTH_MASK) === 0 && id !== 0) this.recorder?.grown(id);
    if (id === this.op.length) this.grow();
    this.op[id] = op;
    this.in0[id] = in0;
    this.in1[id] = in1;
    this.data[id] = data;
    this.site[id] = NONE;
    this.labelName[id] = NONE;
    this.scope[id] = this.scopeOf();
    this.length = id + 1;
    return id;
  }

  /** Adds a node with any number of inputs; its kind must have arity 'n'. */
  pushMany(op: number, inputs: readonly number[], data: number): number {
    const offset = this.extraLength;
    const end = offset + inputs.length;
    if (end > this.extra.length) this.extra = grown(this.extra, new Uint32Array(Math.max(2 * this.extra.length, end)));
    this.extra.set(inputs, offset);
    this.extraLength = end;
    return this.push(op, offset, inputs.length, data);
  }

  /** Ids of a node's inputs, in operand order. */
  inputsOf(id: number): number[] {
    const arity = this.ops[this.op[id]].arity;
    if (arity === 'n') return Array.from(this.extra.subarray(this.in0[id], this.in0[id] + this.in1[id]));
    return arity === 2 ? [this.in0[id], this.in1[id]] : arity === 1 ? [this.in0[id]] : [];
  }

  /** Code of the user's own op of this name and arity, which is registered at its first use. */
  customCode(name: string, arity: 1 | 2 | 'n'): number {
    const first = FIRST_OP + OPS.length;
    for (let code = first; code < this.ops.length; code++) {
      if (this.ops[code].name === name && this.ops[code].arity === arity) return code;
    }
    return this.ops.push({ name, symbol: name, notation: 'function', arity, custom: true }) - 1;
  }

  /** The node's label, '' if it has none. */
  labelOf(id: number): string {
    const index = this.labelName[id];
    return index === NONE ? '' : this.names[index];
  }

  /** Names a node. */
  setLabel(id: number, label: string): void {
    let index = this.nameIndex.get(label);
    if (index === undefined) {
      index = this.names.push(label) - 1;
      this.nameIndex.set(label, index);
    }
    this.labelName[id] = index;
    this.recorder?.labelled(id, label);
  }

  /** Gives the site to every node made since the last call that has none. */
  stamp(site: number): void {
    for (let id = this.stamped; id < this.length; id++) if (this.site[id] === NONE) this.site[id] = site;
    this.stamped = this.length;
  }

  private grow(): void {
    const capacity = 2 * this.op.length;
    this.op = grown(this.op, new Uint16Array(capacity));
    this.in0 = grown(this.in0, new Uint32Array(capacity));
    this.in1 = grown(this.in1, new Uint32Array(capacity));
    this.data = grown(this.data, new Float64Array(capacity));
    this.grad = grown(this.grad, new Float64Array(capacity));
    this.site = grown(this.site, new Uint32Array(capacity));
    this.scope = grown(this.scope, new Uint32Array(capacity));
    this.labelName = grown(this.labelName, new Uint32Array(capacity));
  }
}

function noScope(): number {
  return NONE;
}

/** `to` with the numbers of the shorter `from` at its start. */
function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
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
