/** Making tensors. */
import { describe } from '../describe';
import { checkOptions } from '../options';
import { isTensor } from './core';
import { checkDType, DEFAULT_DTYPE, type DType, element, wider } from './dtype';
import { isGradEnabled } from './gradMode';
import { contiguous } from './layout';
import { cast, copied } from './loops';
import { blank, filled, type NDArray } from './ndarray';
import { type Data, flatten } from './nested';
import { checkTensor } from './operand';
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
  if (requiresGrad !== false) made.requiresGrad = requiresGrad;
  return made;
}

const OPTIONS: readonly string[] = ['dtype', 'requiresGrad'];

/** @throws TypeError naming the op for an option that is none of `known`, and for sizes one by one. */
export function checkSettings(op: string, shape: unknown, options: unknown, known = OPTIONS): void {
  if (typeof shape === 'number' && typeof options === 'number') {
    throw new TypeError(`${op} expects its sizes in one list: ${op}([${shape}, ${options}]).`);
  }
  checkOptions(op, options, known);
}

function dtypeOf({ dtype }: TensorOptions, otherwise: DType = DEFAULT_DTYPE): DType {
  return dtype === undefined ? otherwise : checkDType(dtype);
}

/**
 * A tensor of a number, of (nested) lists of numbers or of typed arrays, copied: `tensor([[1, 2], [3, 4]])`. The dtype is
 * float32 unless said otherwise; that of booleans is bool, that of an Int32Array or Float64Array its own.
 * @throws RangeError if lists side by side differ in length, TypeError for anything but numbers.
 */
export function tensor(data: Data | Tensor, options: TensorOptions = {}): Tensor {
  checkOptions('tensor', options, OPTIONS);
  if (isTensor(data)) return leaf(copied(cast(data.array, dtypeOf(options, data.dtype))), options);
  const { shape, numbers, isBool } = flatten('tensor', data);
  const dtype = dtypeOf(options, isBool ? 'bool' : dtypeOfTyped(data));
  const made = blank(dtype, contiguous(shape));
  for (let i = 0; i < numbers.length; i++) made.values[made.offset + i] = element(dtype, numbers[i]);
  return leaf(made, options);
}

/** The widest of typed arrays and of lists of plain numbers among the lists. */
function dtypeOfTyped(data: unknown): DType {
  if (Array.isArray(data) && typeof data[0] === 'object') return data.map(dtypeOfTyped).reduce(wider);
  if (data instanceof Float64Array) return 'float64';
  return ArrayBuffer.isView(data) && !(data instanceof Float32Array) ? 'int32' : DEFAULT_DTYPE;
}

/** One number in every place: `full([2, 3], 7)`. */
export function full(shape: readonly number[], value: number, options: TensorOptions = {}): Tensor {
  if (typeof value !== 'number') throw new TypeError(`full expects a number to fill with, but got ${describe(value)}.`);
  checkOptions('full', options, OPTIONS);
  const dtype = dtypeOf(options);
  return leaf(filled(dtype, contiguous(sizes('full', [shape])), element(dtype, value)), options);
}

/** Zeros: `zeros([2, 3])`. */
export function zeros(shape: readonly number[], options: TensorOptions = {}): Tensor {
  checkSettings('zeros', shape, options);
  return leaf(blank(dtypeOf(options), contiguous(sizes('zeros', [shape]))), options);
}

/** Ones: `ones([5])`. */
export function ones(shape: readonly number[], options: TensorOptions = {}): Tensor {
  checkSettings('ones', shape, options);
  return leaf(filled(dtypeOf(options), contiguous(sizes('ones', [shape])), 1), options);
}

/** Zeros in the shape and dtype of another tensor. */
export function zerosLike(like: Tensor, options: TensorOptions = {}): Tensor {
  checkOptions('zerosLike', options, OPTIONS);
  return zeros(checkTensor('zerosLike', like).shape, { dtype: like.dtype, ...options });
}

/** Ones in the shape and dtype of another tensor. */
export function onesLike(like: Tensor, options: TensorOptions = {}): Tensor {
  checkOptions('onesLike', options, OPTIONS);
  return ones(checkTensor('onesLike', like).shape, { dtype: like.dtype, ...options });
}

/**
 * `arange(end)`, `arange(start, end)`, `arange(start, end, step)`: the numbers from `start` to before `end`. All whole
 * numbers make an int32 tensor, to index with; else it is float32.
 * @throws RangeError if the step leads away from the end.
 */
export function arange(end: number, options?: TensorOptions): Tensor;
export function arange(start: number, end: number, options?: TensorOptions): Tensor;
export function arange(start: number, end: number, step: number, options?: TensorOptions): Tensor;
export function arange(...given: (number | TensorOptions | undefined)[]): Tensor {
  const said = given.filter(each => each !== undefined);
  const options = typeof said.at(-1) === 'object' ? said.pop() : {};
  checkOptions('arange', options, OPTIONS);
  return counting(said as number[], options as TensorOptions);
}

function counting(numbers: readonly number[], options: TensorOptions): Tensor {
  if (numbers.length < 1 || numbers.length > 3 || !numbers.every(Number.isFinite)) {
    throw new TypeError(
      `arange expects one to three finite numbers, and options behind them, but got (${numbers.map(describe).join(', ')}).`,
    );
  }
  const [start, end, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  if (step === 0 || (end - start) * step < 0) {
    throw new RangeError(`arange: steps of ${step} don't lead from ${start} to ${end}.`);
  }
  const dtype = dtypeOf(options, numbers.every(Number.isInteger) ? 'int32' : DEFAULT_DTYPE);
  return counted(Math.ceil((end - start) / step), i => start + i * step, dtype, options);
}

/** `steps` numbers evenly spaced from `start` to `end`, both included. */
export function linspace(start: number, end: number, steps: number, options: TensorOptions = {}): Tensor {
  checkOptions('linspace', options, OPTIONS);
  const [count] = sizes('linspace', [steps]);
  const step = count > 1 ? (end - start) / (count - 1) : 0;
  // Each half is counted from its own end, so that both ends are met exactly.
  const at = (i: number) => (i < count / 2 ? start + i * step : end - (count - 1 - i) * step);
  return counted(count, at, dtypeOf(options), options);
}

/** The unit matrix, or the first `columns` columns of it. */
export function eye(n: number, columns?: number | TensorOptions, options?: TensorOptions): Tensor {
  const settings = options ?? (typeof columns === 'object' ? columns : {});
  checkOptions('eye', settings, OPTIONS);
  const [rows, width] = sizes('eye', [n, columns === undefined || typeof columns === 'object' ? n : columns]);
  const made = blank(dtypeOf(settings), contiguous([rows, width]));
  for (let i = 0; i < Math.min(rows, width); i++) made.values[made.offset + i * (width + 1)] = 1;
  return leaf(made, settings);
}

function counted(count: number, at: (i: number) => number, dtype: DType, options: TensorOptions): Tensor {
  const made = blank(dtype, contiguous([count]));
  for (let i = 0; i < count; i++) made.values[made.offset + i] = element(dtype, at(i));
  return leaf(made, options);
}
