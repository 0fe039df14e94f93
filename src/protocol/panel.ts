/** The typed messages between the extension host and the panel: all that crosses this wire. */

import type { NodeDetail, TableWindow } from './detail';
import type { Found, Related, Relation } from './find';
import type { Fold, Graph } from './graph';

/** A grad is one of three things on screen, or does not exist (a constant). */
export type GradState = 'unreached' | 'reached' | 'final' | 'none';

/** Position in the run: after step `step` of pass `pass`. Step 0: only the root has its gradient. */
export interface Cursor {
  /** Index of the pass; -1: the whole tape, as the run left it. */
  pass: number;
  /** 0 … number of steps. */
  step: number;
}

/** A step behind all others: what a pass resulted in. The answer is the last step there is. A number that JSON has. */
export const LAST_STEP = Number.MAX_SAFE_INTEGER;

/** What one step of the pass did for one input. */
export interface Contribution {
  input: number;
  label: string;
  data: string;
  /**
   * Local derivative ∂node/∂input, and where it comes from: `b`, `1 − tanh²`. Of a tensor the formula is the rule for the
   * contribution, with g for the upstream gradient, and `local` is empty.
   */
  local: string;
  formula: string;
  /** Empty: not kept. */
  contribution: string;
  /** Running sum in the input's grad. */
  before: string;
  after: string;
  /** A constant, or a tensor that requires no gradient: nothing is passed on. */
  constant: boolean;
}

/** The step that the cursor stands after. */
export interface Step {
  node: number;
  label: string;
  symbol: string;
  /** It goes through a tensor. */
  tensor: boolean;
  /** The gradient that arrived at the node. */
  upstream: string;
  contributions: Contribution[];
  /** The step in one sentence. */
  sentence: string;
  place: string;
}

/** A value drawn beside its consumer: input number `input` of `user` is `node`. */
export interface Reference {
  user: number;
  input: number;
  node: number;
}

/** Which of a node's numbers is NaN or infinite; of a tensor, some of them; null: neither. */
export type NotFinite = 'data' | 'grad' | 'both' | null;

/** The numbers at the cursor of the values that are looked at, formatted for the screen. */
export interface Values {
  /** Of the graph that they belong to. */
  serial: number;
  cursor: Cursor;
  /** Ids; labels, data, grad, state and notFinite are aligned with them. */
  nodes: number[];
  /** A template's label may stand for several: `y[…]` is `y[7]` here. Empty: as in the template. */
  labels: string[];
  data: string[];
  /** Of what is not reached: empty, or `none` if the pass is over. */
  grad: string[];
  state: GradState[];
  notFinite: NotFinite[];
  references: Reference[];
  /** Number of steps in this pass; 0 with the whole tape. */
  steps: number;
  step: Step | null;
}

/** Numbers in order, such as the loss of every pass; null where one is not finite, which a message cannot carry. */
export interface Series {
  name: string;
  points: (number | null)[];
  /** Index of the pass that each point belongs to, ascending; null: one point a pass. */
  at: number[] | null;
}

/** Numbers as colours, row after row; null where one is not finite. */
export interface HeatMap {
  width: number;
  cells: (number | null)[];
}

/** A plot of the script's with the frame that is shown. */
export interface PlotView {
  /** The place of the call in the source. */
  id: number;
  title: string;
  /** `file:line`. */
  place: string;
  /** Number of frames that are kept, and the index of the one shown among them. */
  frames: number;
  shown: number;
  /** Number of the call that made the frame, and how many calls there were. */
  number: number;
  count: number;
  /** The frame is that of the cursor's pass; else the user has chosen it. */
  follows: boolean;
  picture:
    | { kind: 'line' | 'scatter'; x: (number | null)[]; y: (number | null)[] }
    | { kind: 'hist'; low: number; high: number; counts: number[]; omitted: number }
    | ({ kind: 'heatmap' } & HeatMap);
}

export type RunState = 'idle' | 'running' | 'done' | 'failed';

/** What the run is doing, and what is wrong with the picture if anything is. */
export interface Status {
  title: string;
  state: RunState;
  /** Nodes, passes and milliseconds so far. */
  nodes: number;
  passes: number;
  ms: number;
  /** The picture is of an earlier text or run, or of part of one: in words. */
  stale: string | null;
  error: { message: string; hint: string; place: string } | null;
  /** Shown in the empty panel: what to write. */
  empty: string | null;
  /** A failed run made this many nodes, and whether they are on show in place of the last good picture. */
  partial: { shown: boolean; nodes: number } | null;
  /** It was read from a file: there is no script to run again. */
  fromFile?: boolean;
}

export type OpStyle = 'badge' | 'node';

/** From the host to the panel. */
export type ToPanel =
  | { type: 'status'; status: Status }
  | { type: 'graph'; graph: Graph }
  | { type: 'values'; values: Values }
  /** The loss first, if there are passes. */
  | { type: 'series'; series: Series[] }
  | { type: 'plots'; plots: PlotView[] }
  /** Of the selected node; null without one. */
  | { type: 'detail'; detail: NodeDetail | null }
  | { type: 'found'; found: Found }
  /** The selected value is another, for the picture is of another pass or run. */
  | { type: 'selected'; node: number | null }
  /** What was asked about a value; null: nothing any more. `isolated`: nothing else is drawn. */
  | { type: 'related'; related: Related | null; isolated: boolean }
  /**
   * Ids, ascending, of all nodes with a number that is NaN or infinite, whether they are looked at or not, and the one that
   * it began with. Grads count once the pass is over.
   */
  | { type: 'notFinite'; ids: Uint32Array; first: number | null }
  /** What hid a node is open; it is drawn beside a consumer of it, or, null, itself, or not at all. */
  | { type: 'revealed'; node: number; beside: number | null }
  /** The nodes that the editor's cursor stands on. */
  | { type: 'lit'; nodes: number[] }
  | { type: 'opStyle'; opStyle: OpStyle }
  /** Draw what is shown as a file: as SVG, or as PNG at a scale. The values are those of everything in the picture. */
  | { type: 'draw'; request: number; scale: number | null; values: Values };

/** From the panel to the host. */
export type FromPanel =
  /** The panel is up, or up again: send everything. */
  | { type: 'ready' }
  | { type: 'seek'; cursor: Cursor }
  /** A node was chosen: show its source. null: none. */
  | { type: 'select'; node: number | null }
  /** These values are in view, and these (user, input) pairs: send their numbers. `serial`: of the graph that they are in. */
  | { type: 'look'; serial: number; nodes: number[]; references: [user: number, input: number][] }
  | { type: 'fold'; serial: number; group: number; fold: Fold }
  /** Open everything, or go back to what is open by itself. */
  | { type: 'foldAll'; open: boolean }
  /** Open whatever hides a value; `revealed` is the answer. */
  | { type: 'reveal'; node: number }
  /** A part of the numbers of the selected tensor. */
  | { type: 'page'; window: TableWindow }
  | { type: 'showSource'; node: number }
  | { type: 'find'; text: string }
  /** `other`: of a path, its other end. */
  | { type: 'relate'; relation: Relation; node: number; other: number | null }
  | { type: 'unrelate' }
  /** Draw only what is related, or all again. */
  | { type: 'isolate'; on: boolean }
  | { type: 'opStyle'; opStyle: OpStyle }
  /** Show a frame of a plot, by its index among those kept; null: that of the cursor's pass. */
  | { type: 'frame'; plot: number; frame: number | null }
  | { type: 'run' }
  | { type: 'cancel' }
  /** Show what a failed run made, or the last good picture again. */
  | { type: 'showPartial'; partial: boolean }
  /** Go to the error's line. */
  | { type: 'showError' }
  /** Export what is shown: the user is asked as what. */
  | { type: 'export' }
  /** The answers to `draw`: an SVG document or the bytes of a PNG, or why there is none. */
  | { type: 'drawn'; request: number; file: string | Uint8Array }
  | { type: 'notDrawn'; request: number; why: string };
