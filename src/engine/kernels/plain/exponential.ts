/**
 * exp, log, tanh and the logistic function of float32 numbers, with the roundings of ../assembly/exponential.ts: each
 * line of the one is a line of the other.
 */
const f = Math.fround;

export interface Exponential {
  exp(x: number): number;
  log(x: number): number;
  sigmoid(x: number): number;
  tanh(x: number): number;
}

const LOG2E = f(Math.LOG2E);
const LN2 = f(0.69314575);
const LN2_REST = f(1.4286068e-6);
/** Added and subtracted again, it rounds to an integer. */
const ROUNDER = 12582912;
const EXP = [0.001381454, 0.008368745, 0.04166839, 0.16666521, 0.49999994].map(f);
const LOG = [-0.076344974, 0.12761578, -0.13160183, 0.14201757, -0.16623357, 0.20001227, -0.2500082, 0.3333333].map(f);
const SMALLEST_NORMAL = 2 ** -126;
const TANH_SCALE = f(-2 * Math.LOG2E);
const TANH_STEP = f(Math.LN2 / 2);
const TANH = [-0.04420653, 0.13389993, -0.3333471, 0.66666085, -0.9999999].map(f);
/** The bits of 1 and of sqrt(1/2). */
const ONE = 0x3f800000;
const ROOT_HALF = 0x3f3504f3;

/** t + t^2 P(t). */
function quadratic(t: number, [c4, c3, c2, c1, c0]: readonly number[]): number {
  const square = f(t * t);
  const low = f(f(square * c0) + t);
  const middle = f(f(c2 * t) + c1);
  const high = f(f(c4 * t) + c3);
  return f(f(f(square * t) * f(f(high * square) + middle)) + low);
}

export function exponential(): Exponential {
  const number = new Float32Array(1);
  const bits = new Int32Array(number.buffer);

  /** 2^n of small integers. */
  const power = (n: number): number => {
    bits[0] = (n << 23) + ONE;
    return number[0];
  };

  const exp = (x: number): number => {
    x = x < -104 ? -104 : x;
    x = 89 < x ? 89 : x;
    const n = f(f(f(x * LOG2E) + ROUNDER) - ROUNDER);
    const r = f(f(x - f(n * LN2)) - f(n * LN2_REST));
    const p = f(quadratic(r, EXP) + 1);
    const half = n >> 1;
    return f(f(p * power(half)) * power(n - half));
  };

  const log = (x: number): number => {
    if (Number.isNaN(x) || x < 0) return Number.NaN;
    if (x === 0) return -Infinity;
    if (x === Infinity) return x;
    const tiny = x < SMALLEST_NORMAL;
    number[0] = tiny ? x * 8388608 : x;
    const exponent = (bits[0] - ROOT_HALF) >> 23;
    const e = exponent - (tiny ? 23 : 0);
    bits[0] -= exponent << 23;
    const y = f(number[0] - 1);
    const square = f(y * y);
    const pair = (i: number) => f(f(LOG[i] * y) + LOG[i + 1]);
    const high = f(f(pair(0) * square) + pair(2));
    const low = f(f(pair(4) * square) + pair(6));
    const p = f(f(f(high * f(square * square)) + low) * f(square * y));
    const rest = f(f(f(e * LN2_REST) + p) - f(square * 0.5));
    return f(f(e * LN2) + f(y + rest));
  };

  const tanh = (x: number): number => {
    const a = Math.min(Math.abs(x), 20);
    const n = f(f(f(a * TANH_SCALE) + ROUNDER) - ROUNDER);
    const t = f(f(n * TANH_STEP) + a);
    const s = power(n);
    const rest = f(f(2 * s * quadratic(t, TANH)) + f(1 - s));
    const y = f(rest / f(2 - rest));
    return x < 0 || Object.is(x, -0) ? -y : y;
  };

  return { exp, log, sigmoid: x => f(1 / f(1 + exp(-x))), tanh };
}
