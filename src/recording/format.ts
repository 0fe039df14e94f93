/** The one formatter for numbers and shapes on screen, in hovers and in the command line's text. */

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

const EXACT_DIGITS = 12;

/** All digits that say something, where there is room for them; what follows is the rounding of binary fractions. */
export function formatExact(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(EXACT_DIGITS))) : formatNumber(value);
}

/** Three digits that say something, where two numbers share the room of one: `0.0213`, `-1.5`, `2.1e-5`. */
export function formatShort(value: number): string {
  const rounded = Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
  const size = Math.abs(rounded);
  if (size === 0 || !Number.isFinite(rounded) || (size >= 1e-3 && size < 1e5)) return formatNumber(rounded);
  return rounded.toExponential(1).replace(/\.0e/, 'e');
}

/** Numbers that stand below each other: all with four decimals, unless one is too large or too small for that. */
export function formatColumns(rows: readonly (readonly number[])[]): string[][] {
  const isPlain = (value: number) => {
    const size = Math.abs(value);
    return Number.isInteger(value) || !Number.isFinite(value) || (size >= SMALLEST && size < LARGEST);
  };
  const all = rows.flat();
  const isWhole = all.every(value => Number.isInteger(value) || !Number.isFinite(value));
  const isFixed = !isWhole && all.every(isPlain);
  return rows.map(row =>
    row.map(value => (isFixed && Number.isFinite(value) ? value.toFixed(DECIMALS) : formatNumber(value))),
  );
}

/** The sizes of a tensor: `32×6`, `[5]`; empty for a single number. */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 1 ? `[${shape[0]}]` : shape.join('×');
}

/** A count with its thousands apart: `1,000,000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
