/** What a picture is first shown as, before the user moves it. */

import type { Box } from './geometry';
import { METRICS } from './measure';
import { outcomeOf } from './outcome';
import type { Scene } from './placed';
import { MOST_ELEMENTS, sightOf } from './sight';
import { FIT_MARGIN, fitTo, type Size, Transform } from './viewport';

/** Numbers of fewer pixels than this are not read but guessed. */
const LEAST_TEXT_PX = 8.5;
export const LEAST_READABLE = LEAST_TEXT_PX / METRICS.numberFont;
/** A little less is better than a picture of which a part is cut off. */
const LEAST_WHOLE = 7 / METRICS.numberFont;

/**
 * The rule of the first view:
 * - A picture whose numbers can be read, if only just, when it is fitted to the view is shown whole.
 * - One that would be too small is shown at a scale at which they can well, at what it results in: that and what it
 *   is made of are read, and the small map shows where one is.
 * - One with too much in it for elements is shown whole all the same: it was opened to be seen from afar, where its
 *   groups are told apart by their names.
 */
export function firstView(scene: Scene, view: Size): Transform {
  const whole = fitTo(scene, view);
  if (whole.k >= LEAST_WHOLE || view.width <= 0 || view.height <= 0 || isOverview(scene)) return whole;
  const outcome = outcomeOf(scene);
  if (!outcome) return whole;
  const k = LEAST_READABLE;
  const { side, top, bottom } = FIT_MARGIN;
  const x = along(scene.width, side, view.width - side, [outcome.x, outcome.width], 1);
  const y = along(scene.height, top, view.height - bottom, [outcome.y, outcome.height], 0.5);
  return new Transform(k, x, y);
}

/** Of a scene, whether all of it together is painted, for it has too many elements. */
function isOverview(scene: Scene): boolean {
  const all: Box = { x: 0, y: 0, width: scene.width, height: scene.height };
  return sightOf(scene, all, MOST_ELEMENTS).isCut;
}

/**
 * Where a picture begins on one axis of the screen: in the middle if it is not longer than the room, else so that a part of
 * it is as far along the room as `share` says, and nothing is left free.
 */
function along(length: number, from: number, to: number, [start, size]: [number, number], share: number): number {
  const room = to - from;
  const rest = room - length * LEAST_READABLE;
  if (rest >= 0) return from + rest / 2;
  const wanted = (room - size * LEAST_READABLE) * share - start * LEAST_READABLE;
  return from + Math.min(0, Math.max(rest, wanted));
}
