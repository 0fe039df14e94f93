/** A chosen tensor in full: its statistics, the first of its numbers, and all of them as a picture. */
import type { Cursor, NumbersView, TensorDetail } from '../protocol/panel';
import { formatColumns, formatCount, formatNumber } from '../recording/format';
import { END } from '../recording/queries/history';
import { type Numbers, tensorData } from '../recording/queries/numbers';
import type { Recording } from '../recording/recording';
import type { TensorKind } from '../recording/schema';
import { sizeOf, tensorGradAt } from './tensors';

/** Numbers that are written out. */
const MOST_ROWS = 6;
const MOST_COLUMNS = 5;
/** Cells of a picture along each side: more are drawn together. */
const MOST_CELLS = 64;

/** Null for what is no tensor, and for one whose number stands in its card. */
export function tensorDetail(recording: Recording, node: number, cursor: Cursor): TensorDetail | null {
  const kind = recording.tensor(node);
  if (kind === undefined || sizeOf(kind) < 2) return null;
  const time = cursor.pass < 0 ? END : cursor.pass;
  const { numbers, state } = tensorGradAt(recording, kind, node, cursor);
  const hasGrad = state === 'reached' || state === 'final';
  return {
    node,
    data: numbersView(kind, tensorData(recording, node, time)),
    grad: hasGrad ? numbersView(kind, numbers) : null,
  };
}

function numbersView(kind: TensorKind, numbers: Numbers | null): NumbersView {
  if (numbers === null) return { statistics: [], picture: null, rows: [], omitted: '' };
  const statistics = statisticsOf(numbers);
  const { values } = numbers;
  if (values === null) return { statistics, picture: null, rows: [], omitted: '' };
  const width = kind.shape.at(-1) ?? 1;
  return { statistics, picture: pictureOf(values, width), ...firstOf(values, width) };
}

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

function firstOf(values: ArrayLike<number>, width: number): { rows: string[][]; omitted: string } {
  const height = values.length / width;
  const [rows, columns] = [Math.min(height, MOST_ROWS), Math.min(width, MOST_COLUMNS)];
  const cell = (row: number, column: number) => values[row * width + column];
  const shown = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => cell(row, column)),
  );
  const isAll = rows === height && columns === width;
  return {
    rows: formatColumns(shown),
    omitted: isAll ? '' : `the first of ${formatCount(height)} × ${formatCount(width)}`,
  };
}

/** All numbers as a matrix: the last dimension across, all others down. Neighbours share a cell if there are many. */
export function pictureOf(values: ArrayLike<number>, width: number): NonNullable<NumbersView['picture']> {
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
  return { width: across, cells };
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
