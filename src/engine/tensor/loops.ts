/**
 * Runs an elementwise loop over whole arrays. An op gives the loop over one row; which rows there are, and how the
 * operands stand for each other by broadcasting, is settled here.
 */
import { type DType, isFloating, type Numbers, whole } from './dtype';
import { type BinaryKernel, binaryByKernel, copyByKernel, type UnaryKernel, unaryByKernel } from './kernels';
import { isRow, type Layout, packed } from './layout';
import { type NDArray, uncleared } from './ndarray';
import { broadcast, broadcastStrides } from './shape';
import { joined, walkRows } from './walk';

/** `n` results into `out` from `o` on, from the numbers of `a` at `i`, `i + s`, …; the others alike. */
export interface UnaryLoop {
  (n: number, out: Numbers, o: number, a: Numbers, i: number, s: number): void;
  /** Does the same to many float32 numbers. */
  kernel?: UnaryKernel;
}
export interface BinaryLoop {
  (n: number, out: Numbers, o: number, a: Numbers, i: number, s: number, b: Numbers, j: number, t: number): void;
  /** Does the same to many float32 numbers. */
  kernel?: BinaryKernel;
}
export type TernaryLoop = (
  n: number,
  out: Numbers,
  o: number,
  a: Numbers,
  i: number,
  s: number,
  b: Numbers,
  j: number,
  t: number,
  c: Numbers,
  k: number,
  u: number,
) => void;

/** A loop, and the kernel that does the same. */
export function unaryLoop(loop: UnaryLoop, kernel: UnaryKernel): UnaryLoop {
  loop.kernel = kernel;
  return loop;
}

/** A loop, and the kernel that does the same. */
export function binaryLoop(loop: BinaryLoop, kernel: BinaryKernel): BinaryLoop {
  loop.kernel = kernel;
  return loop;
}

/** One number from each of `a`. */
export function unary(loop: UnaryLoop, a: NDArray, dtype: DType = a.dtype): NDArray {
  const { layout } = a;
  if (loop.kernel !== undefined && dtype === 'float32') {
    const made = unaryByKernel(loop.kernel, a, packed(layout));
    if (made !== null) return made;
  }
  const out = uncleared(dtype, packed(layout));
  if (layout.isContiguous || layout.isUniform) {
    loop(layout.size, out.values, out.offset, a.values, a.offset, layout.isContiguous ? 1 : 0);
    return out;
  }
  walkRows(joined(a.shape, [out.strides, a.strides]), [out.offset, a.offset], (n, at, stride) => {
    loop(n, out.values, at[0], a.values, at[1], stride[1]);
  });
  return out;
}

/**
 * One number from each pair of elements of `a` and `b`, which broadcast.
 * @param op - Named in the error.
 * @throws RangeError if the shapes don't broadcast.
 */
export function binary(op: string, loop: BinaryLoop, a: NDArray, b: NDArray, dtype: DType): NDArray {
  const la = a.layout;
  const lb = b.layout;
  const layout = la === lb && la.isContiguous ? la : broadcast(op, la, lb);
  if (loop.kernel !== undefined && dtype === 'float32') {
    const made = binaryByKernel(loop.kernel, a, b, layout);
    if (made !== null) return made;
  }
  const out = uncleared(dtype, layout);
  const n = layout.size;
  const s = stepThrough(la, n);
  const t = stepThrough(lb, n);
  if (s !== UNEVEN && t !== UNEVEN) {
    loop(n, out.values, out.offset, a.values, a.offset, s, b.values, b.offset, t);
  } else if (s === 1 && isRow(lb, layout)) {
    for (let row = 0; row < n; row += lb.size) {
      loop(lb.size, out.values, out.offset + row, a.values, a.offset + row, 1, b.values, b.offset, 1);
    }
  } else binaryByRows(loop, a, b, out);
  return out;
}

function binaryByRows(loop: BinaryLoop, a: NDArray, b: NDArray, out: NDArray): void {
  const strides = [out.strides, broadcastStrides(a.layout, out.shape), broadcastStrides(b.layout, out.shape)];
  const first = [out.offset, a.offset, b.offset];
  walkRows(joined(out.shape, strides), first, (n, at, stride) => {
    loop(n, out.values, at[0], a.values, at[1], stride[1], b.values, at[2], stride[2]);
  });
}

/** The same from three arrays. */
export function ternary(op: string, loop: TernaryLoop, a: NDArray, b: NDArray, c: NDArray, dtype: DType): NDArray {
  const layout = broadcast(op, broadcast(op, a.layout, b.layout), c.layout);
  const out = uncleared(dtype, layout);
  const n = layout.size;
  const [s, t, u] = [stepThrough(a.layout, n), stepThrough(b.layout, n), stepThrough(c.layout, n)];
  if (s !== UNEVEN && t !== UNEVEN && u !== UNEVEN) {
    loop(n, out.values, out.offset, a.values, a.offset, s, b.values, b.offset, t, c.values, c.offset, u);
    return out;
  }
  const strides = [out.strides, ...[a, b, c].map(each => broadcastStrides(each.layout, out.shape))];
  const first = [out.offset, a.offset, b.offset, c.offset];
  walkRows(joined(out.shape, strides), first, (length, at, stride) => {
    const [va, vb, vc] = [a.values, b.values, c.values];
    loop(length, out.values, at[0], va, at[1], stride[1], vb, at[2], stride[2], vc, at[3], stride[3]);
  });
  return out;
}

/** In `stepThrough`: no single step. */
const UNEVEN = -1;

/** The step from one result's number to the next: 1 through as many numbers, 0 where one number serves all. */
function stepThrough(layout: Layout, n: number): number {
  if (layout.isContiguous && layout.size === n) return 1;
  return layout.isUniform ? 0 : UNEVEN;
}

const copyLoop: UnaryLoop = (n, out, o, a, i, s) => {
  if (s === 1) out.set(a.subarray(i, i + n), o);
  else for (let e = 0; e < n; e++) out[o + e] = a[i + e * s];
};
const tinyCopyLoop: UnaryLoop = (n, out, o, a, i, s) => {
  for (let e = 0; e < n; e++) out[o + e] = a[i + e * s];
};
/** What is not 0 is true; NaN, too. */
const truthLoop: UnaryLoop = (n, out, o, a, i, s) => {
  for (let e = 0; e < n; e++) out[o + e] = a[i + e * s] === 0 ? 0 : 1;
};

const wholeLoop: UnaryLoop = (n, out, o, a, i, s) => {
  for (let e = 0; e < n; e++) out[o + e] = whole(a[i + e * s]);
};

/** Below this a typed array's own `set` costs more than the loop. */
const SET_PAYS = 64;

/** A contiguous copy. */
export function copied(a: NDArray): NDArray {
  return unary(a.size < SET_PAYS ? tinyCopyLoop : copyLoop, a);
}

/** The array itself if it is contiguous, else a contiguous copy. */
export function compact(a: NDArray): NDArray {
  return a.layout.isContiguous ? a : copied(a);
}

/**
 * The numbers as another dtype; the array itself if it has that dtype. To int32 they are cut off, to bool tested.
 * @throws RangeError if int32 does not hold one of them.
 */
export function cast(a: NDArray, dtype: DType): NDArray {
  if (a.dtype === dtype) return a;
  if (dtype === 'int32') return unary(isFloating(a.dtype) ? wholeLoop : tinyCopyLoop, a, dtype);
  return unary(dtype === 'bool' ? truthLoop : tinyCopyLoop, a, dtype);
}

/** The array itself, or a copy if it lies in the storage that is written to, otherwise placed. */
function apart(from: NDArray, to: NDArray): NDArray {
  const isElsewhere = from.storage !== to.storage;
  return isElsewhere || (from.layout === to.layout && from.offset === to.offset) ? from : copied(from);
}

/** Writes `from` into `to`, whatever their layouts; `from` broadcasts. They may overlap. */
export function write(to: NDArray, from: NDArray): void {
  const source = apart(cast(from, to.dtype), to);
  to.written();
  if (copyByKernel(source, to)) return;
  const step = stepThrough(source.layout, to.size);
  if (to.layout.isContiguous && step !== UNEVEN) {
    const loop = to.size < SET_PAYS ? tinyCopyLoop : copyLoop;
    loop(to.size, to.values, to.offset, source.values, source.offset, step);
    return;
  }
  const strides = [to.strides, broadcastStrides(source.layout, to.shape)];
  walkRows(joined(to.shape, strides), [to.offset, source.offset], (n, at, stride) => {
    for (let e = 0; e < n; e++) to.values[at[0] + e * stride[0]] = source.values[at[1] + e * stride[1]];
  });
}
