/** Nested lists of numbers, as scripts write tensors down, and back. */
import { describe } from '../describe';
import type { Numbers } from './dtype';
import type { NDArray } from './ndarray';
import { shapeText } from './shape';
import { joined, walkRows } from './walk';

/** `3`, `[1, 2]`, `[[1, 2], [3, 4]]`; of a bool tensor, true and false. */
export type Nested = number | boolean | readonly Nested[];

/** What a tensor is made of: the same, with typed arrays among the lists. */
export type Data = number | boolean | ArrayLike<number> | readonly Data[];

/** The numbers of a nested list, in order. */
export interface Flat {
  shape: number[];
  numbers: number[];
  /** Every element is a boolean, and there is one. */
  isBool: boolean;
}

/** @throws TypeError for elements that are no numbers, RangeError for lists of different lengths side by side. */
export function flatten(op: string, data: unknown): Flat {
  const shape: number[] = [];
  for (let level = data; isList(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const flat: Flat = { shape, numbers: [], isBool: true };
  fill(op, flat, data, 0);
  flat.isBool &&= flat.numbers.length > 0;
  return flat;
}

function fill(op: string, flat: Flat, data: unknown, depth: number): void {
  if (depth < flat.shape.length) {
    if (!isList(data) || data.length !== flat.shape[depth]) throw unevenError(op, flat, data, depth);
    for (let i = 0; i < data.length; i++) fill(op, flat, data[i], depth + 1);
  } else if (typeof data === 'number' || typeof data === 'boolean') {
    flat.numbers.push(Number(data));
    if (typeof data === 'number') flat.isBool = false;
  } else if (isList(data)) throw unevenError(op, flat, data, depth);
  else throw new TypeError(`${op} expects numbers or nested lists of them, but one element is ${describe(data)}.`);
}

function unevenError(op: string, { shape }: Flat, data: unknown, depth: number): RangeError {
  const given = isList(data) ? `one of ${data.length} elements` : describe(data);
  const wanted = depth < shape.length ? `a list of ${shape[depth]}` : 'a number';
  return new RangeError(
    `${op}: the lists are not all of one length: where the first elements say ${shapeText(shape)}, which wants ` +
      `${wanted} at depth ${depth + 1}, there is ${given}.`,
  );
}

function isList(x: unknown): x is ArrayLike<unknown> {
  return Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));
}

/** The numbers as nested lists. */
export function nest({ dtype, values, layout, offset }: NDArray): Nested {
  const { shape, strides } = layout;
  const at = (depth: number, place: number): Nested => {
    if (depth === shape.length) return dtype === 'bool' ? values[place] !== 0 : values[place];
    return Array.from({ length: shape[depth] }, (_, i) => at(depth + 1, place + i * strides[depth]));
  };
  return at(0, offset);
}

/** The numbers in order, as a typed array of their own. */
export function flatCopy({ values, layout, offset }: NDArray): Numbers {
  if (layout.isContiguous) return values.slice(offset, offset + layout.size);
  const out = values.slice(0, 0);
  const copy = new (out.constructor as new (length: number) => Numbers)(layout.size);
  let o = 0;
  walkRows(joined(layout.shape, [layout.strides]), [offset], (n, at, stride) => {
    for (let e = 0; e < n; e++) copy[o++] = values[at[0] + e * stride[0]];
  });
  return copy;
}
