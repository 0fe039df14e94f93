/** How many numbers lie where. */
import type { Histogram } from '../../protocol/detail';

const MOST_BINS = 40;

/** Null without a finite number. Whole numbers that are few get a bin each, in whose middle they are. */
export function histogramOf(values: ArrayLike<number>): Histogram | null {
  let [low, high, nonFinite, isWhole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, true];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      nonFinite++;
      continue;
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
    isWhole &&= Number.isInteger(value);
  }
  if (low > high) return null;
  if (isWhole && high - low < MOST_BINS) return counted(values, low - 0.5, high + 0.5, high - low + 1, nonFinite);
  if (low === high) return counted(values, low - Math.abs(low) / 2, high + Math.abs(high) / 2, 1, nonFinite);
  const bins = Math.min(MOST_BINS, Math.max(4, Math.ceil(2 * Math.sqrt(values.length - nonFinite))));
  return counted(values, low, high, bins, nonFinite);
}

function counted(values: ArrayLike<number>, low: number, high: number, bins: number, nonFinite: number): Histogram {
  const counts = new Array<number>(bins).fill(0);
  // Half first: the span of the largest numbers is not finite.
  const span = high / 2 - low / 2;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    // The highest number belongs to the last bin.
    counts[Math.min(bins - 1, Math.floor(((value / 2 - low / 2) / span) * bins))]++;
  }
  return { low, high, counts, nonFinite };
}
