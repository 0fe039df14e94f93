/** How weights begin, drawn from the generator of `manualSeed` in PyTorch's order. */
import { type Floats, fillNormal, fillUniform } from '../../random/distributions';
import { defaultGenerator } from '../../random/torch';
import { leaf } from '../../tensor/create';
import { checkDType, DEFAULT_DTYPE, type DType, isFloating } from '../../tensor/dtype';
import { contiguous } from '../../tensor/layout';
import { filled, type NDArray, zeros } from '../../tensor/ndarray';
import type { Tensor } from '../../tensor/tensor';
import { parameter } from './module';

export interface DTypeOption {
  /** 'float32', unless said otherwise, or 'float64'. */
  dtype?: DType;
}

/** @throws TypeError unless weights can be of this dtype. */
export function checkWeightDType(part: string, dtype: DType = DEFAULT_DTYPE): DType {
  if (isFloating(checkDType(dtype))) return dtype;
  throw new TypeError(`${part}: weights are float32 or float64, not ${dtype}.`);
}

/** A parameter with uniform numbers from −bound to bound. */
export function uniform(shape: readonly number[], bound: number, dtype: DType): Tensor {
  return drawn(shape, dtype, out => fillUniform(out, -bound, bound, defaultGenerator));
}

/** A parameter with normal numbers: mean 0, standard deviation 1. */
export function normal(shape: readonly number[], dtype: DType): Tensor {
  return drawn(shape, dtype, out => fillNormal(out, 0, 1, defaultGenerator));
}

function drawn(shape: readonly number[], dtype: DType, fill: (out: Floats) => void): Tensor {
  const array = zeros(dtype, shape);
  fill(numbersOf(array));
  return parameter(leaf(array, {}));
}

function numbersOf({ values, offset, size }: NDArray): Floats {
  return values.subarray(offset, offset + size) as Floats;
}

/** A parameter with the same number everywhere. */
export function constant(shape: readonly number[], value: number, dtype: DType): Tensor {
  return parameter(leaf(filled(dtype, contiguous(shape), value), {}));
}

/** Of `kaiming_uniform_` with the slope √5 that PyTorch's linear layers begin with: about 1 / √fanIn. */
export function kaimingBound(fanIn: number): number {
  const slope = Math.sqrt(5);
  const gain = Math.sqrt(2 / (1 + slope * slope));
  return Math.sqrt(3) * (gain / Math.sqrt(fanIn));
}
