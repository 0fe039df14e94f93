/** Counts how often a method is called: the measure of a search, on any machine. */
export function countReads<K extends string>(
  column: Record<K, (index: number) => number>,
  method: K,
  run: () => void,
): number {
  const read = column[method];
  let reads = 0;
  column[method] = index => {
    reads++;
    return read.call(column, index);
  };
  try {
    run();
  } finally {
    column[method] = read;
  }
  return reads;
}
