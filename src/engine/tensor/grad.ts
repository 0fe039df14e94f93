/** The graph behind a tensor: one node for each use of an op that a gradient can flow back through. */
import type { TensorCore } from './core';
import type { NDArray } from './ndarray';
import { type Derivative, OUTPUT, type TensorOp, type Use } from './ops/op';

let made = 0;

/** The use of an op: knows how to pass a gradient on to its inputs. */
export class GradNode implements Use<unknown> {
  /** Grows with every node, so descending order is a topological order. */
  readonly sequence = made++;
  /** Whose numbers the rules will use: see `Derivative.reads`. */
  readonly reads: number;
  /** Sum of the versions of those storages when the op was applied. Versions only grow, so equal sums mean no change. */
  private readonly version: number;
  /** The upstream gradient gathered so far; null between passes. */
  gradient: NDArray | null = null;
  /** `gradient` is this node's own, and can be added to in place. */
  isOwn = false;
  /** The pass that reached this node last. */
  pass = 0;
  /** A pass has gone through without `retainGraph`. */
  isSpent = false;

  constructor(
    readonly op: TensorOp,
    public inputs: readonly TensorCore[],
    readonly output: TensorCore,
    public attributes: unknown,
    public kept: NDArray | null,
  ) {
    this.reads = readsOf(op, inputs);
    this.version = this.reads === 0 ? 0 : this.currentVersion();
  }

  /**
   * A pass has gone through for good: lets go of what the rules used, so that a result may be kept without all that it was
   * computed from. Rules that used no numbers can be followed again, as in PyTorch.
   */
  spend(): void {
    this.isSpent = true;
    this.kept = null;
    if (this.reads === 0) return;
    this.inputs = [];
    this.attributes = null;
  }

  /** Whether something that the rules use has been written to since. */
  get isStale(): boolean {
    return this.reads !== 0 && this.currentVersion() !== this.version;
  }

  /** The rule for an input; null if it gets no gradient. */
  derivative(input: number): Derivative<unknown> | null {
    const { derivatives } = this.op;
    return derivatives[input < derivatives.length ? input : derivatives.length - 1];
  }

  private currentVersion(): number {
    const { reads, inputs } = this;
    let version = reads & OUTPUT ? this.output.array.storage.version : 0;
    for (let i = 0; i < inputs.length; i++) {
      if (readsInput(reads, i)) version += inputs[i].array.storage.version;
    }
    return version;
  }
}

/** Bits are for the first inputs; the last bit stands for all others. */
function readsInput(reads: number, input: number): boolean {
  return (reads & (1 << Math.min(input, 29))) !== 0;
}

function readsOf({ derivatives }: TensorOp, inputs: readonly TensorCore[]): number {
  const last = derivatives.length - 1;
  let reads = 0;
  for (let i = 0; i < inputs.length; i++) {
    if (inputs[i].requiresGrad) reads |= derivatives[i < last ? i : last]?.reads ?? 0;
  }
  return reads;
}
