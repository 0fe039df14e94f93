/** Products of matrices that lie in memory in any way: transposed, repeated, in batches. */
import type { Numbers } from './dtype';
import { reach, withOutput } from './kernels';
import { kernelMemory } from './memory';
import type { NDArray } from './ndarray';
import { type Grid, walk } from './walk';

/** A matrix, or a batch of them, as one side of a product. */
export interface Factor {
  readonly array: NDArray;
  /** From row to row. */
  readonly down: number;
  /** From column to column. */
  readonly across: number;
  /** How many of the array's dimensions, the first ones, count the matrices of a batch. */
  readonly batch: number;
}

/**
 * An array as matrix or batch of matrices, whose last dimensions are the rows, the columns or both.
 * @param hasRows - False for a single row: a vector on the left.
 * @param hasColumns - False for a single column: a vector on the right.
 */
export function factor(array: NDArray, hasRows: boolean, hasColumns: boolean): Factor {
  const { strides } = array.layout;
  const batch = strides.length - (hasRows ? 1 : 0) - (hasColumns ? 1 : 0);
  return { array, down: hasRows ? strides[batch] : 0, across: hasColumns ? strides[strides.length - 1] : 0, batch };
}

export function transposed({ array, down, across, batch }: Factor): Factor {
  return { array, down: across, across: down, batch };
}

/** (rows, inner) · (inner, columns) */
export interface ProductSize {
  rows: number;
  inner: number;
  columns: number;
}

/** Writes the product of two matrices to `out`, which is contiguous. */
export function multiply(size: ProductSize, a: Factor, b: Factor, out: NDArray): void {
  multiplyBatch(size, a, b, out, []);
}

/** The same for batches of matrices, which broadcast to the shape `batch`. */
export function multiplyBatch(size: ProductSize, a: Factor, b: Factor, out: NDArray, batch: readonly number[]): void {
  const grid = { shape: batch.slice(), strides: [batchStrides(a, batch), batchStrides(b, batch)] };
  if (!multiplyByKernel(size, a, b, out, grid)) multiplyByLoops(size, a, b, out, grid);
}

/**
 * The product of two matrices of few numbers, whose strides the caller knows: nothing is made but the result.
 * @param aDown - From row to row of `a`; the others alike.
 */
export function multiplyFew(
  rows: number,
  inner: number,
  columns: number,
  a: NDArray,
  aDown: number,
  aAcross: number,
  b: NDArray,
  bDown: number,
  bAcross: number,
  out: NDArray,
): NDArray {
  const [x, y] = [a.values, b.values];
  if (inner === 1) outer(rows, columns, out.values, out.offset, x, a.offset, aDown, y, b.offset, bAcross);
  else byDots(rows, inner, columns, out.values, out.offset, x, a.offset, aDown, aAcross, y, b.offset, bDown, bAcross);
  return out;
}

/** Strides along the batch; 0 where a matrix is used again. */
function batchStrides({ array: { shape, strides }, batch: own }: Factor, batch: readonly number[]): number[] {
  const missing = batch.length - own;
  return batch.map((_, d) => (d < missing || shape[d - missing] === 1 ? 0 : strides[d - missing]));
}

/** Up to so many products nothing is worth setting up. */
const TINY = 512;
/** From so many on a kernel is. */
const MANY = 1024;

function multiplyByLoops({ rows, inner, columns }: ProductSize, a: Factor, b: Factor, out: NDArray, grid: Grid): void {
  const run = b.down === 1 || rows * inner * columns <= TINY ? byDots : byRows;
  const [x, y] = [a.array.values, b.array.values];
  let o = out.offset;
  walk(grid, [a.array.offset, b.array.offset], ([i, j]) => {
    run(rows, inner, columns, out.values, o, x, i, a.down, a.across, y, j, b.down, b.across);
    o += rows * columns;
  });
}

/** False if that is not for a kernel, or there is no room for it. Each array finds its place once for all matrices. */
function multiplyByKernel(
  { rows, inner, columns }: ProductSize,
  a: Factor,
  b: Factor,
  out: NDArray,
  grid: Grid,
): boolean {
  if (rows * inner * columns < MANY) return false;
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
