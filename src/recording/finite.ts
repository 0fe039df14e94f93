/** Whether all of many numbers are neither NaN nor infinite; quick, for a million of them are asked about at once. */
export function areFinite(numbers: Float64Array): boolean {
  // Zero times anything finite is zero.
  let sum = 0;
  for (const number of numbers) sum += number * 0;
  return sum === 0;
}
