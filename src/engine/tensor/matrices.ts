/** Products of matrices that lie in memory in any way: transposed, repeated, in batches. */
import type { Numbers } from './dtype';
import { reach, withOutput } from './kernels';
import { kernelMemory } from './memory';
import type { NDArray } from './ndarray';
import { type Grid, walk } from './walk';

/** A matrix, or a batch of them, as one side of a product. */
export interface Factor {
  readonly array: NDArray;
  /** How many of the array's dimensions, the first ones, count the matrices of a batch. */
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  /** From row to row. */
  readonly down: number;
  /** From column to column. */
  readonly across: number;
}

/** The last two dimensions of an array. */
export function matrix(array: NDArray): Factor {
  const { shape, strides } = array.layout;
  const batch = shape.length - 2;
  const [down, across] = [strides[batch], strides[batch + 1]];
  return { array, batch, rows: shape[batch], columns: shape[batch + 1], down, across };
}

/** The last dimension of an array as a single row. */
export function row(array: NDArray): Factor {
  const { shape, strides } = array.layout;
  const batch = shape.length - 1;
  return { array, batch, rows: 1, columns: shape[batch], down: 0, across: strides[batch] };
}

/** Each number of an array as a matrix of its own. */
export function cell(array: NDArray): Factor {
  return { array, batch: array.layout.shape.length, rows: 1, columns: 1, down: 0, across: 0 };
}

export function transposed({ array, batch, rows, columns, down, across }: Factor): Factor {
  return { array, batch, rows: columns, columns: rows, down: across, across: down };
}

/** A batch of one. */
export const ALONE: readonly number[] = [];

/**
 * Writes the product of two matrices, (rows, inner) · (inner, columns), to `out`, which is contiguous.
 * @param batch - The shape to which the batches of both broadcast; `out` has as many matrices.
 * @returns `out`.
 */
export function multiply(a: Factor, b: Factor, out: NDArray, batch = ALONE): NDArray {
  const isMany = a.rows * a.columns * b.columns >= MANY;
  if (batch.length === 0) {
    if (isMany && multiplyByKernel(a, b, out, ONE)) return out;
    multiplyAt(a, a.array.offset, b, b.array.offset, out, out.offset);
    return out;
  }
  const grid = { shape: batch.slice(), strides: [batchStrides(a, batch), batchStrides(b, batch)] };
  if (!isMany || !multiplyByKernel(a, b, out, grid)) multiplyByLoops(a, b, out, grid);
  return out;
}

/** Up to so many products nothing is worth setting up. */
const TINY = 512;
/** From so many on a kernel is. */
const MANY = 1024;

const ONE: Grid = { shape: [], strides: [[], []] };

/** Strides along the batch; 0 where a matrix is used again. */
function batchStrides({ array: { shape, strides }, batch: own }: Factor, batch: readonly number[]): number[] {
  const missing = batch.length - own;
  return batch.map((_, d) => (d < missing || shape[d - missing] === 1 ? 0 : strides[d - missing]));
}

function multiplyByLoops(a: Factor, b: Factor, out: NDArray, grid: Grid): void {
  let o = out.offset;
  walk(grid, [a.array.offset, b.array.offset], ([i, j]) => {
    multiplyAt(a, i, b, j, out, o);
    o += a.rows * b.columns;
  });
}

/** Multiplies the matrices that begin at these places. */
function multiplyAt(a: Factor, i: number, b: Factor, j: number, out: NDArray, o: number): void {
  const { rows, columns: inner, down, across } = a;
  const { columns } = b;
  const [x, y] = [a.array.values, b.array.values];
  if (inner === 1) outer(rows, columns, out.values, o, x, i, down, y, j, b.across);
  else {
    const run = b.down === 1 || rows * inner * columns <= TINY ? byDots : byRows;
    run(rows, inner, columns, out.values, o, x, i, down, across, y, j, b.down, b.across);
  }
}

/** False if that is not for a kernel, or there is no room for it. Each array finds its place once for all matrices. */
function multiplyByKernel(a: Factor, b: Factor, out: NDArray, grid: Grid): boolean {
  const { rows, columns: inner } = a;
  const { columns } = b;
  if (out.dtype !== 'float32' || a.array.dtype !== 'float32' || b.array.dtype !== 'float32') return false;
  const x = reach(a.array);
  const y = reach(b.array);
  if (x < 0 || y < 0) return false;
  const { matmul } = kernelMemory().kernels;
  return withOutput(out, to => {
    walk(grid, [0, 0], ([i, j]) => {
      matmul(rows, columns, inner, x + 4 * i, a.down, a.across, y + 4 * j, b.down, b.across, to);
      to += 4 * rows * columns;
    });
  });
}

/** One dot product an element, in double precision. */
function byDots(
  rows: number,
  inner: number,
  columns: number,
  out: Numbers,
  o: number,
  a: Numbers,
  i: number,
  aDown: number,
  aAcross: number,
  b: Numbers,
  j: number,
  bDown: number,
  bAcross: number,
): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      let total = 0;
      let x = i + r * aDown;
      let y = j + c * bAcross;
      for (let k = 0; k < inner; k++, x += aAcross, y += bDown) total += a[x] * b[y];
      out[o++] = total;
    }
  }
}

/** A column times a row. */
function outer(
  rows: number,
  columns: number,
  out: Numbers,
  o: number,
  a: Numbers,
  i: number,
  down: number,
  b: Numbers,
  j: number,
  across: number,
): void {
  for (let r = 0; r < rows; r++, i += down) {
    const number = a[i];
    for (let c = 0, y = j; c < columns; c++, y += across) out[o++] = number * b[y];
  }
}

/** Sums of one row in double precision, kept from call to call. */
let sums = new Float64Array(256);

/** Row by row: each number of `a` times a whole row of `b`. */
function byRows(
  rows: number,
  inner: number,
  columns: number,
  out: Numbers,
  o: number,
  a: Numbers,
  i: number,
  aDown: number,
  aAcross: number,
  b: Numbers,
  j: number,
  bDown: number,
  bAcross: number,
): void {
  if (sums.length < columns) sums = new Float64Array(2 * columns);
  for (let r = 0; r < rows; r++) {
    sums.fill(0, 0, columns);
    for (let k = 0; k < inner; k++) {
      const number = a[i + r * aDown + k * aAcross];
      let y = j + k * bDown;
      for (let c = 0; c < columns; c++, y += bAcross) sums[c] += number * b[y];
    }
    for (let c = 0; c < columns; c++) out[o++] = sums[c];
  }
}
