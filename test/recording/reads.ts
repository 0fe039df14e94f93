/** Counts how often a column is read: the measure of a search, on any machine. */
export function countReads(column: { at(index: number): number }, run: () => void): number {
  const at = column.at;
  let reads = 0;
  column.at = index => {
    reads++;
    return at.call(column, index);
  };
  try {
    run();
  } finally {
    column.at = at;
  }
  return reads;
}
