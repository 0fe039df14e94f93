/** Walking the graph by keyboard: along edges to the left and right, by place up and down. */

import { below } from './below';
import type { Box } from './geometry';
import { METRICS } from './measure';
import type { SeenCell, Sight } from './sight';

/**
 * `input`: to the first operand; `consumer`: to the first user; `above`, `below`: to what is seen there. From afar, where no
 * edges are in sight, the first two lead to what is seen there, too; from a copy of a stack, to the copy before and after.
 */
export type Walk = 'input' | 'consumer' | 'above' | 'below';

/** The key of what is one walk away from `from`, among what is in sight; null if there is nothing. */
export function neighbour(sight: Sight, from: string, walk: Walk): string | null {
  const boxes = boxesIn(sight);
  if (walk === 'above' || walk === 'below') return below(boxes, from, walk === 'above');
  const copy = copyBeside(sight, from, walk === 'input' ? -1 : 1);
  if (copy !== null) return copy;
  if (sight.isCut) return below(turned(wholesIn(sight)), from, walk === 'input');
  return along(sight, boxes, from, walk);
}

/**
 * Everything in sight that the keyboard can be on, with its box in the picture: of what is open that is the head, so
 * that no two places lie on each other.
 */
export function boxesIn(sight: Sight): Map<string, Box> {
  const { values, references, folds, cells } = sight;
  const isOpen = new Set(cells.map(({ key }) => key));
  for (const { key, placed } of [...values, ...references, ...folds]) if (placed.cells) isOpen.add(key);
  return mapped(wholesIn(sight), (box, key) => (isOpen.has(key) ? headOf(box) : box));
}

function wholesIn({ values, references, folds, cells }: Sight): Map<string, Box> {
  const items = [...values, ...references, ...folds].map(({ key, placed: { card }, x, y }) => {
    return [key, { ...card, x: card.x + x, y: card.y + y }] as const;
  });
  return new Map([...items, ...cells.map(cell => [cell.key, cell] as const)]);
}

function mapped(boxes: Map<string, Box>, change: (box: Box, key: string) => Box): Map<string, Box> {
  return new Map([...boxes].map(([key, box]) => [key, change(box, key)]));
}

/** What was at the right is below. */
function turned(boxes: Map<string, Box>): Map<string, Box> {
  return mapped(boxes, ({ x, y, width, height }) => ({ x: y, y: x, width: height, height: width }));
}

function headOf({ x, y, width, height }: Box): Box {
  return { x, y, width, height: Math.min(height, METRICS.groupHead) };
}

/** From a copy of a stack that shows all, the one before or after. */
function copyBeside({ cells }: Sight, from: string, delta: number): string | null {
  const cell = cells.find(({ key }) => key === from);
  const isBeside = ({ within, index }: SeenCell) => within === cell?.within && index === cell.index + delta;
  return cell ? (cells.find(isBeside)?.key ?? null) : null;
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
