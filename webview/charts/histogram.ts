/** The arithmetic of a histogram: its bars, as one path. No DOM. */

import { tidy } from '../graph/geometry';

/** Bins of one size that stand side by side, in a box with its origin at the top left. A bin with anything in it is seen. */
export function histogramPath(counts: readonly number[], width: number, height: number): string {
  const most = Math.max(0, ...counts);
  if (most === 0) return '';
  const bar = width / counts.length;
  const gap = Math.min(1, bar / 5);
  let path = '';
  for (const [i, count] of counts.entries()) {
    if (count === 0) continue;
    const top = height - Math.max(1, (count / most) * height);
    path += `M${tidy(i * bar + gap / 2)},${height}V${tidy(top)}h${tidy(bar - gap)}V${height}z`;
  }
  return path;
}

/** Where zero is across the box; null: it is not among the numbers. */
export function zeroIn({ low, high }: { low: number; high: number }, width: number): number | null {
  return low < 0 && high > 0 ? tidy((-low / (high - low)) * width) : null;
}
