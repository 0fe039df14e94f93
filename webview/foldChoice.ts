/** How a press or a key wants a group or a stack: from what it is now to what it is to be. */

import type { Fold } from '../src/protocol/graph';
import { foldButtons } from './graph/drawFold';
import type { Point } from './graph/geometry';
import type { SeenFold } from './graph/sight';
import type { State } from './state/state';

/** The stack that the keyboard is on, or in. */
export function aroundRover({ sight, rover }: State): SeenFold | undefined {
  if (!sight || rover === null) return undefined;
  const all = [...sight.folds, ...sight.cells, ...sight.values, ...sight.references];
  const within = new Map(all.map(seen => [seen.key, seen.within]));
  const folds = new Map(sight.folds.map(fold => [fold.key, fold]));
  for (let key: string | undefined = rover; key; key = within.get(key)) {
    const fold = folds.get(key);
    if (fold?.item.kind === 'repeat') return fold;
  }
  return undefined;
}

/** What a press on the head of a box does; null: it is on none of its buttons. */
export function pressed(of: SeenFold, at: Point): Fold | null {
  const { card } = of.placed;
  const [x, y] = [at.x - of.x - card.x, at.y - of.y - card.y];
  const button = foldButtons(of).find(({ box }) => {
    return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
  });
  if (!button) return null;
  if (button.name === 'all') return 'all';
  return button.name === 'one' ? 0 : turned(of, button.name === 'next' ? 1 : -1);
}

export function toggled({ item }: SeenFold): Fold {
  if (item.template !== null) return 'closed';
  return item.kind === 'repeat' ? 0 : 'open';
}

/** The copy before or after the one on show; the last is followed by the first. */
export function turned({ item }: SeenFold, delta: number): Fold {
  if (item.kind !== 'repeat') return item.template === null ? 'closed' : 'open';
  const count = item.at.length;
  return typeof item.fold === 'number' ? (item.fold + delta + count) % count : 0;
}
