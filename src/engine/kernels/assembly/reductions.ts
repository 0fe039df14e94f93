/** Sums, extremes and statistics. Sums are taken in float64, in eight lanes and a tail. */
import { at, loadLanes, tail, VECTOR, whole } from './vector';

@inline
function wide(from: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(from));
}

@inline
function across(a: v128, b: v128, c: v128, d: v128): f64 {
  const total = f64x2.add(f64x2.add(a, c), f64x2.add(b, d));
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

export function sum(n: i32, x: usize): f64 {
  let a = f64x2.splat(0), b = f64x2.splat(0), c = f64x2.splat(0), d = f64x2.splat(0);
  const end = at(x, n & ~7);
  for (; x < end; x += 2 * VECTOR) {
    a = f64x2.add(a, wide(x));
    b = f64x2.add(b, wide(x + 8));
    c = f64x2.add(c, wide(x + 16));
    d = f64x2.add(d, wide(x + 24));
  }
  let tail: f64 = 0;
  for (let rest = n & 7; rest > 0; rest--, x += 4) tail += <f64>load<f32>(x);
  return across(a, b, c, d) + tail;
}

/** Sum of each row of n elements. */
export function rowSums(m: i32, n: i32, x: usize, out: usize): void {
  for (let i = 0; i < m; i++, x = at(x, n), out += 4) store<f32>(out, <f32>sum(n, x));
}

/** The largest element, NaN if there is one; -∞ of none. */
export function max(n: i32, x: usize): f32 {
  return extreme(n, x, -Infinity, true);
}

/** The smallest element, NaN if there is one; ∞ of none. */
export function min(n: i32, x: usize): f32 {
  return extreme(n, x, Infinity, false);
}

@inline
function extreme(n: i32, x: usize, none: f32, largest: bool): f32 {
  let best = f32x4.splat(none);
  let nan = f32x4.splat(0);
  for (const end = at(x, whole(n)); x < end; x += VECTOR) {
    const v = v128.load(x);
    best = largest ? f32x4.pmax(best, v) : f32x4.pmin(best, v);
    nan = v128.or(nan, f32x4.ne(v, v));
  }
  if (tail(n)) {
    const v = loadLanes(x, tail(n), best);
    best = largest ? f32x4.pmax(best, v) : f32x4.pmin(best, v);
    nan = v128.or(nan, f32x4.ne(v, v));
  }
  if (v128.any_true(nan)) return NaN;
  const a = f32x4.extract_lane(best, 0), b = f32x4.extract_lane(best, 1);
  const c = f32x4.extract_lane(best, 2), d = f32x4.extract_lane(best, 3);
  return largest ? larger(larger(a, b), larger(c, d)) : smaller(smaller(a, b), smaller(c, d));
}

@inline
function larger(a: f32, b: f32): f32 {
  return a < b ? b : a;
}

@inline
function smaller(a: f32, b: f32): f32 {
  return b < a ? b : a;
}

/** The sum of products of two sequences. */
export function dot(n: i32, x: usize, y: usize): f64 {
  let a = f64x2.splat(0), b = f64x2.splat(0), c = f64x2.splat(0), d = f64x2.splat(0);
  const end = at(x, n & ~7);
  for (; x < end; x += 2 * VECTOR, y += 2 * VECTOR) {
    a = f64x2.add(a, f64x2.mul(wide(x), wide(y)));
    b = f64x2.add(b, f64x2.mul(wide(x + 8), wide(y + 8)));
    c = f64x2.add(c, f64x2.mul(wide(x + 16), wide(y + 16)));
    d = f64x2.add(d, f64x2.mul(wide(x + 24), wide(y + 24)));
  }
  let tail: f64 = 0;
  for (let rest = n & 7; rest > 0; rest--, x += 4, y += 4) tail += <f64>load<f32>(x) * <f64>load<f32>(y);
  return across(a, b, c, d) + tail;
}
