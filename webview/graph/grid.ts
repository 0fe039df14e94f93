/** Many copies of one template in rows, in about the shape of a screen. */

import { METRICS } from './measure';
import type { Cells } from './placed';

/** Wider than high, as panels are. */
const ASPECT = 1.7;
const GAP = 24;

/** A box with so many copies in it, below a head. */
export function gridOf(count: number, { width, height }: { width: number; height: number }) {
  const [dx, dy] = [width + GAP, height + GAP];
  const columns = columnsFor(count, Math.sqrt((count * dy * ASPECT) / dx));
  const rows = Math.ceil(count / columns);
  const { groupPadding, groupHead } = METRICS;
  const cells: Cells = { x: groupPadding, y: groupHead + groupPadding - 4, dx, dy, columns, count };
  return {
    width: columns * dx - GAP + 2 * groupPadding,
    height: rows * dy - GAP + cells.y + groupPadding,
    cells,
  };
}

/** As near to the ideal as can be without a last row that is much emptier than the others. */
function columnsFor(count: number, ideal: number): number {
  let [best, least] = [1, Number.POSITIVE_INFINITY];
  for (
    let columns = Math.max(1, Math.floor(ideal * 0.7));
    columns <= Math.min(count, Math.ceil(ideal * 1.5));
    columns++
  ) {
    const empty = Math.ceil(count / columns) * columns - count;
    const cost = empty / count + Math.abs(Math.log(columns / ideal)) * 0.6;
    if (cost < least) [best, least] = [columns, cost];
  }
  return best;
}
