/** Ids that stand out, ascending, asked about one by one and by ranges: there may be a million of them. */

/** How many of the ids lie from one on to another, exclusive. */
export function countWithin(ids: Uint32Array, from: number, to: number): number {
  return indexFrom(ids, to) - indexFrom(ids, from);
}

/** Index of the first id that is not below a value. */
export function indexFrom(ids: Uint32Array, value: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
