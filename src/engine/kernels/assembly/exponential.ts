/**
 * exp, log, tanh and the logistic function of vectors. The polynomials are minimax fits made for these kernels; what
 * they reach is in test/engine/kernels/accuracy.test.ts.
 */
import { madd } from './vector';

// Kept in memory: a constant inside the code would be built anew at each use.
const C: usize = memory.data<f32>([
  // 0: exp: range, 1 / ln 2, 1.5 * 2^23 (rounds to integers), ln 2 in two parts
  -104, 89, 1.442695, 12582912, 0.69314575, 1.4286068e-6,
  // 6: exp(r) = 1 + r + r^2 P(r), P from the highest power; 1
  0.001381454, 0.008368745, 0.04166839, 0.16666521, 0.49999994, 1,
  // 12: log: smallest normal number, 2^23, 23, 0.5
  1.1754944e-38, 8388608, 23, 0.5,
  // 16: log(1 + f) = f - f^2 / 2 + f^3 P(f)
  -0.076344974, 0.12761578, -0.13160183, 0.14201757, -0.16623357, 0.20001227, -0.2500082, 0.3333333,
  // 24: tanh: where it is 1, -2 / ln 2, ln 2 / 2, the bit of the sign
  20, -2.88539, 0.3465736, -0.0,
  // 28: 1 - e^(-2t) = 2 (t + t^2 P(t)), 2
  -0.04420653, 0.13389993, -0.3333471, 0.66666085, -0.9999999, 2,
  // 34: log: what it gives where it is not finite
  0, Infinity, -Infinity, NaN,
  // 38: sqrt(1/2)
  0.70710677,
], 16);

@inline
function constant(index: i32): v128 {
  return v128.load32_splat(C + (<usize>index << 2));
}

/** t + t^2 P(t), the five coefficients of P lying at `index` from the highest power; in few steps one after another. */
@inline
function quadratic(t: v128, index: i32): v128 {
  const square = f32x4.mul(t, t);
  const low = madd(square, constant(index + 4), t);
  const middle = madd(constant(index + 2), t, constant(index + 3));
  const high = madd(constant(index), t, constant(index + 1));
  return madd(f32x4.mul(square, t), madd(high, square, middle), low);
}

/** 2^n of small integers; of other bits of n, the nine lowest count. */
@inline
function power(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), constant(11));
}

/** e^x; subnormal results included. */
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, constant(0)), constant(1));
  const shifted = madd(x, constant(2), constant(3));
  const n = f32x4.sub(shifted, constant(3));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, constant(4))), f32x4.mul(n, constant(5)));
  const p = f32x4.add(quadratic(r, 6), constant(11));
  // 2^n as the product of two powers, for n reaches beyond the exponents of normal numbers
  const exponent = i32x4.sub(shifted, constant(3));
  const half = i32x4.shr_s(exponent, 1);
  return f32x4.mul(f32x4.mul(p, power(half)), power(i32x4.sub(exponent, half)));
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(constant(11), f32x4.add(constant(11), exp4(f32x4.neg(x))));
}

/** The hyperbolic tangent, from F = 1 - e^(-2|x|) as F / (2 - F). */
@inline
export function tanh4(x: v128): v128 {
  const a = f32x4.pmin(v128.andnot(x, constant(27)), constant(24));
  const shifted = madd(a, constant(25), constant(3));
  const t = madd(f32x4.sub(shifted, constant(3)), constant(26), a);
  const s = power(shifted);
  const f = madd(f32x4.add(s, s), quadratic(t, 28), f32x4.sub(constant(11), s));
  return v128.or(f32x4.div(f, f32x4.sub(constant(33), f)), v128.and(x, constant(27)));
}

/** Natural logarithm: -∞ at 0, NaN below. */
@inline
export function log4(x: v128): v128 {
  const tiny = f32x4.lt(x, constant(12));
  const y = v128.bitselect(f32x4.mul(x, constant(13)), x, tiny);
  // y = 2^e * (1 + f), 1 + f between sqrt(1/2) and sqrt(2)
  const shifted = i32x4.sub(y, constant(38));
  const exponent = i32x4.shr_s(shifted, 23);
  const e = f32x4.sub(f32x4.convert_i32x4_s(exponent), v128.and(tiny, constant(14)));
  const f = f32x4.sub(i32x4.sub(y, i32x4.shl(exponent, 23)), constant(11));
  const square = f32x4.mul(f, f);
  const high = madd(madd(constant(16), f, constant(17)), square, madd(constant(18), f, constant(19)));
  const low = madd(madd(constant(20), f, constant(21)), square, madd(constant(22), f, constant(23)));
  const p = f32x4.mul(madd(high, f32x4.mul(square, square), low), f32x4.mul(square, f));
  const rest = f32x4.sub(madd(e, constant(5), p), f32x4.mul(square, constant(15)));
  return outside(x, madd(e, constant(4), f32x4.add(f, rest)));
}

/** The logarithm of what is no positive finite number. */
@inline
function outside(x: v128, result: v128): v128 {
  // NaN is neither, and ∞ is not smaller
  result = v128.bitselect(result, x, f32x4.lt(x, constant(35)));
  result = v128.bitselect(constant(36), result, f32x4.eq(x, constant(34)));
  return v128.bitselect(constant(37), result, f32x4.lt(x, constant(34)));
}
