/** From graphs, numbers and layouts, each of which comes when it comes, to the picture on screen. */

import type { Graph } from '../../src/protocol/graph';
import type { Cursor, Values } from '../../src/protocol/panel';
import { centre } from '../graph/geometry';
import { placeOfKey } from '../graph/locate';
import { Numbers } from '../graph/numbers';
import { fits, rebind, type Scene } from '../graph/placed';
import { reveal } from '../graph/viewport';
import { boxesIn } from '../graph/walk';
import { copyOnShow } from './copies';
import type { Picture, State } from './state';
import { framed, inSight } from './view';

/** Whether the graph needs a layout: it is not what is on screen, and its numbers (which give the sizes) are here. */
export function needsLayout(state: State): boolean {
  const { graph, values, picture, opStyle } = state;
  if (!graph || values?.serial !== graph.serial) return false;
  return picture?.graph !== graph || picture.scene.style.opStyle !== opStyle;
}

export function graphSent(state: State, graph: Graph): State {
  const { picture } = state;
  const isKin = picture?.graph.lineage === graph.lineage;
  const next = { ...state, graph, wanted: null, anchor: isKin ? state.anchor : null };
  if (!picture || picture.graph.key !== graph.key || !fits(picture.scene, graph)) return next;
  const numbers = state.values?.serial === graph.serial ? Numbers.of(state.values) : null;
  return { ...next, anchor: null, picture: { ...picture, graph, scene: rebind(picture.scene, graph), numbers } };
}

export function valuesSent(state: State, values: Values): State {
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
export function placed(state: State, laidOut: Scene, then?: Values): State {
  const { graph: newest, values: latest, picture } = state;
  if (!newest || (picture && isBehind(laidOut, picture.scene))) return state;
  const scene = fits(laidOut, newest) ? rebind(laidOut, newest) : laidOut;
  const { graph } = scene;
  const values = [latest, then].find(each => each?.serial === graph.serial);
  const layout = (picture?.layout ?? 0) + 1;
  const next = {
    ...state,
    strides: [],
    picture: { graph, scene, numbers: values ? Numbers.of(values) : null, layout },
  };
  if (state.anchor !== null && graph === newest) return held(next, picture, state.anchor);
  const own = restyled(next, state);
  return own.framing === 'own' && inSight(own) ? own : framed(own);
}

/** Where the user had gone in a picture that is now drawn in another style, the view moved along: what was in its middle stays there. */
function restyled(state: State, { picture: before, sight, size }: State): State {
  const { picture, transform, framing } = state;
  const isSame =
    picture && before?.graph === picture.graph && before.scene.style.opStyle !== picture.scene.style.opStyle;
  if (!isSame || !sight || framing !== 'own') return state;
  const middle = transform.invert({ x: size.width / 2, y: size.height / 2 });
  let [move, least] = [transform, Number.POSITIVE_INFINITY];
  for (const [key, box] of boxesIn(sight)) {
    const [from, to] = [placeOfKey(before.scene, key), placeOfKey(picture.scene, key)];
    const way = Math.hypot(centre(box).x - middle.x, centre(box).y - middle.y);
    if (!from || !to || way >= least) continue;
    const [a, b] = [centre(from.box), centre(to.box)];
    [move, least] = [transform.pan((a.x - b.x) * transform.k, (a.y - b.y) * transform.k), way];
  }
  return { ...state, transform: move };
}

/** Whether a layout is of a graph before the one on show, or of that one as it is. */
function isBehind({ graph, style }: Scene, shown: Scene): boolean {
  const { serial } = shown.graph;
  return graph.serial < serial || (graph.serial === serial && style.opStyle === shown.style.opStyle);
}

export function anchored(state: State, key: string | null): State {
  const isShown = key !== null && state.picture !== null && placeOfKey(state.picture.scene, key) !== null;
  return isShown
    ? { ...state, anchor: key }
    : { ...state, anchor: null, framing: state.framing === 'whole' ? 'whole' : 'first' };
}

/** The view moved along, so that the anchor's corner is where it was; all the way to it if that is out of view. */
function held(state: State, before: Picture | null, anchor: string): State {
  const { picture, transform, size } = state;
  const next = { ...state, anchor: null, framing: 'own' as const };
  const from = before && placeOfKey(before.scene, anchor);
  const copy = copyOnShow(state.sight, anchor);
  const to = picture && ((copy && placeOfKey(picture.scene, copy.group)) ?? placeOfKey(picture.scene, anchor));
  if (!from || !to) return inSight(next) ? next : framed(next);
  const moved = transform.pan((from.box.x - to.box.x) * transform.k, (from.box.y - to.box.y) * transform.k);
  return { ...next, transform: size.width === 0 ? moved : reveal(moved, to.box, { x: 0, y: 0, ...size }) };
}
