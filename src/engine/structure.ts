/** What the nodes of a tape are and what they were computed from: all but their numbers. Steps of training share one. */

import { PassPlans } from './passPlan';

/** "No such input, site or scope": the largest u32. */
export const NONE = 0xffffffff;

/** Growing by half is quick enough, and wastes less of a large tape than doubling. */
const LARGE = 2 ** 20;

export class Structure {
  /** How passes go through it: what is in it never changes, it only grows. */
  readonly plans = new PassPlans();
  /** Number of nodes known. The columns are longer. */
  length = 0;
  op: Uint16Array;
  in0: Uint32Array;
  in1: Uint32Array;
  /** Place in the source text; NONE without one. */
  site: Uint32Array;
  /** The nodes that have a label, in the order in which they got it, and the label of each. */
  readonly labelled: number[] = [];
  readonly labels: string[] = [];
  private readonly positions = new Map<number, number>();
  /** Frames of the running script: run number `i` of nodes in scope `scopes[i]` begins at node `scopeStarts[i]`. */
  readonly scopeStarts: number[] = [];
  readonly scopes: number[] = [];

  constructor(capacity: number) {
    this.op = new Uint16Array(capacity);
    this.in0 = new Uint32Array(capacity);
    this.in1 = new Uint32Array(capacity);
    this.site = new Uint32Array(capacity);
  }

  get capacity(): number {
    return this.op.length;
  }

  /** Gives the columns another capacity, not below what they hold. */
  resize(capacity: number): void {
    this.op = resized(this.op, new Uint16Array(capacity));
    this.in0 = resized(this.in0, new Uint32Array(capacity));
    this.in1 = resized(this.in1, new Uint32Array(capacity));
    this.site = resized(this.site, new Uint32Array(capacity));
  }

  /** A structure of its own that begins with the first `length` nodes of this one. */
  fork(length: number): Structure {
    const fork = new Structure(this.capacity);
    fork.length = length;
    fork.op.set(this.op.subarray(0, length));
    fork.in0.set(this.in0.subarray(0, length));
    fork.in1.set(this.in1.subarray(0, length));
    fork.site.set(this.site.subarray(0, length));
    this.labelled.forEach((node, i) => {
      if (node < length) fork.setLabel(node, this.labels[i]);
    });
    for (let run = 0; run < this.scopes.length && this.scopeStarts[run] < length; run++) {
      fork.scopeStarts.push(this.scopeStarts[run]);
      fork.scopes.push(this.scopes[run]);
    }
    return fork;
  }

  /** Where a node stands among those that have a label; -1 if it has none. */
  labelPosition(node: number): number {
    return this.positions.get(node) ?? -1;
  }

  setLabel(node: number, label: string): void {
    const position = this.labelPosition(node);
    if (position >= 0) this.labels[position] = label;
    else {
      this.positions.set(node, this.labelled.length);
      this.labelled.push(node);
      this.labels.push(label);
    }
  }

  /** Scope of a node; NONE at the top of a module. */
  scopeOf(node: number): number {
    let low = 0;
    let high = this.scopes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.scopeStarts[middle] > node) high = middle;
      else low = middle + 1;
    }
    return low === 0 ? NONE : this.scopes[low - 1];
  }
}

/** The capacity to grow to from one that is full. */
export function nextCapacity(capacity: number): number {
  return capacity < LARGE ? 2 * capacity : capacity + (capacity >>> 1);
}

/** `to` with the numbers of `from` that it has room for at its start. */
export function resized<T extends { length: number; set(from: T): void; subarray(from: number, to: number): T }>(
  from: T,
  to: T,
): T {
  to.set(from.length <= to.length ? from : from.subarray(0, to.length));
  return to;
}
