/** Walking the graph by keyboard: along edges to the left and right, by place up and down. */

import { type Box, centre } from './geometry';
import type { Sight } from './sight';

/** `input`: to the first operand; `consumer`: to the first user; `above`, `below`: to the nearest in the same column. */
export type Walk = 'input' | 'consumer' | 'above' | 'below';

/** The key of what is one walk away from `from`, among what is in sight; null if there is nothing. */
export function neighbour(sight: Sight, from: string, walk: Walk): string | null {
  const boxes = boxesIn(sight);
  if (walk === 'above' || walk === 'below') return inColumn(boxes, from, walk === 'above' ? -1 : 1);
  return along(sight, boxes, from, walk);
}

/** Everything in sight that the keyboard can be on, with its box in the picture. */
export function boxesIn({ values, references, folds }: Sight): Map<string, Box> {
  return new Map(
    [...values, ...references, ...folds].map(({ key, placed: { card }, x, y }) => {
      return [key, { ...card, x: card.x + x, y: card.y + y }];
    }),
  );
}

/** Along the first edge, and on through the borders of open groups that it crosses. */
function along({ edges }: Sight, boxes: Map<string, Box>, from: string, walk: 'input' | 'consumer'): string | null {
  const [near, far] = walk === 'input' ? (['to', 'from'] as const) : (['from', 'to'] as const);
  let at: string | undefined = from;
  for (let crossed = 0; crossed <= edges.length; crossed++) {
    const here: string = at;
    at = edges.find(edge => edge[near] === here)?.[far];
    if (at === undefined) return null;
    if (boxes.has(at)) return at;
  }
  return null;
}

function inColumn(boxes: Map<string, Box>, from: string, direction: 1 | -1): string | null {
  const here = boxes.get(from);
  if (!here) return null;
  let best: { key: string; distance: number } | null = null;
  for (const [key, box] of boxes) {
    const distance = (centre(box).y - centre(here).y) * direction;
    const sameColumn = box.x < here.x + here.width && here.x < box.x + box.width;
    if (!sameColumn || distance <= 0) continue;
    if (!best || distance < best.distance) best = { key, distance };
  }
  return best?.key ?? null;
}
