/**
 * The product of two matrices, four rows by eight columns of it at a time in registers.
 *
 * Each element is a sum over the inner index in ascending order, in blocks of DEPTH: the order does not depend on where
 * the element lies, so that the plain kernels can follow it.
 */
import { at, loadLanes, madd, storeLanes } from './vector';

/** Inner indices summed before the sum goes to memory: keeps a panel within the nearest cache, and the error small. */
const DEPTH = 256;
/** Columns of a panel. */
const WIDTH = 8;
/** Rows of a tile. */
const HEIGHT = 4;
/** With so many rows, and rows of `b` so far apart, its columns are worth being brought together. */
const PACK_ROWS = 16;
const PACK_COLUMNS = 128;

const PANEL: usize = memory.data(DEPTH * WIDTH * 4, 16);

/** Puts `depth` rows of `width` floats at `b` into PANEL, 8 a row, with zeros behind them. Strides are bytes. */
function pack(depth: i32, width: i32, b: usize, bRow: usize, bColumn: usize): void {
  if (bColumn === 4) packRows(depth, width, b, bRow);
  else if (width === WIDTH && bRow === 4) packColumns(depth, b, bColumn);
  else packElements(depth, width, b, bRow, bColumn);
}

function packRows(depth: i32, width: i32, b: usize, bRow: usize): void {
  const zero = f32x4.splat(0);
  let to = PANEL;
  for (let p = 0; p < depth; p++, to += WIDTH * 4, b += bRow) {
    v128.store(to, loadUpTo4(b, width, zero));
    v128.store(to, width > 4 ? loadUpTo4(b + 16, width - 4, zero) : zero, 16);
  }
}

/** The transposed: 8 rows of memory become columns, in squares of 4 by 4. */
function packColumns(depth: i32, b: usize, bColumn: usize): void {
  let to = PANEL;
  let p = 0;
  for (; p + 4 <= depth; p += 4, b += 16, to += WIDTH * 16) {
    packSquare(b, bColumn, to);
    packSquare(b + 4 * bColumn, bColumn, to + 16);
  }
  for (; p < depth; p++, b += 4, to += WIDTH * 4) {
    for (let j = 0; j < WIDTH; j++) store<f32>(at(to, j), load<f32>(b + <usize>j * bColumn));
  }
}

@inline
function packSquare(from: usize, step: usize, to: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + step);
  const r2 = v128.load(from + 2 * step);
  const r3 = v128.load(from + 3 * step);
  const low01 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(low01, low23, 0, 2));
  v128.store(to, v128.shuffle<i64>(low01, low23, 1, 3), WIDTH * 4);
  v128.store(to, v128.shuffle<i64>(high01, high23, 0, 2), WIDTH * 8);
  v128.store(to, v128.shuffle<i64>(high01, high23, 1, 3), WIDTH * 12);
}

function packElements(depth: i32, width: i32, b: usize, bRow: usize, bColumn: usize): void {
  let to = PANEL;
  for (let p = 0; p < depth; p++, to += WIDTH * 4, b += bRow) {
    for (let j = 0; j < width; j++) store<f32>(at(to, j), load<f32>(b + <usize>j * bColumn));
    for (let j = width; j < WIDTH; j++) store<f32>(at(to, j), 0);
  }
}

@inline
function loadUpTo4(from: usize, width: i32, rest: v128): v128 {
  return width >= 4 ? v128.load(from) : loadLanes(from, width, rest);
}

function storeUpTo4(to: usize, v: v128, width: i32, add: bool): void {
  if (add) v = f32x4.add(loadUpTo4(to, width, v), v);
  if (width >= 4) v128.store(to, v);
  else storeLanes(to, v, width);
}

/** Stores `width` columns, 1 to 8, of one row of a tile, or adds them to what is there. */
function storeEdge(to: usize, left: v128, right: v128, width: i32, add: bool): void {
  const rest = width - 4;
  storeUpTo4(to, left, width, add);
  if (rest > 0) storeUpTo4(to + 16, right, rest, add);
}

@inline
function storeRow(to: usize, left: v128, right: v128, add: bool): void {
  v128.store(to, add ? f32x4.add(v128.load(to), left) : left);
  v128.store(to, add ? f32x4.add(v128.load(to, 16), right) : right, 16);
}

/** 5 to 8 columns of the product, for all rows. `a` and `b` have strides in bytes, the columns of `b` are adjacent. */
function panel8(
  m: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize,
  out: usize, outRow: usize, width: i32, add: bool,
): void {
  // Rows that do not exist are the last one again.
  const row1 = <usize>min(1, m - 1) * aRow;
  const row2 = <usize>min(2, m - 1) * aRow;
  const row3 = <usize>min(3, m - 1) * aRow;
  for (let i = 0; i < m; i += HEIGHT) {
    // The last tile moves up to be whole: its rows above i are done already.
    const first = max(0, min(i, m - HEIGHT));
    let a0 = a + <usize>first * aRow;
    let a1 = a0 + row1;
    let a2 = a0 + row2;
    let a3 = a0 + row3;
    let q = b;
    let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
    let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
    let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
    let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
    for (let p = 0; p < depth; p++) {
      const b0 = v128.load(q);
      const b1 = v128.load(q, 16);
      q += bRow;
      let s = v128.load32_splat(a0);
      a0 += aColumn;
      c00 = madd(s, b0, c00);
      c01 = madd(s, b1, c01);
      s = v128.load32_splat(a1);
      a1 += aColumn;
      c10 = madd(s, b0, c10);
      c11 = madd(s, b1, c11);
      s = v128.load32_splat(a2);
      a2 += aColumn;
      c20 = madd(s, b0, c20);
      c21 = madd(s, b1, c21);
      s = v128.load32_splat(a3);
      a3 += aColumn;
      c30 = madd(s, b0, c30);
      c31 = madd(s, b1, c31);
    }
    const to = out + <usize>first * outRow;
    if (width === WIDTH && first === i && i + HEIGHT <= m) {
      storeRow(to, c00, c01, add);
      storeRow(to + outRow, c10, c11, add);
      storeRow(to + 2 * outRow, c20, c21, add);
      storeRow(to + 3 * outRow, c30, c31, add);
    } else {
      if (first >= i) storeEdge(to, c00, c01, width, add);
      if (first + 1 >= i && m > 1) storeEdge(to + outRow, c10, c11, width, add);
      if (first + 2 >= i && m > 2) storeEdge(to + 2 * outRow, c20, c21, width, add);
      if (first + 3 >= i && m > 3) storeEdge(to + 3 * outRow, c30, c31, width, add);
    }
  }
}

/** 1 to 4 columns, in the same way. */
function panel4(
  m: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize,
  out: usize, outRow: usize, width: i32, add: bool,
): void {
  const row1 = <usize>min(1, m - 1) * aRow;
  const row2 = <usize>min(2, m - 1) * aRow;
  const row3 = <usize>min(3, m - 1) * aRow;
  for (let i = 0; i < m; i += HEIGHT) {
    const first = max(0, min(i, m - HEIGHT));
    let a0 = a + <usize>first * aRow;
    let a1 = a0 + row1;
    let a2 = a0 + row2;
    let a3 = a0 + row3;
    let q = b;
    let c0 = f32x4.splat(0), c1 = f32x4.splat(0), c2 = f32x4.splat(0), c3 = f32x4.splat(0);
    for (let p = 0; p < depth; p++) {
      const b0 = v128.load(q);
      q += bRow;
      c0 = madd(v128.load32_splat(a0), b0, c0);
      a0 += aColumn;
      c1 = madd(v128.load32_splat(a1), b0, c1);
      a1 += aColumn;
      c2 = madd(v128.load32_splat(a2), b0, c2);
      a2 += aColumn;
      c3 = madd(v128.load32_splat(a3), b0, c3);
      a3 += aColumn;
    }
    const to = out + <usize>first * outRow;
    if (first >= i) storeEdge(to, c0, c0, width, add);
    if (first + 1 >= i && m > 1) storeEdge(to + outRow, c1, c1, width, add);
    if (first + 2 >= i && m > 2) storeEdge(to + 2 * outRow, c2, c2, width, add);
    if (first + 3 >= i && m > 3) storeEdge(to + 3 * outRow, c3, c3, width, add);
  }
}

/** See `Kernels.matmul`. */
export function matmul(
  m: i32, n: i32, k: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, bColumn: usize,
  out: usize,
): void {
  if (m <= 0) return;
  aRow <<= 2;
  aColumn <<= 2;
  bRow <<= 2;
  bColumn <<= 2;
  const outRow = <usize>n << 2;
  const gather = bColumn !== 4 || (m >= PACK_ROWS && n >= PACK_COLUMNS);
  let done = 0;
  do {
    const depth = min(DEPTH, k - done);
    const add = done > 0;
    const ak = a + <usize>done * aColumn;
    const bk = b + <usize>done * bRow;
    for (let j = 0; j < n; j += WIDTH) {
      const width = min(WIDTH, n - j);
      const whole = width === WIDTH || width === 4;
      let from = bk + <usize>j * bColumn;
      let step = bRow;
      if (gather || !whole) {
        pack(depth, width, from, bRow, bColumn);
        from = PANEL;
        step = WIDTH * 4;
      }
      if (width > 4) panel8(m, depth, ak, aRow, aColumn, from, step, at(out, j), outRow, width, add);
      else panel4(m, depth, ak, aRow, aColumn, from, step, at(out, j), outRow, width, add);
    }
    done += DEPTH;
  } while (done < k);
}
