/** Making tensors. */
import { describe } from '../describe';
import { isTensor } from './core';
import { checkDType, DEFAULT_DTYPE, type DType } from './dtype';
import { isGradEnabled } from './gradMode';
import { contiguous } from './layout';
import { cast, copied } from './loops';
import { blank, filled, type NDArray } from './ndarray';
import { flatten, type Nested } from './nested';
import { sizes } from './shape';
import { Tensor } from './tensor';

export interface TensorOptions {
  /** 'float32' unless said otherwise. */
  dtype?: DType;
  /** Whether backward passes bring it a gradient; false unless said otherwise. */
  requiresGrad?: boolean;
}

/** A leaf with these numbers. */
export function leaf(array: NDArray, { requiresGrad = false }: TensorOptions): Tensor {
  const made = new Tensor(array);
  made.isOffTape = !isGradEnabled();
  if (requiresGrad) made.requiresGrad = true;
  return made;
}

function dtypeOf({ dtype }: TensorOptions, otherwise: DType = DEFAULT_DTYPE): DType {
  return dtype === undefined ? otherwise : checkDType(dtype);
}

/**
 * A tensor of a number, of (nested) lists of numbers or of a typed array, copied: `tensor([[1, 2], [3, 4]])`. The dtype is
 * float32 unless said otherwise; that of booleans is bool, that of an Int32Array or Float64Array its own.
 * @throws RangeError if lists side by side differ in length, TypeError for anything but numbers.
 */
export function tensor(data: Nested | ArrayLike<number> | Tensor, options: TensorOptions = {}): Tensor {
  if (isTensor(data)) return leaf(copied(cast(data.array, dtypeOf(options, data.dtype))), options);
  const { shape, numbers, isBool } = flatten('tensor', data);
  const dtype = dtypeOf(options, isBool ? 'bool' : dtypeOfTyped(data));
  const made = blank(dtype, contiguous(shape));
  for (let i = 0; i < numbers.length; i++) {
    made.values[made.offset + i] = dtype === 'bool' ? Number(numbers[i] !== 0) : numbers[i];
  }
  return leaf(made, options);
}

function dtypeOfTyped(data: unknown): DType {
  if (data instanceof Float64Array) return 'float64';
  return ArrayBuffer.isView(data) && !(data instanceof Float32Array) ? 'int32' : DEFAULT_DTYPE;
}

/** One number in every place: `full([2, 3], 7)`. */
export function full(shape: readonly number[], value: number, options: TensorOptions = {}): Tensor {
  if (typeof value !== 'number') throw new TypeError(`full expects a number to fill with, but got ${describe(value)}.`);
  return leaf(filled(dtypeOf(options), contiguous(sizes('full', [shape])), value), options);
}

/** Zeros: `zeros([2, 3])`. */
export function zeros(shape: readonly number[], options: TensorOptions = {}): Tensor {
  return leaf(blank(dtypeOf(options), contiguous(sizes('zeros', [shape]))), options);
}

/** Ones: `ones([5])`. */
export function ones(shape: readonly number[], options: TensorOptions = {}): Tensor {
  return leaf(filled(dtypeOf(options), contiguous(sizes('ones', [shape])), 1), options);
}
