/**
 * Plots of a script. Each call is one frame: a call that is repeated animates. Without a recorder, as in plain Node,
 * they check what they are given and show nothing.
 */
import { describe } from '../describe';
import { checkOptions } from '../options';
import { tape } from '../tape';
import { allNumbersIn, type Matrix, type Numbers, numbersIn, rowsIn } from './numbers';

export interface PlotOptions {
  title?: string;
}

export interface HistOptions extends PlotOptions {
  /** Number of bins, 50 unless said otherwise. */
  bins?: number;
}

/** What is drawn. NaN and ∞ are there as they were given, but in a histogram. */
export type Frame =
  | { kind: 'line' | 'scatter'; x: Float64Array; y: Float64Array }
  /** Bins of equal width from `low` to `high`; `omitted`: how many values were not finite and are in none. */
  | { kind: 'hist'; low: number; high: number; counts: Uint32Array; omitted: number }
  /** Row after row. */
  | { kind: 'heatmap'; columns: number; values: Float64Array };

/** A line through points in their order; with one list, that against 0, 1, 2, … */
function line(ys: Numbers, options?: PlotOptions): void;
function line(xs: Numbers, ys: Numbers, options?: PlotOptions): void;
function line(first: Numbers, second?: Numbers | PlotOptions, third: PlotOptions = {}): void {
  if (isList(second)) {
    show(third, points('line', first, second));
    return;
  }
  const y = numbersIn('plot.line', first);
  show(second, { kind: 'line', x: Float64Array.from(y.keys()), y });
}

/** Points. */
function scatter(xs: Numbers, ys: Numbers, options: PlotOptions = {}): void {
  show(options, points('scatter', xs, ys));
}

/** How often numbers fall into bins of equal width; a Tensor may have any shape. */
function hist(values: Numbers | Matrix, options: HistOptions = {}): void {
  const { bins = 50 } = options;
  if (!Number.isSafeInteger(bins) || bins < 1) {
    throw new RangeError(`plot.hist expects bins to be a whole number from 1, but got ${describe(bins)}.`);
  }
  const all = allNumbersIn('plot.hist', values);
  const finite = all.filter(Number.isFinite);
  show(options, { kind: 'hist', ...counted(finite, bins), omitted: all.length - finite.length });
}

/** A matrix as colours, its first row at the top. */
function heatmap(matrix: Matrix, options: PlotOptions = {}): void {
  const rows = rowsIn('plot.heatmap', matrix);
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) values.set(row, i * columns);
  show(options, { kind: 'heatmap', columns, values });
}

export const plot = { line, scatter, hist, heatmap } as const;

/** Options are the one thing that is neither a list nor a Tensor, and what is no object is meant as a list. */
function isList(given: Numbers | PlotOptions | undefined): given is Numbers {
  if (typeof given !== 'object') return given !== undefined;
  return Symbol.iterator in given || 'tolist' in given;
}

function points(kind: 'line' | 'scatter', xs: Numbers, ys: Numbers): Frame {
  const x = numbersIn(`plot.${kind}`, xs);
  const y = numbersIn(`plot.${kind}`, ys);
  if (x.length === y.length) return { kind, x, y };
  throw new RangeError(`plot.${kind} expects one y for each x, but there are ${x.length} xs and ${y.length} ys.`);
}

/** The last bin holds its upper end as well. Where all values are equal, the bins span half to either side. */
function counted(values: Float64Array, bins: number) {
  const counts = new Uint32Array(bins);
  if (values.length === 0) return { low: 0, high: 1, counts };
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === high) {
    low -= 0.5;
    high += 0.5;
  }
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]++;
  return { low, high, counts };
}

function show(options: HistOptions = {}, frame: Frame): void {
  const call = `plot.${frame.kind}`;
  checkOptions(call, options, frame.kind === 'hist' ? ['title', 'bins'] : ['title']);
  const { title = '' } = options;
  if (typeof title !== 'string') throw new TypeError(`${call} expects a title of text, but got ${describe(title)}.`);
  tape().recorder?.plotted?.(title, frame);
}
