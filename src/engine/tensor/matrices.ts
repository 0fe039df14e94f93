/** Products of matrices that lie in memory in any way: transposed, repeated, in batches. */
import type { Numbers } from './dtype';
import { place, reach, written } from './kernels';
import { kernelMemory } from './memory';
import type { NDArray } from './ndarray';
import { walk } from './walk';

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

/** Writes the product of two matrices to the start of `out`, which is contiguous. */
export function multiply(size: ProductSize, a: Factor, b: Factor, out: NDArray): void {
  multiplyAt(size, a, 0, b, 0, out, 0);
}

/** The same for batches of matrices, which broadcast to the shape `batch`. */
export function multiplyBatch(size: ProductSize, a: Factor, b: Factor, out: NDArray, batch: readonly number[]): void {
  let done = 0;
  const strides = [batchStrides(a, batch), batchStrides(b, batch)];
  walk({ shape: batch.slice(), strides }, [0, 0], ([i, j]) => {
    multiplyAt(size, a, i, b, j, out, done);
    done += size.rows * size.columns;
  });
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

/** Multiplies the matrices that begin so many elements behind the first ones. */
function multiplyAt(size: ProductSize, a: Factor, i: number, b: Factor, j: number, out: NDArray, o: number): void {
  const { rows, inner, columns } = size;
  const products = rows * inner * columns;
  if (products >= MANY && multiplyByKernel(size, a, i, b, j, out, o)) return;
  const run = b.down === 1 || products <= TINY ? byDots : byRows;
  const [first, second] = [a.array.offset + i, b.array.offset + j];
  const [x, y] = [a.array.values, b.array.values];
  run(rows, inner, columns, out.values, out.offset + o, x, first, a.down, a.across, y, second, b.down, b.across);
}

function multiplyByKernel(
  { rows, inner, columns }: ProductSize,
  a: Factor,
  i: number,
  b: Factor,
  j: number,
  out: NDArray,
  o: number,
): boolean {
  if (out.dtype !== 'float32' || a.array.dtype !== 'float32' || b.array.dtype !== 'float32') return false;
  const x = reach(a.array);
  const y = reach(b.array);
  const to = place(out);
  if (x < 0 || y < 0 || to < 0) return false;
  const { matmul } = kernelMemory().kernels;
  matmul(rows, columns, inner, x + 4 * i, a.down, a.across, y + 4 * j, b.down, b.across, to + 4 * o);
  written(out, to);
  return true;
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
