/** A frame: the numbers of one step of training, over a structure that it may share with other steps. */
import { numbersOf } from './block';
import type { CustomFunctions } from './custom';
import type { Structure } from './structure';
import type { Tape } from './tape';

/** Whoever refers to a node: where its numbers are, and its index there. */
export interface Handle {
  frame: Frame;
  index: number;
}

/**
 * The frame that has a node's numbers now, at `handle.index`; the handle follows them when they have moved. What was made
 * before the steps is in the tape's current frame, whichever that is: its handles hold on to none (`tape.base`).
 */
export function settled(handle: Handle): Frame {
  while (handle.index < handle.frame.base) {
    const { moved, tape } = handle.frame;
    if (moved === null || handle.index < moved.from) {
      handle.frame = tape.base;
      return tape.frame;
    }
    handle.index += moved.by;
    handle.frame = moved.to;
  }
  return handle.frame;
}

/** From the node at `from` on, a node's id in the run is its index plus `offset`. */
interface Run {
  from: number;
  offset: number;
}

export class Frame {
  data: Float64Array;
  grad: Float64Array;
  /** Number of nodes, once the tape has gone on to another frame. */
  length = 0;
  /** Nodes below live elsewhere: in the tape's current frame, or where all of this frame has moved. */
  base = 0;
  /** Nodes below were made in earlier frames. */
  origin = 0;
  /** Where the nodes from `from` on have moved, and what to add to their indices. */
  moved: { to: Frame; from: number; by: number } | null = null;
  /** Nodes from `origin` to here are those that an earlier frame with the same nodes below had; the later ones are new. */
  same = 0;
  /** As far as the structure is shared: what has no counterpart among the nodes of an earlier frame may have one's label. */
  shared = 0;
  // Made when first needed: a step of training allocates little.
  /** The functions of each node of a user's own op. */
  custom: Map<number, CustomFunctions> | null = null;
  /** The handles that `inputs` has given out for nodes whose own it did not know: one a node. */
  handles: Map<number, Handle> | null = null;
  /** Labels that differ from the structure's; '': the structure's is of another step. */
  labels: Map<number, string> | null = null;
  /** Of the nodes labelled in the structure, the first that this repetition has not named again, so far in that order. */
  named = 0;
  /** Where it began. */
  firstNamed = 0;
  /** Those that it has named again out of order. */
  renamed: Set<number> | null = null;
  /** Ids in the run; `from` ascends. */
  readonly runs: Run[] = [{ from: 0, offset: 0 }];

  constructor(
    readonly tape: Tape,
    public structure: Structure,
    capacity: number,
  ) {
    const { data, grad } = numbersOf(capacity);
    this.data = data;
    this.grad = grad;
  }

  /** Id in the run of the node at an index. */
  idOf(index: number): number {
    const { runs } = this;
    let i = runs.length - 1;
    while (index < runs[i].from) i--;
    return index + runs[i].offset;
  }

  /** Index of the node with an id in the run; -1 if it is not in this frame. */
  indexOf(id: number): number {
    const { runs } = this;
    for (let i = runs.length - 1; i >= 0; i--) {
      const index = id - runs[i].offset;
      if (index >= runs[i].from && (i + 1 === runs.length || index < runs[i + 1].from)) return index;
    }
    return -1;
  }

  /** Indices of a node's inputs, in operand order. */
  inputsOf(index: number): number[] {
    const { op, in0, in1 } = this.structure;
    const { ops, extra } = this.tape;
    const { arity } = ops[op[index]];
    if (arity === 'n') return Array.from(extra.subarray(in0[index], in0[index] + in1[index]));
    return arity === 2 ? [in0[index], in1[index]] : arity === 1 ? [in0[index]] : [];
  }

  /** Whether ids ascend with the indices: not where nodes have come back from an earlier frame. */
  get isAscending(): boolean {
    return this.runs.every(({ offset }, i) => i === 0 || offset >= this.runs[i - 1].offset);
  }

  /** Whether a node of this frame, the tape's current one, is in the part of the structure that another frame made. */
  isRepeated(index: number): boolean {
    return this === this.tape.frame && index >= this.origin && index < this.shared;
  }

  /** The node's label, '' if it has none. That of the step before is only this one's once it was given again. */
  labelOf(index: number): string {
    const own = this.labels?.get(index);
    if (own !== undefined) return own;
    const position = this.structure.labelPosition(index);
    const isGiven = !this.isRepeated(index) || position < this.named || this.renamed?.has(index);
    return position >= 0 && isGiven ? this.structure.labels[position] : '';
  }
}
