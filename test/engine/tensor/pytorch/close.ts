/** How near numbers must be to PyTorch's. */
import type { DType } from '../../../../src/engine/index';

/**
 * Relative to the number itself, or so many units in the last place of the largest number around: where terms cancel,
 * the error is that of the terms. Whole numbers and truth values are equal or wrong.
 */
interface Tolerance {
  relative: number;
  absolute: number;
}

const ULPS = 4;
const TOLERANCES: Record<DType, Tolerance> = {
  float32: { relative: 1e-5, absolute: ULPS * 2 ** -23 },
  float64: { relative: 1e-12, absolute: ULPS * 2 ** -52 },
  int32: { relative: 0, absolute: 0 },
  bool: { relative: 0, absolute: 0 },
};

/** The largest finite magnitude; 0 if there is none. */
export function scaleOf(numbers: readonly number[]): number {
  return numbers.reduce((scale, x) => (Number.isFinite(x) ? Math.max(scale, Math.abs(x)) : scale), 0);
}

/**
 * Where two lists part, in words; undefined if they agree. NaN agrees with NaN, ∞ with ∞, 0 with -0.
 * @param scale - The largest magnitude that went into them.
 */
export function difference(
  actual: readonly number[],
  expected: readonly number[],
  dtype: DType,
  scale = 0,
): string | undefined {
  if (actual.length !== expected.length) return `${actual.length} numbers, expected ${expected.length}`;
  const { relative, absolute } = TOLERANCES[dtype];
  const floor = absolute * Math.max(scale, scaleOf(expected));
  const at = expected.findIndex((x, i) => !isNear(actual[i], x, Math.max(relative * Math.abs(x), floor)));
  return at < 0 ? undefined : `[${at}] is ${actual[at]}, expected ${expected[at]}`;
}

function isNear(actual: number, expected: number, tolerance: number): boolean {
  return Object.is(actual, expected) || actual === expected || Math.abs(actual - expected) <= tolerance;
}
