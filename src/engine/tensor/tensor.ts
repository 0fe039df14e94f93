/** `Tensor`: numbers in a shape that remember how they were computed. */
import { describe } from '../describe';
import type { Handle } from '../frame';
import { apply } from './apply';
import { brandedBy } from './core';
import type { GradNode } from './grad';
import { InPlaceMethods } from './methods/inPlace';
import type { NDArray } from './ndarray';
import { checkTensor } from './operand';
import { matmul } from './ops/matmul';
import { NO_ATTRIBUTES } from './ops/op';
import { recordLabel } from './record';

/** The methods come in layers, by theme: elementwise, reductions, movement, changes in place. */
export class Tensor extends InPlaceMethods {
  /** @internal */
  readonly array: NDArray;
  /** @internal */
  node: GradNode | null = null;
  /** @internal */
  gradTensor: Tensor | null = null;
  /** @internal */
  isWanted = false;
  /** @internal */
  isOffTape = false;
  /** @internal */
  retainsGrad = false;
  /** @internal */
  place: Handle | null = null;
  /** @internal */
  recordedPass = 0;
  #label = '';

  static {
    brandedBy(x => #label in x);
  }

  /** @internal Tensors are made by `tensor`, `zeros` and the like. */
  constructor(array: NDArray) {
    super();
    this.array = array;
  }

  /** @internal */
  override make(array: NDArray): Tensor {
    return new Tensor(array);
  }
  /** @internal */
  override itself(): Tensor {
    return this;
  }

  /** Name in the graph; '' until there is one. */
  get label(): string {
    return this.#label;
  }
  set label(label: string) {
    if (typeof label !== 'string') throw new TypeError(`A tensor's label is a string, but got ${describe(label)}.`);
    this.#label = label;
    recordLabel(this);
  }

  /**
   * Matrix product. A vector is a row on the left and a column on the right; further dimensions are batches, which
   * broadcast.
   * @throws RangeError naming both shapes if the inner sizes differ.
   */
  matmul(other: Tensor): Tensor {
    return apply(matmul, [this, checkTensor('matmul', other)], NO_ATTRIBUTES);
  }
}
