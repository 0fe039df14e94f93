/** The methods of tensors that work number by number. */
import { apply } from '../apply';
import { TensorCore } from '../core';
import { applyBinary } from '../operand';
import { tanh } from '../ops/activation';
import { add, div, mul, neg, pow, sub } from '../ops/arithmetic';
import { NO_ATTRIBUTES } from '../ops/op';
import type { Tensor } from '../tensor';

export abstract class ElementwiseMethods extends TensorCore {
  /** this + other. Shapes broadcast, here and in all that take another tensor: `[32, 100]` + `[100]`. */
  add(other: Tensor | number): Tensor {
    return applyBinary(add, this, other);
  }
  /** this − other */
  sub(other: Tensor | number): Tensor {
    return applyBinary(sub, this, other);
  }
  /** this · other, number by number; the matrix product is `matmul`. */
  mul(other: Tensor | number): Tensor {
    return applyBinary(mul, this, other);
  }
  /** this / other; of integers, too, the quotient with its fraction. */
  div(other: Tensor | number): Tensor {
    return applyBinary(div, this, other);
  }
  /** this to the power of other. */
  pow(other: Tensor | number): Tensor {
    return applyBinary(pow, this, other);
  }
  /** −this */
  neg(): Tensor {
    return apply(neg, [this], NO_ATTRIBUTES);
  }
  /** Hyperbolic tangent: squashes into −1 … 1. */
  tanh(): Tensor {
    return apply(tanh, [this], NO_ATTRIBUTES);
  }
}
