/** Kernels over matrices: an operand for every row or column, sums of columns, rows by index. */
import { ADD, binary, DIV, MUL, SUB } from './arithmetic';
import { at, LANES, loadLanes, storeLanes, tail, VECTOR, whole } from './vector';

/** Rows summed before the sum is added to the total, in float64: keeps the error of long columns small. */
const BLOCK = 64;

/** The same row of n elements for each of m. */
@inline
function withRow(op: i32, m: i32, n: i32, a: usize, row: usize, out: usize): void {
  const t = tail(n), one = f32x4.splat(1);
  for (let i = 0; i < m; i++) {
    let b = row;
    for (const end = at(out, whole(n)); out < end; a += VECTOR, b += VECTOR, out += VECTOR) {
      v128.store(out, binary(op, v128.load(a), v128.load(b)));
    }
    if (t) storeLanes(out, binary(op, loadLanes(a, t, one), loadLanes(b, t, one)), t);
    a = at(a, t);
    out = at(out, t);
  }
}

/** A number for each of m rows. */
@inline
function withColumn(op: i32, m: i32, n: i32, a: usize, column: usize, out: usize): void {
  const t = tail(n);
  for (let i = 0; i < m; i++) {
    const b = v128.load32_splat(at(column, i));
    for (const end = at(out, whole(n)); out < end; a += VECTOR, out += VECTOR) {
      v128.store(out, binary(op, v128.load(a), b));
    }
    if (t) storeLanes(out, binary(op, loadLanes(a, t, b), b), t);
    a = at(a, t);
    out = at(out, t);
  }
}

export function addRow(m: i32, n: i32, a: usize, row: usize, out: usize): void {
  withRow(ADD, m, n, a, row, out);
}

export function subRow(m: i32, n: i32, a: usize, row: usize, out: usize): void {
  withRow(SUB, m, n, a, row, out);
}

export function mulRow(m: i32, n: i32, a: usize, row: usize, out: usize): void {
  withRow(MUL, m, n, a, row, out);
}

export function divRow(m: i32, n: i32, a: usize, row: usize, out: usize): void {
  withRow(DIV, m, n, a, row, out);
}

export function addColumn(m: i32, n: i32, a: usize, column: usize, out: usize): void {
  withColumn(ADD, m, n, a, column, out);
}

export function subColumn(m: i32, n: i32, a: usize, column: usize, out: usize): void {
  withColumn(SUB, m, n, a, column, out);
}

export function mulColumn(m: i32, n: i32, a: usize, column: usize, out: usize): void {
  withColumn(MUL, m, n, a, column, out);
}

export function divColumn(m: i32, n: i32, a: usize, column: usize, out: usize): void {
  withColumn(DIV, m, n, a, column, out);
}

/** Sum of each column. */
export function columnSums(m: i32, n: i32, x: usize, out: usize): void {
  const step = at(0, n);
  let j = 0;
  for (; j < whole(n); j += LANES) {
    let low = f64x2.splat(0), high = f64x2.splat(0);
    let p = at(x, j);
    for (let i = 0; i < m; i += BLOCK) {
      let sum = f32x4.splat(0);
      for (let left = min(BLOCK, m - i); left > 0; left--, p += step) sum = f32x4.add(sum, v128.load(p));
      low = f64x2.add(low, f64x2.promote_low_f32x4(sum));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i32>(sum, sum, 2, 3, 2, 3)));
    }
    const total = at(out, j);
    v128.store64_lane(total, f32x4.demote_f64x2_zero(low), 0);
    v128.store64_lane(total, f32x4.demote_f64x2_zero(high), 0, 8);
  }
  for (; j < n; j++) {
    let total: f64 = 0;
    let p = at(x, j);
    for (let i = 0; i < m; i += BLOCK) {
      let sum: f32 = 0;
      for (let left = min(BLOCK, m - i); left > 0; left--, p += step) sum += load<f32>(p);
      total += <f64>sum;
    }
    store<f32>(at(out, j), <f32>total);
  }
}

/** out[i] = table[index[i]], for rows of n elements. */
export function gatherRows(m: i32, n: i32, table: usize, index: usize, out: usize): void {
  for (let i = 0; i < m; i++) {
    let from = at(table, load<i32>(at(index, i)) * n);
    for (const end = at(out, whole(n)); out < end; from += VECTOR, out += VECTOR) v128.store(out, v128.load(from));
    for (const end = at(out, tail(n)); out < end; from += 4, out += 4) store<f32>(out, load<f32>(from));
  }
}

/** out[index[i]] += x[i], for rows of n elements, in ascending order of i. */
export function scatterAddRows(m: i32, n: i32, x: usize, index: usize, out: usize): void {
  for (let i = 0; i < m; i++) {
    let to = at(out, load<i32>(at(index, i)) * n);
    for (const end = at(x, whole(n)); x < end; x += VECTOR, to += VECTOR) {
      v128.store(to, f32x4.add(v128.load(to), v128.load(x)));
    }
    for (const end = at(x, tail(n)); x < end; x += 4, to += 4) store<f32>(to, load<f32>(to) + load<f32>(x));
  }
}
