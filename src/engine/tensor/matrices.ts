/** Products of matrices that lie in memory in any way: transposed, repeated, in batches. */
import type { Numbers } from './dtype';
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
export function multiply({ rows, inner, columns }: ProductSize, a: Factor, b: Factor, out: NDArray): void {
  multiplyAt(rows, inner, columns, out.values, out.offset, a, a.array.offset, b, b.array.offset);
}

/** The same for batches of matrices, which broadcast to the shape `batch`. */
export function multiplyBatch(
  { rows, inner, columns }: ProductSize,
  a: Factor,
  b: Factor,
  out: NDArray,
  batch: readonly number[],
): void {
  let o = out.offset;
  const strides = [batchStrides(a, batch), batchStrides(b, batch)];
  walk({ shape: batch.slice(), strides }, [a.array.offset, b.array.offset], at => {
    multiplyAt(rows, inner, columns, out.values, o, a, at[0], b, at[1]);
    o += rows * columns;
  });
}

/** Strides along the batch; 0 where a matrix is used again. */
function batchStrides({ array: { shape, strides }, batch: own }: Factor, batch: readonly number[]): number[] {
  const missing = batch.length - own;
  return batch.map((_, d) => (d < missing || shape[d - missing] === 1 ? 0 : strides[d - missing]));
}

/** Up to so many products nothing is worth setting up. */
const TINY = 512;

function multiplyAt(
  rows: number,
  inner: number,
  columns: number,
  out: Numbers,
  o: number,
  a: Factor,
  i: number,
  b: Factor,
  j: number,
): void {
  const run = b.down === 1 || rows * inner * columns <= TINY ? byDots : byRows;
  run(rows, inner, columns, out, o, a.array.values, i, a.down, a.across, b.array.values, j, b.down, b.across);
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
