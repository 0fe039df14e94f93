/** The methods of tensors that make one number of many. */
import { checkFlag, checkOptions } from '../../options';
import { apply } from '../apply';
import * as extreme from '../ops/extreme';
import * as reduction from '../ops/reduction';
import { logSoftmax, softmax } from '../ops/softmax';
import { dimension, dimensions } from '../shape';
import type { Tensor } from '../tensor';
import { ElementwiseMethods } from './elementwise';

/** One dimension or several, from 0 or, negative, from the end; none means all. */
export type Dim = number | readonly number[];

/** The best numbers along a dimension, and their positions as int32. */
export interface Extremes {
  values: Tensor;
  indices: Tensor;
}

/** The options of `var` and `std`. */
export interface SpreadOptions {
  /** Divide by n − 1, the estimate from a sample; that is so unless said otherwise. Else by n. */
  unbiased?: boolean;
}

/**
 * All of these take the dimension first, then `keepdim`: whether it stays, with size 1, so that the result broadcasts
 * with what it came from: `x.sum(1, true)`.
 */
export abstract class ReductionMethods extends ElementwiseMethods {
  /** Sum of all, or along `dim`; 0 of nothing. Of bools the count of what is true. */
  sum(dim?: Dim, keepdim = false): Tensor {
    return apply(reduction.sum, [this], this.over('sum', dim, keepdim));
  }
  /** Mean of all, or along `dim`; NaN of nothing. */
  mean(dim?: Dim, keepdim = false): Tensor {
    return apply(reduction.mean, [this], this.over('mean', dim, keepdim));
  }
  /** Variance of all, or along `dim`: `x.var(0, true, { unbiased: false })`. */
  var(dim?: Dim, keepdim = false, options: SpreadOptions = {}): Tensor {
    return apply(reduction.variance, [this], this.spreadOver('var', dim, keepdim, options));
  }
  /** Standard deviation of all, or along `dim`. */
  std(dim?: Dim, keepdim = false, options: SpreadOptions = {}): Tensor {
    return apply(reduction.deviation, [this], this.spreadOver('std', dim, keepdim, options));
  }
  /** ln Σ eˣ of all, or along `dim`, safe from overflow. */
  logsumexp(dim?: Dim, keepdim = false): Tensor {
    return apply(reduction.logsumexp, [this], this.over('logsumexp', dim, keepdim));
  }

  /** The largest of all numbers; those that tie share its gradient evenly. */
  max(): Tensor;
  /** The largest along a dimension, and where they are; the first of those that tie. */
  max(dim: number, keepdim?: boolean): Extremes;
  max(dim?: number, keepdim = false): Tensor | Extremes {
    return this.best('max', dim, keepdim);
  }
  /** The smallest of all numbers; those that tie share its gradient evenly. */
  min(): Tensor;
  /** The smallest along a dimension, and where they are; the first of those that tie. */
  min(dim: number, keepdim?: boolean): Extremes;
  min(dim?: number, keepdim = false): Tensor | Extremes {
    return this.best('min', dim, keepdim);
  }
  /** Position of the largest number, along `dim` or counted through all; int32. */
  argmax(dim?: number, keepdim = false): Tensor {
    return apply(extreme.argmax, [this], this.over('argmax', dim, keepdim));
  }

  /** e^x / Σ e^x along `dim`: shares that add up to 1. */
  softmax(dim: number): Tensor {
    return apply(softmax, [this], { dim: dimension('softmax', dim, this.ndim) });
  }
  /** Logarithm of `softmax`, computed without the loss of precision. */
  logSoftmax(dim: number): Tensor {
    return apply(logSoftmax, [this], { dim: dimension('logSoftmax', dim, this.ndim) });
  }

  private over(op: string, dim: Dim | undefined, keepdim: boolean): reduction.Reduction {
    checkFlag(op, 'keepdim', keepdim);
    return { dims: dimensions(op, dim, this.ndim), keepdim };
  }

  private spreadOver(op: string, dim: Dim | undefined, keepdim: boolean, options: SpreadOptions): reduction.Spread {
    checkOptions(op, options, ['unbiased']);
    const { unbiased = true } = options;
    checkFlag(op, 'unbiased', unbiased);
    return { ...this.over(op, dim, keepdim), correction: unbiased ? 1 : 0 };
  }

  private best(name: extreme.Extreme, dim: number | undefined, keepdim: boolean): Tensor | Extremes {
    const over = this.over(name, dim, keepdim);
    if (dim === undefined) return apply(name === 'max' ? extreme.max : extreme.min, [this], over);
    const found = extreme.findBest(name, this.array, over);
    const values = apply(name === 'max' ? extreme.maxAlong : extreme.minAlong, [this], found);
    const indices = this.make(found.found.as(values.array.layout));
    indices.isOffTape = true;
    return { values, indices };
  }
}
