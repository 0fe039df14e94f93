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
}

export class TensorPasses {
  /** The passes over the current structure, by the index of their root. */
  private readonly templates = new Map<number, Template>();

  constructor(private readonly tape: Tape) {}

  /** Pass number `number` of the run. */
  chunk(pass: TensorPass, number: number, accumulated: Uint32Array): PassChunk {
    const { frame, root, steps, leaves } = pass;
    const head = {
      type: 'pass' as const,
      kind: 'backward' as const,
      root: frame.idOf(root),
      loss: frame.data[root],
      length: this.tape.made,
      site: NONE,
      ...(accumulated.length > 0 ? { accumulated } : {}),
    };
    const template = this.repeatedBy(pass);
    if (template !== undefined) {
      const first = template.frame.idOf(frame.origin);
      const repeats = { pass: template.pass, first, by: frame.idOf(frame.origin) - first };
      return { ...head, ...inOrder(template.order, leaves, leafGrads(pass)), repeats };
    }
    if (frame === this.tape.frame) {
      this.templates.set(root, { pass: number, frame, steps, leaves, order: orderOf(leaves) });
    }
    const ids = [...steps, ...leaves];
    const all = inOrder(orderOf(ids), ids, [...pass.gradients, ...leafGrads(pass)]);
    return { ...head, ...all, steps: Uint32Array.from(steps) };
  }

  /** A new step begins: passes over what will not be there again are no templates. */
  stepped(origin: number): void {
    const { frame } = this.tape;
    for (const [root, { frame: seen }] of this.templates) {
      if (root < origin || (seen !== frame && root >= frame.same)) this.templates.delete(root);
    }
  }

  private repeatedBy({ frame, root, steps, leaves }: TensorPass): Template | undefined {
    const template = this.templates.get(root);
    const isRepeated = frame === this.tape.frame && root >= frame.origin && root < frame.same;
    if (!isRepeated || template === undefined) return undefined;
    const first = template.frame.idOf(frame.origin);
    const by = frame.idOf(frame.origin) - first;
    const isSame = (before: readonly number[], now: readonly number[]) => {
      if (before.length !== now.length) return false;
      for (let i = 0; i < now.length; i++)
        if (now[i] !== (before[i] >= first ? before[i] + by : before[i])) return false;
      return true;
    };
    return isSame(template.steps, steps) && isSame(template.leaves, leaves) ? template : undefined;
  }
}

function leafGrads({ reached }: TensorPass): NDArray[] {
  return reached.map(({ grad }) => grad!.array);
}

/** Positions of ids, by ascending id. */
function orderOf(ids: readonly number[]): Uint32Array {
  return Uint32Array.from(ids.keys()).sort((a, b) => ids[a] - ids[b]);
}

/** Ids of nodes in an order, and the gradients of those that have one number. */
function inOrder(
  order: Uint32Array,
  ids: readonly number[],
  arrays: readonly NDArray[],
): { nodes: Uint32Array; grads: Float64Array } {
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
