/** How a press or a key wants a group or a stack: from what it is now to what it is to be. */

import type { Fold } from '../src/protocol/graph';
import { foldButtons } from './graph/foldHead';
import type { Point } from './graph/geometry';
import type { SeenFold } from './graph/sight';
import type { State } from './state/state';

/** Whether it is a stack, or a copy of one whose copies all stand for themselves. */
const isOfStack = ({ item }: SeenFold): boolean => item.kind === 'repeat' || item.copy !== null;

/** The stack, or the copy of one, that the keyboard is on, or in; of copies in a grid, which one. */
export function aroundRover({ sight, rover }: State): { fold: SeenFold; copy: number } | null {
  if (!sight || rover === null) return null;
  const all = [...sight.folds, ...sight.cells, ...sight.values, ...sight.references];
  const within = new Map(all.map(seen => [seen.key, seen.within]));
  const folds = new Map(sight.folds.map(fold => [fold.key, fold]));
  const cells = new Map(sight.cells.map(({ key, index }) => [key, index]));
  let copy = 0;
  for (let key: string | undefined = rover; key; key = within.get(key)) {
    const fold = folds.get(key);
    if (fold && isOfStack(fold)) return { fold, copy };
    copy = cells.get(key) ?? copy;
  }
  return null;
}

/** What a press on the head of a box does; null: it is on none of its buttons. */
export function pressed(of: SeenFold, at: Point): Fold | null {
  const { card } = of.placed;
  const [x, y] = [at.x - of.x - card.x, at.y - of.y - card.y];
  const button = foldButtons(of).find(({ box }) => {
    return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
  });
  if (!button) return null;
  if (button.name === 'all' || button.name === 'one') return spread(of);
  return turned(of, button.name === 'next' ? 1 : -1);
}

/** Of a stack all copies, or of all copies one: number `at`, or the one that is pressed, if they stand for themselves. */
export function spread({ item }: SeenFold, at = 0): Fold {
  if (item.kind === 'group') return item.copy?.index ?? 'open';
  return item.fold === 'all' ? at : 'all';
}

export function toggled({ item }: SeenFold): Fold {
  if (item.template !== null) return 'closed';
  return item.kind === 'repeat' ? 0 : 'open';
}

/** The copy before or after the one on show; the last is followed by the first. */
export function turned({ item }: SeenFold, delta: number): Fold {
  const [shown, count] = item.kind === 'group' ? [item.copy?.index, item.copy?.of] : [item.fold, item.at.length];
  if (count === undefined) return item.template === null ? 'closed' : 'open';
  return typeof shown === 'number' ? (shown + delta + count) % count : 0;
}
