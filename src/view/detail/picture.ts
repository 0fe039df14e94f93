/** A tensor's numbers as a whole: statistics, and all of them as a picture. */
import type { TensorPicture } from '../../protocol/detail';
import { formatCount, formatNumber, formatShape } from '../../recording/format';
import type { Numbers } from '../../recording/queries/numbers';

/** Cells of a picture along each side: more are drawn together. */
const MOST_CELLS = 64;

/** Names and numbers. */
export function statisticsOf({ statistics: { mean, std, least, most, nonFinite } }: Numbers): [string, string][] {
  const told: [string, string][] = [
    ['mean', formatNumber(mean)],
    ['std', formatNumber(std)],
    ['min', formatNumber(least)],
    ['max', formatNumber(most)],
  ];
  if (nonFinite > 0) told.push(['NaN or ∞', formatCount(nonFinite)]);
  return told;
}

/** All numbers as a matrix: the last dimension across, all others down. Neighbours share a cell if there are many. */
export function pictureOf(values: ArrayLike<number>, width: number): TensorPicture {
  const height = values.length / width;
  const across = Math.min(width, MOST_CELLS);
  const down = Math.min(height, MOST_CELLS);
  const cells: (number | null)[] = [];
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const rows: [number, number] = [Math.floor((row * height) / down), Math.floor(((row + 1) * height) / down)];
      const columns: [number, number] = [
        Math.floor((column * width) / across),
        Math.floor(((column + 1) * width) / across),
      ];
      cells.push(meanOf(values, width, rows, columns));
    }
  }
  return { width: across, cells, share: shareOf(height / down, width / across) };
}

/** Cells that do not come out even have one row or column more or less. */
function shareOf(rows: number, columns: number): string {
  if (rows === 1 && columns === 1) return '';
  const shape = formatShape([Math.ceil(rows), Math.ceil(columns)]);
  return Number.isInteger(rows) && Number.isInteger(columns) ? `${shape} numbers` : `up to ${shape} numbers`;
}

/** Null if one of the numbers is not finite: that must be seen. */
function meanOf(
  values: ArrayLike<number>,
  width: number,
  [top, bottom]: [number, number],
  [left, right]: [number, number],
): number | null {
  let sum = 0;
  for (let row = top; row < bottom; row++) for (let c = left; c < right; c++) sum += values[row * width + c];
  return Number.isFinite(sum) ? sum / ((bottom - top) * (right - left)) : null;
}
