/** Statistics of a tensor's numbers, in one pass over them. */
import type { NDArray } from './ndarray';
import { joined, walkRows } from './walk';

/** Of the finite numbers; without any, all but the counts are NaN. */
export interface Statistics {
  nonFinite: number;
  mean: number;
  /** Divided by their number. */
  deviation: number;
  least: number;
  most: number;
}

/** The statistics of an array; of a bool one, of its zeros and ones. */
export function statistics(array: NDArray): Statistics {
  const moments: Moments = { count: 0, sum: 0, squares: 0, least: Number.POSITIVE_INFINITY, most: -Infinity };
  const { values, offset, layout } = array;
  if (layout.isContiguous) gather(moments, values, offset, layout.size, 1);
  else {
    walkRows(joined(layout.shape, [layout.strides]), [offset], (n, at, stride) => {
      gather(moments, values, at[0], n, stride[0]);
    });
  }
  const { count, sum, squares, least, most } = moments;
  const nonFinite = layout.size - count;
  if (count === 0) return { nonFinite, mean: Number.NaN, deviation: Number.NaN, least: Number.NaN, most: Number.NaN };
  const shift = sum / count;
  // Rounding may leave a variance of 0 below it.
  const deviation = Math.sqrt(Math.max(0, squares / count - shift * shift));
  return { nonFinite, mean: pivotOf(moments) + shift, deviation, least, most };
}

/** Sums of the differences from the first finite number, which keeps the digits of numbers far from 0. */
interface Moments {
  count: number;
  sum: number;
  squares: number;
  least: number;
  most: number;
  pivot?: number;
}

const pivotOf = ({ pivot = 0 }: Moments) => pivot;

function gather(moments: Moments, values: ArrayLike<number>, from: number, n: number, stride: number): void {
  let { count, sum, squares, least, most, pivot } = moments;
  for (let i = 0, at = from; i < n; i++, at += stride) {
    const value = values[at];
    // NaN for what is not finite, 0 for the rest.
    if (value - value !== 0) continue;
    pivot ??= value;
    const d = value - pivot;
    count++;
    sum += d;
    squares += d * d;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  Object.assign(moments, { count, sum, squares, least, most, pivot });
}
