/** What a recording keeps of a tensor that it does not keep whole. */
import { at, VECTOR } from './vector';

/** Elements whose sums are taken in float32, relative to the first one, before they are added in float64. */
const CHUNK = 512;

/**
 * Stores as float64 how many elements are finite, and their mean, standard deviation (of the population), smallest and
 * largest. Of none, mean and deviation are NaN, smallest ∞ and largest -∞.
 */
export function statistics(n: i32, x: usize, out: usize): void {
  if (!quick(n, x, out)) exact(n, x, out);
}

/** Fails if an element is not finite, or its square is not. */
function quick(n: i32, x: usize, out: usize): bool {
  if (n < 4) return false;
  const pivot = v128.load32_splat(x);
  let low = pivot, high = pivot;
  let sum: f64 = 0, squares: f64 = 0;
  const end = at(x, n & ~3);
  let p = x;
  while (p < end) {
    let s = f32x4.splat(0), q = f32x4.splat(0);
    const stop = <usize>min(<u32>end, <u32>at(p, CHUNK));
    for (; p < stop; p += VECTOR) {
      const v = v128.load(p);
      const d = f32x4.sub(v, pivot);
      s = f32x4.add(s, d);
      q = f32x4.add(q, f32x4.mul(d, d));
      low = f32x4.pmin(low, v);
      high = f32x4.pmax(high, v);
    }
    sum += across(s);
    squares += across(q);
  }
  let least = min(min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)), min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)));
  let most = max(max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)), max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)));
  const first = load<f32>(x);
  for (let rest = n & 3; rest > 0; rest--, p += 4) {
    const v = load<f32>(p);
    const d = <f64>(v - first);
    sum += d;
    squares += d * d;
    least = min(least, v);
    most = max(most, v);
  }
  if (!isFinite(squares)) return false;
  const shift = sum / <f64>n;
  put(out, n, <f64>first + shift, squares / <f64>n - shift * shift, least, most);
  return true;
}

@inline
function across(v: v128): f64 {
  return (<f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1)) + (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3));
}

function exact(n: i32, x: usize, out: usize): void {
  let count = 0;
  let sum: f64 = 0, squares: f64 = 0;
  let least: f32 = Infinity, most: f32 = -Infinity;
  for (const end = at(x, n); x < end; x += 4) {
    const v = load<f32>(x);
    if (!isFinite(v)) continue;
    count++;
    sum += <f64>v;
    squares += <f64>v * <f64>v;
    least = min(least, v);
    most = max(most, v);
  }
  const mean = sum / <f64>count;
  put(out, count, mean, squares / <f64>count - mean * mean, least, most);
}

function put(out: usize, count: i32, mean: f64, variance: f64, least: f32, most: f32): void {
  store<f64>(out, <f64>count);
  store<f64>(out, mean, 8);
  // Rounding may leave a variance of 0 below it
  store<f64>(out, variance < 0 ? 0 : Math.sqrt(variance), 16);
  store<f64>(out, <f64>least, 24);
  store<f64>(out, <f64>most, 32);
}
