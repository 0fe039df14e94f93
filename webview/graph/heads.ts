/** The heads of groups and stacks at the borders of a view: it is better where none is cut. */

import type { Box } from './geometry';
import { METRICS } from './measure';
import type { SeenFold } from './sight';
import type { Size, Transform } from './viewport';

/** What it costs that the name is cut at the left, the head at the top, and that it is out of view above what it is of. */
const CUT_LEFT = 1;
const CUT_TOP = 1.5;
const OUT_OF_VIEW = 0.4;
/** In pixels: less than this of a box in view does not count. */
const LEAST_SEEN = 24;

/** How much of heads a view cuts or leaves out. */
export function headsLost(folds: readonly SeenFold[], transform: Transform, view: Size): number {
  let cost = 0;
  for (const fold of folds) {
    const box = transform.applyBox(boxOf(fold));
    if (Math.min(box.x + box.width, view.width) - Math.max(box.x, 0) < LEAST_SEEN) continue;
    if (Math.min(box.y + box.height, view.height) - Math.max(box.y, 0) < LEAST_SEEN) continue;
    const bottom = box.y + METRICS.groupHead * transform.k;
    if (box.x < 0) cost += CUT_LEFT;
    if (box.y < 0 && bottom > 0) cost += CUT_TOP;
    else if (box.y < 0 && box.x >= 0) cost += OUT_OF_VIEW;
  }
  return cost;
}

export function boxOf({ placed: { card }, x, y }: SeenFold): Box {
  return { ...card, x: card.x + x, y: card.y + y };
}
