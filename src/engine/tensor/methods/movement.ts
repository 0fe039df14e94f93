/** The methods of tensors that show or move the same numbers in another shape. */
import { apply } from '../apply';
import { resolveShape, view } from '../ops/view';
import { sizes } from '../shape';
import type { Tensor } from '../tensor';
import { ReductionMethods } from './reduction';

export abstract class MovementMethods extends ReductionMethods {
  /**
   * The same storage in another shape: `view(32, 6)`, `view([32, 6])`; one size may be -1, to be worked out.
   * @throws RangeError if the sizes don't hold as many elements, or the elements lie in memory in another order.
   */
  view(...shape: number[] | [readonly number[]]): Tensor {
    return apply(view, [this], { shape: resolveShape('view', this.shape, sizes('view', shape, -1)) });
  }
}
