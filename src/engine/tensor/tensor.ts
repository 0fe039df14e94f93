/** `Tensor`: numbers in a shape that remember how they were computed. */
import { apply } from './apply';
import { InPlaceMethods } from './methods/inPlace';
import type { NDArray } from './ndarray';
import { checkTensor } from './operand';
import { matmul } from './ops/matmul';
import { NO_ATTRIBUTES } from './ops/op';

/** The methods come in layers, by theme: elementwise, reductions, movement, changes in place. */
export class Tensor extends InPlaceMethods {
  /** @internal */
  override make(array: NDArray): Tensor {
    return new Tensor(array);
  }
  /** @internal */
  override itself(): Tensor {
    return this;
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
