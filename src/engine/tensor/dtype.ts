/** Element types of tensors: their storage and how they promote, as in PyTorch. int32 stands for its int64. */
import { describe } from '../describe';

export type DType = 'float32' | 'float64' | 'int32' | 'bool';

/** Where the numbers of a tensor are; a bool is 0 or 1. */
export type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

const MAKE: { readonly [D in DType]: (length: number) => Numbers } = {
  float32: length => new Float32Array(length),
  float64: length => new Float64Array(length),
  int32: length => new Int32Array(length),
  bool: length => new Uint8Array(length),
};

/** Kinds of numbers: one of a higher kind decides, whatever its shape. */
const KIND: { readonly [D in DType]: number } = { bool: 0, int32: 1, float32: 2, float64: 2 };
const RANK: { readonly [D in DType]: number } = { bool: 0, int32: 1, float32: 2, float64: 3 };

/** The dtype of numbers made without saying which. */
export const DEFAULT_DTYPE: DType = 'float32';

/** An array of zeros. */
export function numbers(dtype: DType, length: number): Numbers {
  return MAKE[dtype](length);
}

export function isFloating(dtype: DType): boolean {
  return dtype === 'float32' || dtype === 'float64';
}

/** The floating dtype that functions such as exp compute in: an integer or bool becomes float32. */
export function floating(dtype: DType): DType {
  return isFloating(dtype) ? dtype : DEFAULT_DTYPE;
}

/**
 * A number without its fraction.
 * @throws RangeError if int32 does not hold it.
 */
export function whole(number: number): number {
  const cut = number | 0;
  if (cut === Math.trunc(number)) return cut;
  throw new RangeError(
    `int32 holds whole numbers from -2147483648 to 2147483647, not ${number}. Keep such numbers as float32 or float64.`,
  );
}

/**
 * A number as an element of a tensor.
 * @throws RangeError if int32 does not hold it.
 */
export function element(dtype: DType, number: number): number {
  if (dtype === 'int32') return whole(number);
  return dtype === 'bool' ? Number(number !== 0) : number;
}

/** The wider of two dtypes. */
export function wider(a: DType, b: DType): DType {
  return RANK[a] >= RANK[b] ? a : b;
}

/**
 * The dtype of a result computed from two tensors. A single number (0-d) decides only if it is of a higher kind: a
 * float32 vector plus a float64 number is float32.
 */
export function promote(a: DType, aIsNumber: boolean, b: DType, bIsNumber: boolean): DType {
  if (a === b) return a;
  if (aIsNumber !== bIsNumber) {
    const [shaped, single] = aIsNumber ? [b, a] : [a, b];
    return KIND[single] > KIND[shaped] ? single : shaped;
  }
  return wider(a, b);
}

/** The dtype that a plain number takes beside a tensor: the tensor's own unless that can't hold it. */
export function dtypeBeside(dtype: DType, value: number): DType {
  if (isFloating(dtype)) return dtype;
  return Number.isInteger(value) ? 'int32' : DEFAULT_DTYPE;
}

/** @throws TypeError if it is not the name of a dtype. */
export function checkDType(given: unknown): DType {
  if (typeof given === 'string' && Object.hasOwn(MAKE, given)) return given as DType;
  throw new TypeError(`a dtype is 'float32', 'float64', 'int32' or 'bool', but got ${describe(given)}.`);
}
