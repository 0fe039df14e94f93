/** Samples: the elements of an array, or a Tensor along its first dimension. */
import { describe } from '../describe';
import { isTensor } from '../tensor/core';
import { leaf } from '../tensor/create';
import { contiguous } from '../tensor/layout';
import { compact } from '../tensor/loops';
import { blank } from '../tensor/ndarray';
import type { Tensor } from '../tensor/tensor';

/** What some of the samples are: an array for an array, a Tensor for a Tensor. */
export type Rows<T> = T extends Tensor ? Tensor : T extends readonly (infer E)[] ? E[] : never;

/** @throws TypeError if it is neither an array nor a Tensor with a dimension. */
export function rowCount(call: string, samples: unknown): number {
  if (Array.isArray(samples)) return samples.length;
  if (isTensor(samples) && samples.ndim > 0) return samples.shape[0];
  throw new TypeError(`${call} expects arrays or Tensors with a first dimension, but got ${describe(samples)}.`);
}

/** The samples with these indices; those of a Tensor copied, without a graph. */
export function rowsAt<T extends readonly unknown[] | Tensor>(samples: T, indices: Int32Array): Rows<T> {
  const some = isTensor(samples) ? rowsOfTensor(samples, indices) : Array.from(indices, i => samples[i]);
  return some as Rows<T>;
}

function rowsOfTensor({ array, shape, dtype }: Tensor, indices: Int32Array): Tensor {
  const { values, offset, size } = compact(array);
  const made = blank(dtype, contiguous([indices.length, ...shape.slice(1)]));
  const width = shape[0] === 0 ? 0 : size / shape[0];
  for (const [row, i] of indices.entries()) {
    const from = offset + i * width;
    made.values.set(values.subarray(from, from + width), made.offset + row * width);
  }
  return leaf(made, {});
}
