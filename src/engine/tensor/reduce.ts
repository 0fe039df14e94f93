/** Reductions: many numbers to one, along some dimensions or all. */
import type { DType, Numbers } from './dtype';
import { isForKernels, type RowsKernel, rowsByKernel } from './kernels';
import { contiguous, isRow, Layout, packed } from './layout';
import { copied } from './loops';
import { blank, type NDArray, single } from './ndarray';
import { walk } from './walk';

/** The result for the `n` numbers of `a` at `i`, `i + s`, … */
export type Reducer = (n: number, a: Numbers, i: number, s: number) => number;
/** `n` results into `out` at `o`, `o + r`, … from as many numbers of `a`. */
export type RunLoop = (n: number, out: Numbers, o: number, r: number, a: Numbers, i: number, s: number) => void;
/** The same from `a` and `b`. */
export type PairedRunLoop = (
  n: number,
  out: Numbers,
  o: number,
  r: number,
  a: Numbers,
  i: number,
  s: number,
  b: Numbers,
  j: number,
  t: number,
) => void;

/** Shape of a reduction over `dims`, ascending: without them, or with 1 in their places. */
export function reducedShape(shape: readonly number[], dims: readonly number[], keepdim: boolean): number[] {
  return keepdim ? shape.map((n, d) => (dims.includes(d) ? 1 : n)) : shape.filter((_, d) => !dims.includes(d));
}

/** Reduces over `dims`, ascending. */
export function reduce(
  reducer: Reducer,
  a: NDArray,
  dims: readonly number[],
  keepdim: boolean,
  dtype: DType = a.dtype,
): NDArray {
  if (dims.length === a.ndim && a.layout.isContiguous) {
    const number = single(dtype, reducer(a.size, a.values, a.offset, 1));
    return keepdim ? number.as(contiguous(a.shape.map(() => 1))) : number;
  }
  const out = blank(dtype, contiguous(reducedShape(a.shape, dims, keepdim)));
  const kept = a.shape.map((_, d) => d).filter(d => !dims.includes(d));
  const { array, length, stride } = asRuns(a, kept, dims);
  const grid = { shape: kept.map(d => a.shape[d]), strides: [kept.map((_, k) => array.strides[k])] };
  let o = out.offset;
  walk(grid, [array.offset], ([i]) => {
    out.values[o++] = reducer(length, array.values, i, stride);
  });
  return out;
}

/** The kept dimensions first, and behind them runs of `length` numbers, `stride` apart; copies only if it must. */
function asRuns(a: NDArray, kept: readonly number[], dims: readonly number[]) {
  const order = [...kept, ...dims];
  const shape = order.map(d => a.shape[d]);
  const array = a.as(
    new Layout(
      shape,
      order.map(d => a.strides[d]),
    ),
  );
  const length = dims.reduce((product, d) => product * a.shape[d], 1);
  const long = dims.filter(d => a.shape[d] !== 1);
  const isEven = long.every((d, k) => k === 0 || a.strides[long[k - 1]] === a.strides[d] * a.shape[d]);
  if (isEven) return { array, length, stride: long.length === 0 ? 0 : a.strides[long[long.length - 1]] };
  return { array: copied(array), length, stride: 1 };
}

/** A result as large as `a`, run by run along `dim`. */
export function alongDim(loop: RunLoop, a: NDArray, dim: number, dtype: DType = a.dtype): NDArray {
  const out = blank(dtype, contiguous(a.shape));
  if (a.ndim === 0) {
    loop(1, out.values, out.offset, 0, a.values, a.offset, 0);
    return out;
  }
  const [r, s] = [out.strides[dim], a.strides[dim]];
  walk(without(dim, [out, a]), [out.offset, a.offset], ([o, i]) => {
    loop(a.shape[dim], out.values, o, r, a.values, i, s);
  });
  return out;
}

/** The same from two arrays of one shape. */
export function pairAlongDim(loop: PairedRunLoop, a: NDArray, b: NDArray, dim: number): NDArray {
  const out = blank(a.dtype, contiguous(a.shape));
  if (a.ndim === 0) {
    loop(1, out.values, out.offset, 0, a.values, a.offset, 0, b.values, b.offset, 0);
    return out;
  }
  const [r, s, t] = [out.strides[dim], a.strides[dim], b.strides[dim]];
  walk(without(dim, [out, a, b]), [out.offset, a.offset, b.offset], ([o, i, j]) => {
    loop(a.shape[dim], out.values, o, r, a.values, i, s, b.values, j, t);
  });
  return out;
}

function without(dim: number, arrays: readonly NDArray[]) {
  const others = (list: readonly number[]) => list.filter((_, d) => d !== dim);
  return { shape: others(arrays[0].shape), strides: arrays.map(each => others(each.strides)) };
}

/** Sum in double precision, rounded when it is stored. */
export const sumOf: Reducer = (n, a, i, s) => {
  let total = 0;
  for (let e = 0; e < n; e++, i += s) total += a[i];
  return total;
};

/** The sum over whatever dimensions broadcasting repeated, back in the smaller layout. */
export function sumTo(a: NDArray, layout: Layout): NDArray {
  const quick = isRow(layout, a.layout) ? sumOfRows(a, packed(layout)) : null;
  if (quick !== null) return quick;
  const missing = a.ndim - layout.ndim;
  const isRepeated = (d: number) => d < missing || (layout.shape[d - missing] === 1 && a.shape[d] !== 1);
  const dims = a.shape.map((_, d) => d).filter(isRepeated);
  return sum(a, dims, true).as(contiguous(layout.shape));
}

const rowSums: RowsKernel = (kernels, m, n, x, out) => kernels.rowSums(m, n, x, out);
const columnSums: RowsKernel = (kernels, m, n, x, out) => kernels.columnSums(m, n, x, out);

/** By a kernel, rows of `layout` being added; null if that is not for one. */
function sumOfRows(a: NDArray, layout: Layout): NDArray | null {
  return rowsByKernel(columnSums, a, layout.size, layout);
}

/** The sum over `dims`, ascending. */
export function sum(a: NDArray, dims: readonly number[], keepdim: boolean, dtype: DType = a.dtype): NDArray {
  const isLeading = dims.length > 0 && dims[dims.length - 1] === dims.length - 1;
  const isTrailing = dims.length > 0 && dims[0] === a.ndim - dims.length;
  if ((isLeading || isTrailing) && dtype === 'float32' && isForKernels(a)) {
    const layout = contiguous(reducedShape(a.shape, dims, keepdim));
    const made = isTrailing ? rowsByKernel(rowSums, a, a.size / layout.size, layout) : sumOfRows(a, layout);
    if (made !== null) return made;
  }
  if (isLeading && dims.length < a.ndim && a.layout.isContiguous) return sumRows(a, dims.length, keepdim, dtype);
  return reduce(sumOf, a, dims, keepdim, dtype);
}

/** The sum over the leading dimensions of a contiguous array: row is added to row, in the order they lie in memory. */
function sumRows(a: NDArray, leading: number, keepdim: boolean, dtype: DType): NDArray {
  const dims = Array.from({ length: leading }, (_, d) => d);
  const out = blank(dtype, contiguous(reducedShape(a.shape, dims, keepdim)));
  const n = out.size;
  const totals = new Float64Array(n);
  for (let i = a.offset; i < a.offset + a.size; i += n) {
    for (let e = 0; e < n; e++) totals[e] += a.values[i + e];
  }
  for (let e = 0; e < n; e++) out.values[out.offset + e] = totals[e];
  return out;
}
