/** The one formatter for numbers on screen, in hovers and in the command line's text. */

const DECIMALS = 4;
const SMALLEST = 10 ** -DECIMALS;
const LARGEST = 1e7;

/** A number in few characters: `0.7071`, `-1.5`, `0`, `1.2e-7`, `3.4e+9`, `NaN`, `∞`, `-∞`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < SMALLEST || size >= LARGEST) return value.toExponential(2).replace(/\.?0+e/, 'e');
  return value.toFixed(DECIMALS).replace(/\.?0+$/, '');
}

/** A count with its thousands apart: `1,000,000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
