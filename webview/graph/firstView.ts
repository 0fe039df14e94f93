/** What a picture is first shown as, before the user moves it. */

import type { Box } from './geometry';
import { boxOf, headsLost } from './heads';
import { METRICS } from './measure';
import { outcomeOf } from './outcome';
import type { Scene } from './placed';
import { MOST_ELEMENTS, sightOf } from './sight';
import { FIT_MARGIN, fitTo, type Size, Transform, windowOf } from './viewport';

/** Numbers of fewer pixels than this are not read but guessed. */
const LEAST_TEXT_PX = 8.5;
export const LEAST_READABLE = LEAST_TEXT_PX / METRICS.numberFont;
/** What one goes to, in order to read it, is shown larger than what can just be read. */
export const EASILY_READ = 11 / METRICS.numberFont;
/** A little less is better than a picture of which a part is cut off. */
const LEAST_WHOLE = 7 / METRICS.numberFont;
/** With operations as nodes of their own a picture is up to a quarter wider: it stays whole where it was whole with badges. */
const LEAST_WHOLE_WITH_NODES = LEAST_WHOLE / 1.3;

/**
 * The rule of the first view:
 * - A picture whose numbers can be read, if only just, when it is fitted to the view is shown whole.
 * - One that would be too small is shown at a scale at which they can well, at what it results in: that and what it
 *   is made of are read, and the small map shows where one is. Within that, where the fewest heads are cut.
 * - One with too much in it for elements is shown whole all the same: it was opened to be seen from afar, where its
 *   groups are told apart by their names.
 */
export function firstView(scene: Scene, view: Size): Transform {
  const whole = fitTo(scene, view);
  const least = scene.style.opStyle === 'node' ? LEAST_WHOLE_WITH_NODES : LEAST_WHOLE;
  if (whole.k >= least || view.width <= 0 || view.height <= 0 || isOverview(scene)) return whole;
  const outcome = outcomeOf(scene);
  if (!outcome) return whole;
  return withHeads(scene, outcome, view);
}

/** Smaller by these factors, a picture is read as well, if not as easily. */
const SCALES = [1, 0.96, 0.92, 0.88, 0.84];
/** What it costs to be smaller, and to have the result elsewhere than in the middle of the height, for all of it. */
const SMALLER = 2;
const ELSEWHERE = 1.5;

/** The result at the right end and about the middle of the height, so that the heads there are seen whole. */
function withHeads(scene: Scene, outcome: Box, view: Size): Transform {
  let [best, least] = [outcomeAt(scene, outcome, view, LEAST_READABLE), Number.POSITIVE_INFINITY];
  for (const scale of SCALES) {
    const middle = outcomeAt(scene, outcome, view, LEAST_READABLE * scale);
    const { folds } = sightOf(scene, tall(windowOf(middle, view)), MOST_ELEMENTS);
    const shifts = folds.map(fold => FIT_MARGIN.top - middle.applyBox(boxOf(fold)).y);
    for (const dy of [0, ...shifts]) {
      const transform = middle.pan(0, dy);
      if (dy !== 0 && !isWithin(scene, outcome, transform, view)) continue;
      const cost = headsLost(folds, transform, view) + (1 - scale) * SMALLER + (Math.abs(dy) / view.height) * ELSEWHERE;
      if (cost < least) [best, least] = [transform, cost];
    }
  }
  return best;
}

/** As high again above it. */
function tall({ x, y, width, height }: Box): Box {
  return { x, y: y - height, width, height: 2 * height };
}

function outcomeAt(scene: Scene, outcome: Box, view: Size, k: number): Transform {
  const { side, top, bottom } = FIT_MARGIN;
  const x = along(scene.width, side, view.width - side, [outcome.x, outcome.width], 1, k);
  const y = along(scene.height, top, view.height - bottom, [outcome.y, outcome.height], 0.5, k);
  return new Transform(k, x, y);
}

/** Whether the result is in view, and the height is made use of. */
function isWithin(scene: Scene, outcome: Box, transform: Transform, view: Size): boolean {
  const { top, bottom } = FIT_MARGIN;
  const [all, out] = [transform.applyBox({ ...scene, x: 0, y: 0 }), transform.applyBox(outcome)];
  return (
    all.y <= top + 1 &&
    all.y + all.height >= view.height - bottom - 1 &&
    out.y >= top &&
    out.y + out.height <= view.height - bottom
  );
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
function along(
  length: number,
  from: number,
  to: number,
  [start, size]: [number, number],
  share: number,
  k: number,
): number {
  const room = to - from;
  const rest = room - length * k;
  if (rest >= 0) return from + rest / 2;
  const wanted = (room - size * k) * share - start * k;
  return from + Math.min(0, Math.max(rest, wanted));
}
