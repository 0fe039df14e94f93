/** The panel's state and its one function: what any message or action makes of it. No DOM, no clock, no wire. */

import type {
  Cursor,
  Graph,
  OpStyle,
  PlotView,
  Series,
  Status,
  TensorDetail,
  ToPanel,
  Values,
} from '../src/protocol/panel';
import type { Point } from './graph/geometry';
import { around } from './graph/geometry';
import { fits, type Placed, rebind } from './graph/placed';
import { fitTo, reveal, type Size, Transform } from './graph/viewport';
import { neighbour, type Walk } from './graph/walk';

/** What is on screen: a graph with its places, and the numbers that belong to it. */
export interface Picture {
  graph: Graph;
  placed: Placed;
  values: Values | null;
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
  /** The numbers of the selected tensor. */
  tensor: TensorDetail | null;
  lit: readonly number[];
  opStyle: OpStyle;
  /** The last picture stays until the next one is laid out. */
  picture: Picture | null;
  selected: number | null;
  /** The node that the keyboard is on: the one that Tab goes to. */
  rover: number | null;
  transform: Transform;
  /** The user has panned or zoomed: new pictures do not change the view. */
  touched: boolean;
  size: Size;
  chartWidth: number;
  playing: boolean;
  /** Steps per second. */
  speed: number;
  /** Sent and not yet answered. */
  wanted: Cursor | null;
  logScale: boolean;
  /** The pass under the pointer in the loss chart. */
  hoveredPass: number | null;
}

export type Action =
  | { type: 'placed'; placed: Placed }
  | { type: 'slow' }
  | { type: 'resized'; size: Size }
  | { type: 'chartResized'; width: number }
  | { type: 'viewed'; transform: Transform }
  | { type: 'panned'; dx: number; dy: number }
  /** `at`: the fixed point on the screen; absent: the middle. */
  | { type: 'zoomed'; factor: number; at?: Point }
  | { type: 'fitted' }
  | { type: 'selected'; node: number | null }
  | { type: 'roved'; node: number }
  | { type: 'walked'; walk: Walk }
  | { type: 'playing'; playing: boolean }
  | { type: 'speed'; speed: number }
  | { type: 'wanted'; cursor: Cursor }
  | { type: 'logScale'; logScale: boolean }
  | { type: 'scaleOf'; name: string }
  | { type: 'hoveredPass'; pass: number | null };

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
  tensor: null,
  lit: [],
  opStyle: 'badge',
  picture: null,
  selected: null,
  rover: null,
  transform: Transform.identity,
  touched: false,
  size: { width: 0, height: 0 },
  chartWidth: 0,
  playing: false,
  speed: 1,
  wanted: null,
  logScale: false,
  hoveredPass: null,
};

/** The next state; the same object if nothing changed. */
export function reduce(state: State, event: ToPanel | Action): State {
  switch (event.type) {
    case 'status':
      return reduceStatus(state, event.status);
    case 'graph':
      return reduceGraph(state, event.graph);
    case 'values':
      return reduceValues(state, event.values);
    case 'series':
      return { ...state, series: event.series };
    case 'plots':
      return { ...state, plots: event.plots };
    case 'tensor':
      return { ...state, tensor: event.tensor };
    case 'scaleOf':
      return { ...state, scaleOf: event.name };
    case 'lit':
      return { ...state, lit: event.nodes };
    case 'opStyle':
      return state.opStyle === event.opStyle ? state : { ...state, opStyle: event.opStyle };
    case 'placed':
      return reducePlaced(state, event.placed);
    case 'slow':
      return state.status.state === 'running' ? { ...state, slow: true } : state;
    case 'playing':
      return state.playing === event.playing ? state : { ...state, playing: event.playing };
    case 'speed':
      return { ...state, speed: event.speed };
    case 'wanted':
      return { ...state, wanted: event.cursor };
    case 'chartResized':
      return state.chartWidth === event.width ? state : { ...state, chartWidth: event.width };
    case 'logScale':
      return { ...state, logScale: event.logScale };
    case 'hoveredPass':
      return state.hoveredPass === event.pass ? state : { ...state, hoveredPass: event.pass };
    case 'selected':
      return { ...state, selected: event.node, rover: event.node ?? state.rover };
    case 'roved':
      return state.rover === event.node ? state : { ...state, rover: event.node };
    case 'walked':
      return reduceWalk(state, event.walk);
    default:
      return reduceView(state, event);
  }
}

function reduceStatus(state: State, status: Status): State {
  const slow = status.state === 'running' && (state.slow || status.ms >= SLOW_MS);
  return { ...state, status, slow };
}

/** A run that ends sooner than this shows no progress. */
export const SLOW_MS = 200;

function reduceGraph(state: State, graph: Graph): State {
  const next = { ...state, graph, wanted: null };
  const { picture } = state;
  if (!picture || picture.graph.key !== graph.key || !fits(picture.placed, graph)) return next;
  const values = state.values?.key === graph.key ? state.values : picture.values;
  return forget({ ...next, picture: { graph, placed: rebind(picture.placed, graph), values } });
}

function reduceValues(state: State, values: Values): State {
  const wanted = state.wanted && answers(values, state.wanted) ? null : state.wanted;
  const atEnd = values.cursor.pass < 0 || values.cursor.step >= values.steps;
  const playing = state.playing && !(wanted === null && atEnd);
  const { picture } = state;
  const shown = picture && picture.graph.key === values.key ? { ...picture, values } : picture;
  return { ...state, values, wanted, playing, picture: shown };
}

/** A wish beyond the last step is answered by the last step. */
function answers(values: Values, wanted: Cursor): boolean {
  const { pass, step } = values.cursor;
  return pass === wanted.pass && (step === wanted.step || step === Math.min(wanted.step, values.steps));
}

function reducePlaced(state: State, placed: Placed): State {
  const { graph, values } = state;
  if (!graph || placed.key !== graph.key || !fits(placed, graph)) return state;
  const own = values?.key === graph.key ? values : null;
  const next = forget({ ...state, picture: { graph, placed, values: own } });
  return next.touched && inSight(next) ? next : fitted(next);
}

/** Marks on nodes that are no longer there are dropped. */
function forget(state: State): State {
  const ids = new Set(state.picture?.graph.nodes.map(node => node.id));
  const selected = state.selected !== null && ids.has(state.selected) ? state.selected : null;
  const rover = state.rover !== null && ids.has(state.rover) ? state.rover : rootOf(state.picture);
  return { ...state, selected, rover };
}

/** The node that nothing visible uses, and the last made of these: where the keyboard begins. */
function rootOf(picture: Picture | null): number | null {
  if (!picture) return null;
  const used = new Set(picture.graph.edges.map(edge => edge.source));
  return picture.graph.nodes.reduce<number | null>((root, { id }) => (used.has(id) ? root : id), null);
}

function inSight({ picture, transform, size }: State): boolean {
  if (!picture || size.width === 0) return true;
  const box = transform.applyBox({ x: 0, y: 0, width: picture.placed.width, height: picture.placed.height });
  return box.x < size.width && box.y < size.height && box.x + box.width > 0 && box.y + box.height > 0;
}

function fitted(state: State): State {
  if (!state.picture || state.size.width === 0) return { ...state, touched: false };
  return { ...state, touched: false, transform: fitTo(state.picture.placed, state.size) };
}

function reduceView(
  state: State,
  event: Extract<Action, { type: 'resized' | 'viewed' | 'panned' | 'zoomed' | 'fitted' }>,
) {
  switch (event.type) {
    case 'resized': {
      const { width, height } = event.size;
      if (width === state.size.width && height === state.size.height) return state;
      const next = { ...state, size: event.size };
      return state.touched ? next : fitted(next);
    }
    case 'viewed':
      return { ...state, transform: event.transform, touched: true };
    case 'panned':
      return { ...state, transform: state.transform.pan(event.dx, event.dy), touched: true };
    case 'zoomed': {
      const at = event.at ?? { x: state.size.width / 2, y: state.size.height / 2 };
      return { ...state, transform: state.transform.zoom(event.factor, at), touched: true };
    }
    case 'fitted':
      return fitted(state);
  }
}

function reduceWalk(state: State, walk: Walk): State {
  if (!state.picture || state.rover === null) return state;
  const to = neighbour(state.picture.graph, state.picture.placed, state.rover, walk);
  return to === null ? state : { ...state, rover: to };
}

/** Whether the graph needs a layout: it is not what is on screen, and its numbers (which give the sizes) are here. */
export function needsLayout(state: State): boolean {
  const { graph, values, picture, opStyle } = state;
  if (!graph || values?.key !== graph.key) return false;
  return picture?.graph !== graph || picture.placed.style.opStyle !== opStyle;
}

/** The transform that brings these nodes into view; null if they are, or are unknown. */
export function revealing(state: State, ids: readonly number[]): Transform | null {
  const { picture, size, transform } = state;
  if (!picture || size.width === 0 || ids.length === 0) return null;
  const boxes = picture.placed.nodes.filter(node => ids.includes(node.id));
  const box = around(boxes);
  if (!box) return null;
  const fitsView = box.width * transform.k <= size.width && box.height * transform.k <= size.height;
  const next = reveal(transform, fitsView ? box : boxes[0], size);
  return next.equals(transform) ? null : next;
}

/** The series whose scale the chart shows; there must be one. */
export function axisSeries({ series, scaleOf }: State): Series {
  return series.find(({ name }) => name === scaleOf) ?? series[0];
}

/** Number of passes known so far. */
export function passCount(state: State): number {
  return Math.max(state.series.find(({ at }) => at === null)?.points.length ?? 0, state.status.passes);
}

/** Where the run stands or is about to: what the next step counts from. */
export function cursorOf(state: State): Cursor {
  return state.wanted ?? state.values?.cursor ?? { pass: -1, step: 0 };
}

/** A step beyond any pass's end: the host answers with the last one. */
export const LAST_STEP = Number.MAX_SAFE_INTEGER;

/** Where `delta` steps on leads: from the whole tape into the last pass, and never out of the pass. */
export function steppedBy(state: State, delta: number): Cursor | null {
  const passes = passCount(state);
  if (passes === 0) return null;
  const { pass, step } = cursorOf(state);
  if (pass < 0) return { pass: passes - 1, step: delta > 0 ? 0 : LAST_STEP };
  const steps = state.values?.steps ?? 0;
  const from = Math.min(step, steps);
  const to = Math.min(steps, Math.max(0, from + delta));
  return to === from ? null : { pass, step: to };
}
