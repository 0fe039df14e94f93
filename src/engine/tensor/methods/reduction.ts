/** The methods of tensors that make one number of many. */
import { apply } from '../apply';
import { mean, type Reduction, sum } from '../ops/reduction';
import { dimensions } from '../shape';
import type { Tensor } from '../tensor';
import { ElementwiseMethods } from './elementwise';

/** One dimension or several, from 0 or, negative, from the end; none means all. */
export type Dim = number | readonly number[];

export abstract class ReductionMethods extends ElementwiseMethods {
  /**
   * Sum of all, or along `dim`.
   * @param keepdim - Leave the dimension with size 1, here and in all reductions: `sum(1, true)`.
   */
  sum(dim?: Dim, keepdim = false): Tensor {
    return apply(sum, [this], this.over('sum', dim, keepdim));
  }
  /** Mean of all, or along `dim`; NaN of nothing. */
  mean(dim?: Dim, keepdim = false): Tensor {
    return apply(mean, [this], this.over('mean', dim, keepdim));
  }

  private over(op: string, dim: Dim | undefined, keepdim: boolean): Reduction {
    return { dims: dimensions(op, dim, this.ndim), keepdim };
  }
}
