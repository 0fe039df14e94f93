/** Binary search. */

/** First index below `length` for which `isPast` holds, as it must for all after it; `length` if there is none. */
export function firstPast(length: number, isPast: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
