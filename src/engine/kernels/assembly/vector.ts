/** What all kernels share: a multiplication with an addition, whole vectors and their ends. */

/** Floats in a vector. */
export const LANES = 4;
/** Bytes of a vector. */
export const VECTOR: usize = 16;

/** a * b + c: rounded once where the build may fuse, twice and the same everywhere where it may not. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}


/** Stores the first `count` lanes, 1 to 3. */
export function storeLanes(to: usize, v: v128, count: i32): void {
  v128.store_lane<f32>(to, v, 0);
  if (count >= 2) v128.store_lane<f32>(to + 4, v, 1);
  if (count >= 3) v128.store_lane<f32>(to + 8, v, 2);
}

/** The first `count` lanes, 1 to 3, the others being `rest`; reads nothing behind them. */
export function loadLanes(from: usize, count: i32, rest: v128): v128 {
  let v = v128.load_lane<f32>(from, rest, 0);
  if (count >= 2) v = v128.load_lane<f32>(from + 4, v, 1);
  if (count >= 3) v = v128.load_lane<f32>(from + 8, v, 2);
  return v;
}

/** Of n elements, those that fill whole vectors. */
@inline
export function whole(n: i32): i32 {
  return n & ~(LANES - 1);
}

/** Of n elements, those behind the whole vectors: 0 to 3. */
@inline
export function tail(n: i32): i32 {
  return n & (LANES - 1);
}

/** Where the element lies that is `count` floats behind the first. */
@inline
export function at(base: usize, count: i32): usize {
  return base + (<usize>count << 2);
}
