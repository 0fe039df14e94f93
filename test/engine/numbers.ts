/** Comparison of numbers in the engine's tests, in one place. */
import assert from 'node:assert/strict';

/** Fails unless the two agree to `tolerance`, relative to the larger or to 1; NaN agrees with NaN, ∞ with ∞. */
export function assertClose(actual: number, expected: number, tolerance = 1e-12, message = ''): void {
  const near =
    Object.is(actual, expected) ||
    actual === expected ||
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(actual), Math.abs(expected));
  assert.ok(near, `${message} expected ${expected}, got ${actual}`);
}
