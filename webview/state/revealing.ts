/** Where the view has to go, so that something is seen. */

import { EASILY_READ, LEAST_READABLE } from '../graph/firstView';
import { revealFree, roomFor } from '../graph/free';
import { around, type Box, centre } from '../graph/geometry';
import { holderOf, locate } from '../graph/locate';
import { fitTo, Transform } from '../graph/viewport';
import { boxesIn } from '../graph/walk';
import { isFar } from './seeing';
import type { State } from './state';

/** The transform that brings these values, or what hides them, into view; null if they are, or are unknown. */
export function revealing(state: State, ids: readonly number[]): Transform | null {
  const { picture, size } = state;
  if (!picture || size.width === 0) return null;
  const boxes = ids.slice(0, MOST_REVEALED).flatMap(id => locate(picture.scene, id)?.box ?? []);
  return revealingBoxes(state, boxes);
}

/** Left of a value are its op and what is drawn beside it: that belongs to a step, too. */
const BESIDE = 170;

/** The same for a step: the value that it is of, and with it as many of the inputs that it sends to as there is room for. */
export function revealingStep(state: State): Transform | null {
  const { picture, size } = state;
  const step = picture?.numbers?.step;
  if (!picture || !step || size.width === 0) return null;
  const boxOf = (node: number): Box[] => {
    const place = locate(picture.scene, node);
    return place === null ? [] : [place.box];
  };
  const own = boxOf(step.node).map(box => {
    const beside = Math.min(BESIDE, box.x);
    return { ...box, x: box.x - beside, width: box.width + beside };
  });
  const inputs = step.contributions.flatMap(({ input, constant }) => (constant ? [] : boxOf(input)));
  return revealingBoxes(state, [...own, ...inputs]);
}

/** The same for something in sight, by its key. */
export function revealingKey(state: State, key: string): Transform | null {
  const box = state.sight ? boxesIn(state.sight).get(key) : undefined;
  return box ? revealingBoxes(state, [box]) : null;
}

function revealingBoxes({ size, transform, covered }: State, boxes: readonly Box[]): Transform | null {
  const box = around(boxes);
  if (!box) return null;
  const fitsView = box.width * transform.k <= size.width && box.height * transform.k <= size.height;
  const next = revealFree(transform, fitsView ? box : boxes[0], size, covered);
  return next.equals(transform) ? null : next;
}

/**
 * From afar, the transform that shows the open group or copy that the keyboard is on as large as it goes; null if that is
 * hardly larger than it is.
 */
export function approaching(state: State): Transform | null {
  const { sight, rover, transform, size } = state;
  if (!sight || !isFar(state)) return null;
  const fold = sight.folds.find(({ key, item }) => key === rover && item.template !== null);
  const card = fold && { ...fold.placed.card, x: fold.x + fold.placed.card.x, y: fold.y + fold.placed.card.y };
  const box = card ?? sight.cells.find(({ key }) => key === rover);
  if (!box) return null;
  const { k, x, y } = fitTo(box, size);
  return k > transform.k * LEAST_NEARER ? new Transform(k, x - box.x * k, y - box.y * k) : null;
}

const LEAST_NEARER = 1.1;

/** Whether the value that one goes to is drawn, or will not be: of what hid it is open, it may still be beside its consumers. */
export function isArrived({ going, picture, graph }: State): boolean {
  if (going === null || !picture || picture.graph !== graph) return false;
  return going.revealed !== null || locate(picture.scene, going.node)?.isExact === true;
}

/** The transform that shows a value in the middle of what is free, large enough to read; null if it is drawn nowhere. */
export function showing({ picture, sight, transform, size, covered, going }: State, node: number): Transform | null {
  if (!picture || size.width === 0) return null;
  const place = locate(picture.scene, node);
  const beside = sight?.references.find(({ user, input }) => picture.numbers?.referred(user, input) === node);
  const known = place?.isExact || !beside ? place?.box : boxesIn(sight!).get(beside.key);
  // References have no ids of their own: where none that is known is in view, its user is next to it.
  const user = going?.node === node ? (going.revealed?.beside ?? null) : null;
  const besides = user === null ? null : locate(picture.scene, user);
  const box = (besides?.isExact && !beside ? besides.box : known) ?? holderOf(picture.scene, node);
  if (!box) return null;
  const k = transform.k < LEAST_READABLE ? EASILY_READ : transform.k;
  const room = roomFor(box.width * k, box.height * k, size, covered);
  const [from, to] = [centre(box), centre(room)];
  // Of what is too wide, the left end: there is what it begins with.
  if (box.width * k > room.width) from.x = box.x + room.width / k / 2;
  return new Transform(k, to.x - from.x * k, to.y - from.y * k);
}

/** Of very many lit values, the first ones come into view. */
const MOST_REVEALED = 100;
