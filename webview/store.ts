/** The panel's state and its one function: what any message or action makes of it. No DOM, no clock, no wire. */

import type { NodeDetail } from '../src/protocol/detail';
import type { Found, Related } from '../src/protocol/find';
import type { Graph } from '../src/protocol/graph';
import type { Cursor, OpStyle, PlotView, Series, Status, ToPanel, Values } from '../src/protocol/panel';
import { announcement } from './announce';
import { around, type Box, centre, type Point } from './graph/geometry';
import { locate, placeOfKey } from './graph/locate';
import { Numbers } from './graph/numbers';
import { fits, rebind, type Scene } from './graph/placed';
import { type Sight, sightOf } from './graph/sight';
import { fitTo, reveal, type Size, Transform, windowOf } from './graph/viewport';
import { boxesIn, neighbour, type Walk } from './graph/walk';

/** What is on screen: a graph with its places, and the numbers that belong to it. */
export interface Picture {
  graph: Graph;
  scene: Scene;
  numbers: Numbers | null;
  /** Counts layouts: what is drawn anew with each of them. */
  layout: number;
}

/** More values and boxes than this are painted on a canvas: elements for all of them would be slow, and too small to read. */
export const MOST_ELEMENTS = 400;

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
  /** A value that shall come into view as soon as it is drawn. */
  going: number | null;
  lit: readonly number[];
  opStyle: OpStyle;
  /** The last picture stays until the next one is laid out. */
  picture: Picture | null;
  /** What of it is in view and a little around; cut if it is too much for elements. */
  sight: Sight | null;
  selected: number | null;
  /** The key of what the keyboard is on: the one that Tab goes to. */
  rover: string | null;
  /** The key of what the pointer is on. */
  hovered: string | null;
  /** The key of what stays where it is on the screen when the next layout comes. */
  anchor: string | null;
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
  /** The list of keys is on show. */
  help: boolean;
  /** What a screen reader was told last. */
  said: string;
}

export interface Search {
  text: string;
  found: Found | null;
  /** Index of the result that is on show; -1: none. */
  at: number;
}

export type Action =
  /** `values`: those that were here when its layout began. */
  | { type: 'placed'; scene: Scene; values?: Values }
  /** Something is about to open or close: its corner shall stay. null: the whole picture is fitted anew. */
  | { type: 'anchored'; key: string | null }
  | { type: 'hovered'; key: string | null }
  /** null: the search is closed. */
  | { type: 'searched'; text: string | null }
  | { type: 'resultShown'; at: number }
  | { type: 'pathFrom'; node: number | null }
  | { type: 'going'; node: number | null }
  | { type: 'slow' }
  | { type: 'resized'; size: Size }
  | { type: 'chartResized'; width: number }
  | { type: 'viewed'; transform: Transform }
  | { type: 'panned'; dx: number; dy: number }
  /** `at`: the fixed point on the screen; absent: the middle. */
  | { type: 'zoomed'; factor: number; at?: Point }
  | { type: 'fitted' }
  | { type: 'selected'; node: number | null }
  | { type: 'roved'; key: string }
  | { type: 'walked'; walk: Walk }
  | { type: 'playing'; playing: boolean }
  | { type: 'speed'; speed: number }
  | { type: 'wanted'; cursor: Cursor }
  | { type: 'logScale'; logScale: boolean }
  | { type: 'scaleOf'; name: string }
  | { type: 'hoveredPass'; pass: number | null }
  | { type: 'help'; shown: boolean };

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
  lit: [],
  opStyle: 'badge',
  picture: null,
  sight: null,
  selected: null,
  rover: null,
  hovered: null,
  anchor: null,
  transform: Transform.identity,
  touched: false,
  size: { width: 0, height: 0 },
  chartWidth: 0,
  playing: false,
  speed: 1,
  wanted: null,
  logScale: false,
  hoveredPass: null,
  help: false,
  said: '',
};

/** The next state; the same object if nothing changed. */
export function reduce(state: State, event: ToPanel | Action): State {
  const next = changed(state, event);
  if (next === state) return state;
  const isSame = next.picture === state.picture && next.transform === state.transform && next.size === state.size;
  const seen = isSame ? next : seeing(next, state);
  const said = announcement(state, seen);
  return said === null ? seen : { ...seen, said };
}

function changed(state: State, event: ToPanel | Action): State {
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
    case 'detail':
      return { ...state, detail: event.detail };
    case 'found':
      return reduceFound(state, event.found);
    case 'related':
      return { ...state, related: event.related, isolated: event.isolated };
    case 'searched':
      return {
        ...state,
        search: event.text === null ? null : { found: null, ...state.search, text: event.text, at: -1 },
      };
    case 'resultShown':
      return state.search ? { ...state, search: { ...state.search, at: event.at } } : state;
    case 'pathFrom':
      return { ...state, pathFrom: event.node };
    case 'going':
      return { ...state, going: event.node };
    case 'scaleOf':
      return { ...state, scaleOf: event.name };
    case 'lit':
      return { ...state, lit: event.nodes };
    case 'draw':
      // It asks for a file of what is shown, and changes nothing of that.
      return state;
    case 'opStyle':
      return state.opStyle === event.opStyle ? state : { ...state, opStyle: event.opStyle };
    case 'placed':
      return reducePlaced(state, event.scene, event.values);
    case 'anchored':
      return reduceAnchor(state, event.key);
    case 'hovered':
      return state.hovered === event.key ? state : { ...state, hovered: event.key };
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
    case 'help':
      return state.help === event.shown ? state : { ...state, help: event.shown };
    case 'selected':
      return { ...state, selected: event.node };
    case 'roved':
      return state.rover === event.key ? state : { ...state, rover: event.key };
    case 'walked':
      return reduceWalk(state, event.walk);
    default:
      return reduceView(state, event);
  }
}

/** The result on show stays the one on show when the same search finds more. */
function reduceFound(state: State, found: Found): State {
  const { search } = state;
  return search ? { ...state, search: { ...search, found } } : state;
}

/** Ids, ascending, of what is to stand out: what is related to a value, or else what was found; null: nothing. */
export function standingOut({ related, search }: State): Uint32Array | null {
  if (related) return related.ids;
  const isFound = search?.found?.query === search?.text && search?.text !== '';
  return search?.found && isFound && search.found.error === null ? search.found.ids : null;
}

function reduceStatus(state: State, status: Status): State {
  const slow = status.state === 'running' && (state.slow || status.ms >= SLOW_MS);
  return { ...state, status, slow };
}

/** A run that ends sooner than this shows no progress. */
export const SLOW_MS = 200;

function reduceGraph(state: State, graph: Graph): State {
  const { picture } = state;
  const isKin = picture?.graph.lineage === graph.lineage;
  const next = { ...state, graph, wanted: null, anchor: isKin ? state.anchor : null };
  if (!picture || picture.graph.key !== graph.key || !fits(picture.scene, graph)) return next;
  const numbers = state.values?.serial === graph.serial ? Numbers.of(state.values) : null;
  return { ...next, anchor: null, picture: { ...picture, graph, scene: rebind(picture.scene, graph), numbers } };
}

function reduceValues(state: State, values: Values): State {
  const wanted = state.wanted && answers(values, state.wanted) ? null : state.wanted;
  const atEnd = values.cursor.pass < 0 || values.cursor.step >= values.steps;
  const playing = state.playing && !(wanted === null && atEnd);
  const { picture } = state;
  const isShown = picture?.graph.serial === values.serial;
  const shown =
    picture && isShown ? { ...picture, numbers: picture.numbers?.with(values) ?? Numbers.of(values) } : picture;
  return { ...state, values, wanted, playing, picture: shown };
}

/** A wish beyond the last step is answered by the last step. */
function answers(values: Values, wanted: Cursor): boolean {
  const { pass, step } = values.cursor;
  return pass === wanted.pass && (step === wanted.step || step === Math.min(wanted.step, values.steps));
}

/** A picture of a graph before the newest is shown, too: while a tape grows, every layout is behind. */
function reducePlaced(state: State, placed: Scene, then?: Values): State {
  const { graph: newest, values: latest, picture } = state;
  if (!newest || (picture && isBehind(placed, picture.scene))) return state;
  const scene = fits(placed, newest) ? rebind(placed, newest) : placed;
  const { graph } = scene;
  const own = [latest, then].find(values => values?.serial === graph.serial);
  const layout = (picture?.layout ?? 0) + 1;
  const next = { ...state, picture: { graph, scene, numbers: own ? Numbers.of(own) : null, layout } };
  if (state.anchor !== null && graph === newest) return held(next, picture, state.anchor);
  return next.touched && inSight(next) ? next : fitted(next);
}

/** Whether a layout is of a graph before the one on show, or of that one as it is. */
function isBehind({ graph, style }: Scene, shown: Scene): boolean {
  const { serial } = shown.graph;
  return graph.serial < serial || (graph.serial === serial && style.opStyle === shown.style.opStyle);
}

function reduceAnchor(state: State, key: string | null): State {
  const isShown = key !== null && state.picture !== null && placeOfKey(state.picture.scene, key) !== null;
  return isShown ? { ...state, anchor: key } : { ...state, anchor: null, touched: false };
}

/** The view moved along, so that the anchor's corner is where it was; all the way to it if that is out of view. */
function held(state: State, before: Picture | null, anchor: string): State {
  const { picture, transform, size } = state;
  const next = { ...state, anchor: null, touched: true };
  const from = before && placeOfKey(before.scene, anchor);
  const to = picture && placeOfKey(picture.scene, anchor);
  if (!from || !to) return inSight(next) ? next : fitted(next);
  const moved = transform.pan((from.box.x - to.box.x) * transform.k, (from.box.y - to.box.y) * transform.k);
  return { ...next, transform: size.width === 0 ? moved : reveal(moved, to.box, size) };
}

/** What is in view is found anew when it is no longer within what was found before, or other things are there. */
function seeing(state: State, before: State): State {
  const { picture, transform, size, sight } = state;
  if (!picture || size.width === 0) return sight === null ? state : { ...state, sight: null };
  const view = windowOf(transform, size);
  const isKnown = picture.scene === before.picture?.scene && sight !== null && isWithin(view, sight.window);
  if (isKnown && !(sight.isCut && view.width < sight.window.width / MARGIN_SHRUNK)) return state;
  const next = sightOf(picture.scene, widened(view), MOST_ELEMENTS);
  // Beyond the view there may be too much where in it there is not.
  const shown = next.isCut ? sightOf(picture.scene, view, MOST_ELEMENTS) : next;
  const rover = state.rover !== null && hasKey(shown, state.rover) ? state.rover : firstKey(shown);
  return { ...state, sight: shown, rover };
}

/** How far around the view is looked, by its size; and by how much it shrinks before one looks again. */
const MARGIN = 0.35;
const MARGIN_SHRUNK = 1.1;

function widened({ x, y, width, height }: Box): Box {
  const [dx, dy] = [width * MARGIN, height * MARGIN];
  return { x: x - dx, y: y - dy, width: width + 2 * dx, height: height + 2 * dy };
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function hasKey(sight: Sight, key: string): boolean {
  const { values, references, folds } = sight;
  return [values, references, folds].some(list => list.some(seen => seen.key === key));
}

/** Where the keyboard begins: the value that nothing in sight uses, and the last made of these. */
function firstKey({ values, folds, edges }: Sight): string | null {
  const used = new Set(edges.map(edge => edge.from));
  const ends = values.filter(({ key }) => !used.has(key)).sort((a, b) => b.id - a.id);
  return ends[0]?.key ?? folds.at(-1)?.key ?? null;
}

function inSight({ picture, transform, size }: State): boolean {
  if (!picture || size.width === 0) return true;
  const box = transform.applyBox({ x: 0, y: 0, width: picture.scene.width, height: picture.scene.height });
  return box.x < size.width && box.y < size.height && box.x + box.width > 0 && box.y + box.height > 0;
}

function fitted(state: State): State {
  if (!state.picture || state.size.width === 0) return { ...state, touched: false };
  return { ...state, touched: false, transform: fitTo(state.picture.scene, state.size) };
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
  if (!state.sight || state.rover === null) return state;
  const to = neighbour(state.sight, state.rover, walk);
  return to === null ? state : { ...state, rover: to };
}

/** Whether the graph needs a layout: it is not what is on screen, and its numbers (which give the sizes) are here. */
export function needsLayout(state: State): boolean {
  const { graph, values, picture, opStyle } = state;
  if (!graph || values?.serial !== graph.serial) return false;
  return picture?.graph !== graph || picture.scene.style.opStyle !== opStyle;
}

/** Whether the picture is painted on a canvas: there is too much in view for elements. */
export function isFar({ sight }: State): boolean {
  return sight?.isCut === true;
}

/** The transform that brings these values, or what hides them, into view; null if they are, or are unknown. */
export function revealing(state: State, ids: readonly number[]): Transform | null {
  const { picture, size } = state;
  if (!picture || size.width === 0) return null;
  const boxes = ids.slice(0, MOST_REVEALED).flatMap(id => locate(picture.scene, id)?.box ?? []);
  return revealingBoxes(state, boxes);
}

/** The same for something in sight, by its key. */
export function revealingKey(state: State, key: string): Transform | null {
  const box = state.sight ? boxesIn(state.sight).get(key) : undefined;
  return box ? revealingBoxes(state, [box]) : null;
}

function revealingBoxes({ size, transform }: State, boxes: readonly Box[]): Transform | null {
  const box = around(boxes);
  if (!box) return null;
  const fitsView = box.width * transform.k <= size.width && box.height * transform.k <= size.height;
  const next = reveal(transform, fitsView ? box : boxes[0], size);
  return next.equals(transform) ? null : next;
}

/** The transform that shows a value in the middle, large enough to read; null if it is drawn nowhere. */
export function showing({ picture, sight, transform, size }: State, node: number): Transform | null {
  if (!picture || size.width === 0) return null;
  const place = locate(picture.scene, node);
  const beside = sight?.references.find(({ user, input }) => picture.numbers?.referred(user, input) === node);
  const box = place?.isExact || !beside ? place?.box : boxesIn(sight!).get(beside.key);
  if (!box) return null;
  const k = Math.max(transform.k, READABLE);
  const middle = centre(box);
  return new Transform(k, size.width / 2 - middle.x * k, size.height / 2 - middle.y * k);
}

const READABLE = 0.7;

/** Of very many lit values, the first ones come into view. */
const MOST_REVEALED = 100;

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
