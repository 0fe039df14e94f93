/** What a script may index with, as integer tensors. */
import { describe } from '../../describe';
import { isTensor, type TensorCore } from '../core';
import { contiguous } from '../layout';
import { blank } from '../ndarray';
import { flatten, type Nested } from '../nested';
import { shapeText } from '../shape';
import type { Tensor } from '../tensor';
import { walk } from '../walk';

export type Index = Tensor | number | readonly Nested[];

/**
 * The indices along the first dimensions of `shape`, one for each; a bool tensor stands for as many as it has.
 * @throws TypeError or RangeError for what can't be an index.
 */
export function indexTensors(of: TensorCore, shape: readonly number[], indices: readonly Index[]): Tensor[] {
  const found: Tensor[] = [];
  for (const each of indices) {
    const given = isTensor(each) ? each : fromList(of, each);
    if (given.dtype === 'bool') found.push(...whereTrue(given, shape.slice(found.length)));
    else found.push(given);
  }
  return found;
}

function fromList(of: TensorCore, list: unknown): Tensor {
  if (!Array.isArray(list) && !ArrayBuffer.isView(list)) {
    throw new TypeError(`index expects integers, or tensors or lists of them, but got ${describe(list)}.`);
  }
  const { shape, numbers } = flatten('index', list);
  checkWhole(numbers);
  return integers(of, shape, numbers);
}

/** @throws TypeError if one of the numbers, where there is one, is no whole number. */
export function checkWhole(numbers: readonly (number | undefined)[]): void {
  const wrong = numbers.find(number => number !== undefined && !Number.isInteger(number));
  if (wrong !== undefined) throw new TypeError(`index expects whole numbers, but one is ${wrong}.`);
}

function integers(of: TensorCore, shape: readonly number[], numbers: readonly number[]): Tensor {
  const array = blank('int32', contiguous(shape));
  array.values.set(numbers, array.offset);
  const made = of.make(array);
  made.isOffTape = true;
  return made;
}

/** The places where a bool tensor is true: one list of integers for each of its dimensions. */
function whereTrue(mask: Tensor, shape: readonly number[]): Tensor[] {
  if (mask.ndim === 0 || mask.ndim > shape.length || mask.shape.some((n, d) => n !== shape[d])) {
    throw new RangeError(
      `index: the bool tensor of shape ${shapeText(mask.shape)} does not fit the dimensions of ${shapeText(shape)}.`,
    );
  }
  const { values, strides, offset } = mask.array;
  const places: number[][] = mask.shape.map(() => []);
  const index = mask.shape.map(() => 0);
  const grid = { shape: mask.shape.slice(), strides: [strides.slice()] };
  walk(grid, [offset], at => {
    if (values[at[0]] !== 0) for (const [d, list] of places.entries()) list.push(index[d]);
    for (let d = index.length - 1; d >= 0 && ++index[d] === mask.shape[d]; d--) index[d] = 0;
  });
  return places.map(list => integers(mask, [list.length], list));
}
