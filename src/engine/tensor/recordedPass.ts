/** A backward pass through tensors, as it is told to a tape's recorder. */
import type { Tape } from '../tape';
import type { TensorCore } from './core';
import type { GradNode } from './grad';
import type { NDArray } from './ndarray';
import { idOn } from './record';

let passes = 0;

export class RecordedPass {
  private readonly number = ++passes;
  /** Each once, in the order in which they were reached. */
  private readonly leaves: TensorCore[] = [];
  /** Those of whose gradients the parts have been told, for they are sums. */
  private summed: Set<TensorCore> | null = null;

  /** @param order - The nodes that the pass goes through. */
  constructor(
    private readonly tape: Tape,
    private readonly root: TensorCore,
    private readonly order: readonly GradNode[],
  ) {
    if (root.node === null) this.leaves.push(root);
    tape.recorder?.tensorPassBegins?.();
  }

  /** A node is about to pass `share` on to its input number `input`: it is not added to anything yet. */
  arrived(node: GradNode, input: number, share: NDArray): void {
    const to = node.inputs[input];
    if (to.node === null) {
      const before = to.gradTensor;
      if (this.isReached(to)) this.tellSum(node, input, share, before!.array);
      else if (before !== null) this.tell(node, input, share, before.array);
    } else if (to.node.gradient !== null) this.tellSum(node, input, share, to.node.gradient);
  }

  /** Notes that a leaf is reached; says whether it was before. */
  private isReached(leaf: TensorCore): boolean {
    if (leaf.recordedPass === this.number) return true;
    leaf.recordedPass = this.number;
    this.leaves.push(leaf);
    return false;
  }

  /** A gradient that got a share is going to get another one: the first has to be told as well. */
  private tellSum(node: GradNode, input: number, share: NDArray, sum: NDArray): void {
    const to = node.inputs[input];
    if (!this.summed?.has(to)) this.tellFirst(node, input, sum);
    this.tell(node, input, share, null);
  }

  /** What `sum` consists of so far was passed on by the last one that has the same input. */
  private tellFirst(node: GradNode, input: number, sum: NDArray): void {
    const to = node.inputs[input];
    for (let i = this.order.lastIndexOf(node), before = input; i >= 0; i--, before = Number.POSITIVE_INFINITY) {
      const from = this.order[i];
      const given = from.inputs.findLastIndex((each, k) => each === to && k < before && from.derivative(k) !== null);
      if (given < 0) continue;
      this.tell(from, given, sum, null);
      return;
    }
  }

  private tell({ inputs, output }: GradNode, input: number, share: NDArray, before: NDArray | null): void {
    this.summed ??= new Set();
    this.summed.add(inputs[input]);
    const node = idOn(this.tape, output);
    const target = idOn(this.tape, inputs[input]);
    if (node === undefined || target === undefined) return;
    this.tape.recorder?.tensorContributed?.({ node, input, target, share, before });
  }

  /**
   * The pass is over: tells the gradient of every node it reached, and the leaves as they are now. False if that is nothing
   * to the recorder.
   */
  end(): boolean {
    const { tape, root, order } = this;
    if (!tape.recorder?.tensorsPassed || idOn(tape, root) === undefined) return false;
    const steps: number[] = [];
    const gradients: NDArray[] = [];
    for (let i = 0; i < order.length; i++) {
      const id = idOn(tape, order[i].output);
      if (id === undefined) continue;
      steps.push(id);
      gradients.push(order[i].gradient!);
    }
    const leaves: number[] = [];
    const reached: TensorCore[] = [];
    for (let i = 0; i < this.leaves.length; i++) {
      const id = idOn(tape, this.leaves[i]);
      if (id === undefined) continue;
      leaves.push(id);
      reached.push(this.leaves[i]);
    }
    const { frame, index } = root.place!;
    tape.recorder.tensorsPassed({ frame, root: index, steps, gradients, leaves, reached });
    if (frame === tape.frame) tape.passEnded();
    return true;
  }
}
