/** Everything about one node at a cursor, in words and formatted numbers: what the inspector shows. */
import type { ViewTensor } from './graph';
import type { Cursor, GradState, HeatMap } from './panel';

/** A node beside the one that is shown. */
export interface Neighbour {
  node: number;
  name: string;
  /** As in a badge; empty for leaves and constants. */
  symbol: string;
  data: string;
  /** `file:line`, empty if unknown. */
  place: string;
}

/** The first of them in order, and how many more there are. */
export interface Neighbours {
  list: Neighbour[];
  more: number;
}

/** What one use of the node adds to its grad: upstream × local derivative. */
export interface ChainRow {
  /** Number of the step of the pass, from 1. */
  step: number;
  /** The node that passes its gradient on, and as which operand it has this one. */
  consumer: number;
  name: string;
  symbol: string;
  operand: number;
  upstream: string;
  /** Of a tensor the formula is the rule for the contribution, with g for the upstream gradient, and `local` is empty. */
  local: string;
  formula: string;
  /** Empty: not kept. */
  contribution: string;
  /** The grad with it. */
  sum: string;
}

/** The chain rule in full: the rows add up to the grad on show. */
export interface ChainSum {
  /** The pass that the grad is of, which need not be the one on show. */
  pass: number;
  /** What the grad was before any contribution; null: nothing. */
  start: { what: 'root' | 'before'; value: string } | null;
  rows: ChainRow[];
  /** Contributions that are not told one by one; their sum is empty for tensors. */
  more: { count: number; sum: string } | null;
  /** How many are yet to come. */
  pending: number;
  /** The grad on show. */
  total: string;
  /** What there is to say besides: that a pass was not kept, say. */
  note: string;
}

/** Data and grad of a node, or of what it is in other passes, after each of them. */
export interface NodeHistory {
  /** What the points are: the number itself, or the root mean square of a tensor's numbers. */
  of: 'number' | 'size';
  /** Index of the pass of each point, ascending. */
  passes: number[];
  /** Null where there is none, or it is not finite. */
  data: (number | null)[];
  grad: (number | null)[];
  /** Index of the point of the pass on show; -1 if that has none. */
  at: number;
  /** Number of passes of the run. */
  total: number;
}

/** Bins of equal width from `low` to `high`. */
export interface Histogram {
  low: number;
  high: number;
  counts: number[];
  nonFinite: number;
}

/** All numbers of a tensor as colours. */
export interface TensorPicture extends HeatMap {
  /** How many numbers a cell is the mean of, in words: `up to 4×5 numbers`; empty where each has its own. */
  share: string;
}

/** What is shown of the numbers of a tensor. */
export interface TensorNumbers {
  /** Name and number; none if nothing was kept. */
  statistics: [string, string][];
  /** Null: not all numbers were kept. */
  picture: TensorPicture | null;
  histogram: Histogram | null;
}

/** Which part of a tensor's numbers a table shows: a window on the matrix of the last two dimensions. */
export interface TableWindow {
  of: 'data' | 'grad';
  /** The first row and column. */
  row: number;
  column: number;
  /** Number of rows and columns. */
  height: number;
  width: number;
  /** One index a leading dimension. */
  lead: number[];
}

/** The window that could be shown, and what is in it. */
export interface NumberTable {
  window: TableWindow;
  /** Sizes of the leading dimensions, and of the matrix. */
  leads: number[];
  rows: number;
  columns: number;
  cells: string[][];
  /** Whether there are numbers of a grad to look at. */
  hasGrad: boolean;
}

export interface TensorInside {
  data: TensorNumbers;
  /** Null: there is none yet, or never. */
  grad: TensorNumbers | null;
  /** Null: the numbers of the window were not kept. */
  table: NumberTable | null;
}

export interface NodeDetail {
  node: number;
  cursor: Cursor;
  /** What it is called, never empty; and the name of its variable, which may be. */
  name: string;
  label: string;
  kind: 'leaf' | 'constant' | 'op';
  symbol: string;
  /** The op in words: `addition`; empty for leaves and constants. */
  opName: string;
  /** `o = tanh(n)`; empty for leaves and constants. */
  formula: string;
  /** What the op computes of its inputs a, b, … where the formula does not say it; else empty. */
  rule: string;
  /** Scope path, outermost first. */
  scope: string[];
  place: string;
  tensor: ViewTensor | null;
  /** With all digits that say something. */
  data: string;
  grad: string;
  state: GradState;
  /** In operand order. */
  inputs: Neighbours;
  consumers: Neighbours;
  /** Null: no gradient came to it. */
  chain: ChainSum | null;
  /** Null: there is but one pass, or a step of so many values that its inner ones cannot be computed again for each. */
  history: NodeHistory | null;
  /** Null for what is no tensor, and for one with a single number. */
  inside: TensorInside | null;
}
