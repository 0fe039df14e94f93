/** What of the picture is in sight, and where in it the keyboard is. */

import type { Box } from '../graph/geometry';
import { landmarksOf } from '../graph/landmarks';
import { MOST_ELEMENTS, type Sight, sightOf } from '../graph/sight';
import { windowOf } from '../graph/viewport';
import { copyOnShow, stackOf } from './copies';
import type { State } from './state';

/** Whether the picture is painted on a canvas: there is too much in view for elements. */
export function isFar({ sight }: State): boolean {
  return sight?.isCut === true;
}

/** What is in view is found anew when it is no longer within what was found before, or other things are there. */
export function seeing(state: State, before: State): State {
  const { picture, transform, size, sight } = state;
  if (!picture || size.width === 0) return sight === null ? state : { ...state, sight: null };
  const view = windowOf(transform, size);
  const isKnown = picture.scene === before.picture?.scene && sight !== null && isWithin(view, sight.window);
  if (isKnown && !(sight.isCut && view.width < sight.window.width / MARGIN_SHRUNK)) return state;
  const next = sightOf(picture.scene, widened(view), MOST_ELEMENTS);
  // Beyond the view there may be too much where in it there is not.
  const near = next.isCut ? sightOf(picture.scene, view, MOST_ELEMENTS) : next;
  const shown = near.isCut ? landmarksOf(picture.scene, view, transform.k) : near;
  return { ...state, sight: shown, rover: roverIn(shown, state.rover, sight) };
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

function placesIn({ values, references, folds, cells }: Sight): Map<string, { within: string }> {
  return new Map([...values, ...references, ...folds, ...cells].map(seen => [seen.key, seen]));
}

/** Where the keyboard was: at the copy of a stack that was on show, or the innermost box around it that is still there. */
function roverIn(sight: Sight, rover: string | null, before: Sight | null): string | null {
  const [places, known] = [placesIn(sight), before && placesIn(before)];
  const copy = rover === null ? null : copyOnShow(before, rover);
  for (const key of copy ? [copy.group, copy.cell] : []) if (places.has(key)) return key;
  for (let key = rover; key; key = known?.get(key)?.within ?? null) {
    const here = places.has(key) ? key : stackOf(sight, key);
    if (here !== undefined) return here;
  }
  return firstKey(sight);
}

/** Where the keyboard begins: the value that nothing in sight uses, and the last made of these; from afar, the first group. */
function firstKey({ values, folds, edges, isCut }: Sight): string | null {
  const used = new Set(edges.map(edge => edge.from));
  const ends = values.filter(({ key }) => !used.has(key)).sort((a, b) => b.id - a.id);
  return ends[0]?.key ?? (isCut ? folds[0] : folds.at(-1))?.key ?? null;
}
