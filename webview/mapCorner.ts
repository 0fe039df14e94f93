/** Where the small map is least in the way. */

import type { Box } from './graph/geometry';
import { type Size, windowOf } from './graph/viewport';
import { boxesIn } from './graph/walk';
import { isMapped, mapSize } from './map';
import type { Corner, State } from './state/state';

/** The first one that is free is taken. */
const CORNERS: readonly Corner[] = ['bottom-left', 'top-left', 'bottom-right', 'top-right'];
const TOP: readonly Corner[] = ['top-left', 'top-right'];

/** From the border of the view; at its foot lie notes and buttons. The style sheet has the same. */
const MARGIN = 8;
const FOOT = 44;
/** In square pixels: to cover less than this of what is drawn is no matter. */
const LEAST_COVERED = 150;
/** Of a picture of which more is in view, nobody needs a map that lies on it. */
const MOST_IN_VIEW = 0.7;

/**
 * The corner of the map in a new view; null: there is none. While the user moves the picture, the map stays where it is
 * as long as it is needed at all.
 */
export function cornerOf(state: State, before: State): Corner | null {
  if (!isMapped(state) || !state.sight) return null;
  const { framing, size, picture, sight } = state;
  const isMoving = framing === 'own' && before.picture?.scene === picture?.scene && before.size === size;
  if (isMoving && before.mapCorner !== null && isFree(state, before.mapCorner)) return before.mapCorner;
  const drawn = [...boxesIn(sight).values()].map(box => state.transform.applyBox(box));
  let best: { corner: Corner; covered: number } | null = null;
  for (const corner of CORNERS) {
    if (!isFree(state, corner)) continue;
    const at = placeOf(corner, mapSize(size), size);
    const covered = drawn.reduce((sum, box) => sum + common(at, box), 0);
    if (!best || covered < best.covered - LEAST_COVERED) best = { corner, covered };
  }
  if (!best || (best.covered > LEAST_COVERED && inView(state) > MOST_IN_VIEW)) return null;
  return best.corner;
}

/** At the top there may be a search, or what was found of a value. */
function isFree({ search, related, pathFrom }: State, corner: Corner): boolean {
  return !TOP.includes(corner) || (search === null && related === null && pathFrom === null);
}

function placeOf(corner: Corner, { width, height }: Size, view: Size): Box {
  return {
    x: corner.endsWith('left') ? MARGIN : view.width - MARGIN - width,
    y: corner.startsWith('top') ? MARGIN : view.height - FOOT - height,
    width,
    height,
  };
}

/** The area of the part that two boxes have in common. */
function common(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** How much of the picture's area is in view. */
function inView({ picture, transform, size }: State): number {
  const { width, height } = picture!.scene;
  return common(windowOf(transform, size), { x: 0, y: 0, width, height }) / (width * height);
}
