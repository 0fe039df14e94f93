/** Where the view has to go, so that something is seen. */

import { around, type Box, centre } from '../graph/geometry';
import { locate } from '../graph/locate';
import { reveal, Transform } from '../graph/viewport';
import { boxesIn } from '../graph/walk';
import type { State } from './state';

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
