/** Backward passes through tensors as chunks of a recording: one that repeats another is told by it. */
import type { Frame } from '../engine/frame';
import type { TensorPass } from '../engine/recorder';
import type { Tape } from '../engine/tape';
import type { NDArray } from '../engine/tensor/ndarray';
import { type Chunk, NONE } from '../recording/schema';

type PassChunk = Extract<Chunk, { type: 'pass' }>;

/** A pass that was written out. */
interface Template {
  pass: number;
  frame: Frame;
  steps: readonly number[];
  leaves: readonly number[];
  /** Positions of the leaves, by their ids. */
  order: Uint32Array;
  /** The leaves and their grads, once it is known that all passes that repeat this one have the same. */
  fixed: LeafColumns | null;
}

type LeafColumns = Pick<PassChunk, 'nodes' | 'grads'>;

export class TensorPasses {
  /** The passes over the current structure, by the index of their root. */
  private readonly templates = new Map<number, Template>();

  constructor(private readonly tape: Tape) {}

  /** Pass number `number` of the run. */
  chunk(pass: TensorPass, number: number, accumulated: Uint32Array): PassChunk {
    const template = this.repeatedBy(pass);
    const chunk = template === undefined ? this.writtenOut(pass, number) : this.repetition(template, pass);
    if (accumulated.length > 0) chunk.accumulated = accumulated;
    return chunk;
  }

  /** A new step begins: passes over what will not be there again are no templates. */
  stepped(origin: number): void {
    const { frame } = this.tape;
    for (const [root, { frame: seen }] of this.templates) {
      if (root < origin || (seen !== frame && root >= frame.same)) this.templates.delete(root);
    }
  }

  private repetition(template: Template, { frame, root, leaves, reached }: TensorPass): PassChunk {
    const { pass, order, fixed } = template;
    const first = this.firstOf(template);
    const { nodes, grads } = fixed ?? inOrder(order, leaves, leafGrads(reached));
    // What was made before the loop stays, and so does its shape.
    const isFixed = fixed === null && leaves.every(leaf => leaf < first);
    if (isFixed && reached.every(({ array }) => array.size !== 1)) template.fixed = { nodes, grads };
    const chunk = this.head(frame, root, nodes, grads);
    chunk.repeats = { pass, first, by: frame.idOf(frame.origin) - first };
    return chunk;
  }

  private writtenOut({ frame, root, steps, leaves, gradients, reached }: TensorPass, number: number): PassChunk {
    if (frame === this.tape.frame) {
      this.templates.set(root, { pass: number, frame, steps, leaves, order: orderOf(leaves), fixed: null });
    }
    const ids = [...steps, ...leaves];
    const { nodes, grads } = inOrder(orderOf(ids), ids, [...gradients, ...leafGrads(reached)]);
    const chunk = this.head(frame, root, nodes, grads);
    chunk.steps = Uint32Array.from(steps);
    return chunk;
  }

  private head(frame: Frame, root: number, nodes: Uint32Array, grads: Float64Array): PassChunk {
    const length = this.tape.made;
    const loss = frame.data[root];
    return { type: 'pass', kind: 'backward', root: frame.idOf(root), loss, length, site: NONE, nodes, grads };
  }

  /** Id that the first node of the step had in the pass that is repeated. */
  private firstOf({ frame }: Template): number {
    return frame.idOf(this.tape.frame.origin);
  }

  private repeatedBy({ frame, root, steps, leaves }: TensorPass): Template | undefined {
    const isRepeated = frame === this.tape.frame && root >= frame.origin && root < frame.same;
    const template = isRepeated ? this.templates.get(root) : undefined;
    if (template === undefined) return undefined;
    const first = this.firstOf(template);
    const by = frame.idOf(frame.origin) - first;
    const isSame = isMoved(template.steps, steps, first, by) && isMoved(template.leaves, leaves, first, by);
    return isSame ? template : undefined;
  }
}

/** Whether ids are those of before, from `first` on moved by so many. */
function isMoved(before: readonly number[], now: readonly number[], first: number, by: number): boolean {
  if (before.length !== now.length) return false;
  for (let i = 0; i < now.length; i++) if (now[i] !== (before[i] >= first ? before[i] + by : before[i])) return false;
  return true;
}

function leafGrads(reached: TensorPass['reached']): NDArray[] {
  return reached.map(({ grad }) => grad!.array);
}

/** Positions of ids, by ascending id. */
function orderOf(ids: readonly number[]): Uint32Array {
  return Uint32Array.from(ids.keys()).sort((a, b) => ids[a] - ids[b]);
}

/** Ids of nodes in an order, and the gradients of those that have one number. */
function inOrder(order: Uint32Array, ids: readonly number[], arrays: readonly NDArray[]): LeafColumns {
  const nodes = new Uint32Array(order.length);
  const grads = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) {
    nodes[i] = ids[order[i]];
    grads[i] = numberOf(arrays[order[i]]);
  }
  return { nodes, grads };
}

function numberOf({ size, values, offset }: NDArray): number {
  return size === 1 ? values[offset] : Number.NaN;
}
