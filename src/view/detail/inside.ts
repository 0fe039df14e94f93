/** The numbers of a tensor: statistics, picture and histogram of all of them, and a table of some. */
import type { NumberTable, TableWindow, TensorInside, TensorNumbers } from '../../protocol/detail';
import type { Cursor } from '../../protocol/panel';
import { formatColumns } from '../../recording/format';
import { END } from '../../recording/queries/history';
import { type Numbers, tensorData } from '../../recording/queries/numbers';
import type { Recording } from '../../recording/recording';
import { sizeOf, tensorGradAt } from '../tensors';
import { histogramOf } from './histogram';
import { pictureOf, statisticsOf } from './picture';

const FIRST_WINDOW: TableWindow = { of: 'data', row: 0, column: 0, height: 8, width: 5, lead: [] };

/** Rows and columns of one window: whatever is asked for. */
const LARGEST_SIDE = 100;

/** Null for what is no tensor, and for one with a single number. */
export function tensorInside(
  recording: Recording,
  node: number,
  cursor: Cursor,
  window: TableWindow | null,
): TensorInside | null {
  const kind = recording.tensor(node);
  if (kind === undefined || sizeOf(kind) < 2) return null;
  const data = tensorData(recording, node, cursor.pass < 0 ? END : cursor.pass);
  const { numbers, state } = tensorGradAt(recording, kind, node, cursor);
  const hasGrad = state === 'reached' || state === 'final';
  const wanted = window ?? FIRST_WINDOW;
  const shown = wanted.of === 'grad' && hasGrad ? numbers : data;
  const of = shown === data ? 'data' : 'grad';
  return {
    data: insideOf(kind.shape, data),
    grad: hasGrad ? insideOf(kind.shape, numbers) : null,
    table: shown?.values ? { ...tableOf(kind.shape, shown.values, { ...wanted, of }), hasGrad } : null,
  };
}

function insideOf(shape: readonly number[], numbers: Numbers | null): TensorNumbers {
  if (numbers === null) return { statistics: [], picture: null, histogram: null };
  const statistics = statisticsOf(numbers);
  const { values } = numbers;
  if (values === null) return { statistics, picture: null, histogram: null };
  return { statistics, picture: pictureOf(values, shape.at(-1) ?? 1), histogram: histogramOf(values) };
}

/** A window on numbers in row-major order, moved to where there are some. */
export function tableOf(
  shape: readonly number[],
  values: ArrayLike<number>,
  wanted: TableWindow,
): Omit<NumberTable, 'hasGrad'> {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.at(-2) ?? 1;
  const leads = shape.slice(0, -2);
  const lead = leads.map((size, i) => clamp(wanted.lead[i] ?? 0, size - 1));
  const matrix = lead.reduce((at, index, i) => at * leads[i] + index, 0) * rows * columns;
  const height = Math.min(rows, Math.max(1, clamp(wanted.height, LARGEST_SIDE)));
  const width = Math.min(columns, Math.max(1, clamp(wanted.width, LARGEST_SIDE)));
  const row = clamp(wanted.row, rows - height);
  const column = clamp(wanted.column, columns - width);
  const cells = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_x, x) => values[matrix + (row + y) * columns + column + x]),
  );
  return {
    window: { of: wanted.of, row, column, height, width, lead },
    leads,
    rows,
    columns,
    cells: formatColumns(cells),
  };
}

const clamp = (value: number, most: number) => Math.min(Math.max(0, Math.trunc(value) || 0), Math.max(0, most));
