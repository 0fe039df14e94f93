/** All that the panel knows: what the host sent, what is on screen, and what the user did to it. */

import type { NodeDetail } from '../../src/protocol/detail';
import type { Found, Related } from '../../src/protocol/find';
import type { Graph } from '../../src/protocol/graph';
import type { Cursor, OpStyle, PlotView, Series, Status, Values } from '../../src/protocol/panel';
import type { Box } from '../graph/geometry';
import type { Numbers } from '../graph/numbers';
import type { Scene } from '../graph/placed';
import type { Sight } from '../graph/sight';
import { type Size, Transform } from '../graph/viewport';
import type { Walk } from '../graph/walk';

/** What is on screen: a graph with its places, and the numbers that belong to it. */
export interface Picture {
  graph: Graph;
  scene: Scene;
  numbers: Numbers | null;
  /** Counts layouts: what is drawn anew with each of them. */
  layout: number;
}

export interface State {
  status: Status;
  /** The running message is shown only once a run has lasted a while. */
  slow: boolean;
  graph: Graph | null;
  values: Values | null;
  series: readonly Series[];
  /** The name of the series whose scale the chart shows; null: the first. */
  scaleOf: string | null;
  plots: readonly PlotView[];
  /** Everything about the selected value. */
  detail: NodeDetail | null;
  /** The search; null: it is closed. */
  search: Search | null;
  related: Related | null;
  /** The value from which a path begins, while its other end is to be chosen. */
  pathFrom: number | null;
  /** Only what is related is drawn. */
  isolated: boolean;
  /** A value that shall come into view, as soon as it is drawn; `revealed`: what hid it is open, and beside which node it is drawn. */
  going: { node: number; revealed: { beside: number | null } | null } | null;
  /** Every node with a number that is NaN or infinite, ids ascending, and the one that it began with. */
  notFinite: { ids: Uint32Array; first: number | null };
  lit: readonly number[];
  opStyle: OpStyle;
  /** The last picture stays until the next one is laid out. */
  picture: Picture | null;
  /** What of it is in view and a little around; cut if it is too much for elements. */
  sight: Sight | null;
  selected: number | null;
  /** The key of what the keyboard is on: the one that Tab goes to. */
  rover: string | null;
  /** Walks that led there, the last one last: one along an edge, if there was one, and those up, or down, since then. */
  strides: readonly Stride[];
  /** The key of what the pointer is on. */
  hovered: string | null;
  /** The key of what stays where it is on the screen when the next layout comes. */
  anchor: string | null;
  transform: Transform;
  framing: Framing;
  size: Size;
  /** What lies over the picture, on the screen. */
  covered: readonly Box[];
  /** Where the small map is; null: there is none. */
  mapCorner: Corner | null;
  chartWidth: number;
  playing: boolean;
  /** Steps per second. */
  speed: number;
  /** Sent and not yet answered. */
  wanted: Cursor | null;
  logScale: boolean;
  /** The pass under the pointer in the loss chart. */
  hoveredPass: number | null;
  /** The list of keys is on show. */
  help: boolean;
  /** What a screen reader was told last. */
  said: string;
}

/**
 * What the view is of: what a picture is first shown as (see graph/firstView.ts), all of it, for the user wants that, or
 * where the user went: new pictures do not change the view then.
 */
export type Framing = 'first' | 'whole' | 'own';

export type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** One walk, from a key to a key. */
export interface Stride {
  walk: Walk;
  from: string;
  to: string;
}

export interface Search {
  text: string;
  found: Found | null;
  /** Index of the result that is on show; -1: none. */
  at: number;
}

export const IDLE: Status = {
  title: '',
  state: 'idle',
  nodes: 0,
  passes: 0,
  ms: 0,
  stale: null,
  error: null,
  empty: null,
  partial: null,
};

export const initialState: State = {
  status: IDLE,
  slow: false,
  graph: null,
  values: null,
  series: [],
  scaleOf: null,
  plots: [],
  detail: null,
  search: null,
  related: null,
  pathFrom: null,
  isolated: false,
  going: null,
  notFinite: { ids: new Uint32Array(0), first: null },
  lit: [],
  opStyle: 'badge',
  picture: null,
  sight: null,
  selected: null,
  rover: null,
  strides: [],
  hovered: null,
  anchor: null,
  transform: Transform.identity,
  framing: 'first',
  size: { width: 0, height: 0 },
  covered: [],
  mapCorner: null,
  chartWidth: 0,
  playing: false,
  speed: 1,
  wanted: null,
  logScale: false,
  hoveredPass: null,
  help: false,
  said: '',
};
