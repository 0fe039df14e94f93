/** The methods of tensors that work number by number. */
import { describe } from '../../describe';
import { apply } from '../apply';
import { TensorCore } from '../core';
import { checkDType, type DType } from '../dtype';
import { applyBinary } from '../operand';
import * as activation from '../ops/activation';
import * as arithmetic from '../ops/arithmetic';
import * as comparison from '../ops/comparison';
import { clone, to } from '../ops/convert';
import * as exponential from '../ops/exponential';
import { NO_ATTRIBUTES } from '../ops/op';
import { abs, clamp, maximum, minimum } from '../ops/selection';
import type { Tensor } from '../tensor';

/** Shapes broadcast in all that take another tensor, as in PyTorch: (32, 100) and (100) give (32, 100). */
export abstract class ElementwiseMethods extends TensorCore {
  /** this + other */
  add(other: Tensor | number): Tensor {
    return applyBinary(arithmetic.add, this, other);
  }
  /** this − other */
  sub(other: Tensor | number): Tensor {
    return applyBinary(arithmetic.sub, this, other);
  }
  /** this · other, number by number; the matrix product is `matmul`. */
  mul(other: Tensor | number): Tensor {
    return applyBinary(arithmetic.mul, this, other);
  }
  /** this / other; of integers, too, with the fraction. */
  div(other: Tensor | number): Tensor {
    return applyBinary(arithmetic.div, this, other);
  }
  /** this to the power of other; a tensor as exponent gets a grad as well. */
  pow(other: Tensor | number): Tensor {
    return applyBinary(arithmetic.pow, this, other);
  }
  /** −this */
  neg(): Tensor {
    return apply(arithmetic.neg, [this], NO_ATTRIBUTES);
  }

  /** e to the power of this */
  exp(): Tensor {
    return apply(exponential.exp, [this], NO_ATTRIBUTES);
  }
  /** Natural logarithm: −∞ of 0, NaN below. */
  log(): Tensor {
    return apply(exponential.log, [this], NO_ATTRIBUTES);
  }
  /** Square root. */
  sqrt(): Tensor {
    return apply(exponential.sqrt, [this], NO_ATTRIBUTES);
  }
  /** Sine. */
  sin(): Tensor {
    return apply(exponential.sin, [this], NO_ATTRIBUTES);
  }
  /** Cosine. */
  cos(): Tensor {
    return apply(exponential.cos, [this], NO_ATTRIBUTES);
  }

  /** Hyperbolic tangent: squashes into −1 … 1. */
  tanh(): Tensor {
    return apply(activation.tanh, [this], NO_ATTRIBUTES);
  }
  /** 1 / (1 + e⁻ˣ): squashes into 0 … 1. */
  sigmoid(): Tensor {
    return apply(activation.sigmoid, [this], NO_ATTRIBUTES);
  }
  /** this where it is above 0, else 0. */
  relu(): Tensor {
    return apply(activation.relu, [this], NO_ATTRIBUTES);
  }
  /** x · Φ(x) with Φ the normal distribution: a relu with a smooth bend; 'tanh' for the usual approximation of Φ. */
  gelu(approximate: 'none' | 'tanh' = 'none'): Tensor {
    if (approximate !== 'none' && approximate !== 'tanh') {
      throw new TypeError(`gelu: the approximation is 'none' or 'tanh', but got ${describe(approximate)}.`);
    }
    return apply(approximate === 'tanh' ? activation.geluTanh : activation.gelu, [this], NO_ATTRIBUTES);
  }

  /** Absolute value. */
  abs(): Tensor {
    return apply(abs, [this], NO_ATTRIBUTES);
  }
  /** The larger of this and other; in a tie each gets half the gradient. */
  maximum(other: Tensor | number): Tensor {
    return applyBinary(maximum, this, other);
  }
  /** The smaller of this and other; in a tie each gets half the gradient. */
  minimum(other: Tensor | number): Tensor {
    return applyBinary(minimum, this, other);
  }
  /** Kept between two bounds; null for none: `clamp(0)`, `clamp(null, 1)`. */
  clamp(min: number | null = null, max: number | null = null): Tensor {
    for (const bound of [min, max]) {
      if (bound !== null && typeof bound !== 'number') {
        throw new TypeError(`clamp expects numbers or null as bounds, but got ${describe(bound)}.`);
      }
    }
    if (min === null && max === null) throw new TypeError('clamp expects at least one bound.');
    return apply(clamp, [this], { min: min ?? Number.NEGATIVE_INFINITY, max: max ?? Number.POSITIVE_INFINITY });
  }

  /** Where this equals other: a bool tensor, as of all comparisons. NaN equals nothing. */
  eq(other: Tensor | number): Tensor {
    return applyBinary(comparison.eq, this, other);
  }
  /** Where this differs from other. */
  ne(other: Tensor | number): Tensor {
    return applyBinary(comparison.ne, this, other);
  }
  /** Where this < other. */
  lt(other: Tensor | number): Tensor {
    return applyBinary(comparison.lt, this, other);
  }
  /** Where this ≤ other. */
  le(other: Tensor | number): Tensor {
    return applyBinary(comparison.le, this, other);
  }
  /** Where this > other. */
  gt(other: Tensor | number): Tensor {
    return applyBinary(comparison.gt, this, other);
  }
  /** Where this ≥ other. */
  ge(other: Tensor | number): Tensor {
    return applyBinary(comparison.ge, this, other);
  }

  /** A copy, through which gradients flow. */
  clone(): Tensor {
    return apply(clone, [this], NO_ATTRIBUTES);
  }
  /** As another dtype; itself if it has that. To int32 numbers are cut off, to bool all but 0 is true. */
  to(dtype: DType): Tensor {
    return checkDType(dtype) === this.dtype ? this.itself() : apply(to, [this], { dtype });
  }
}
