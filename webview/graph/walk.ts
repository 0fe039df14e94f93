/** Walking the graph by keyboard: along edges to the left and right, by place up and down. */

import { below } from './below';
import { type Box, centre } from './geometry';
import { METRICS } from './measure';
import type { SeenCell, Sight } from './sight';

/**
 * `input`: to the operand that is nearest in height; `consumer`: to the user that is; `above`, `below`: to what is seen there.
 * From afar, where no edges are in sight, the first two lead to what is seen there, too; from a copy of a stack, to the copy
 * before and after.
 */
export type Walk = Sideways | 'above' | 'below';

export type Sideways = 'input' | 'consumer';

/** The key of what is one walk away from `from`, among what is in sight; null if there is nothing. */
export function neighbour(sight: Sight, from: string, walk: Walk): string | null {
  const boxes = boxesIn(sight);
  if (walk === 'above' || walk === 'below') return below(boxes, from, walk === 'above');
  const copy = copyBeside(sight, from, walk === 'input' ? -1 : 1);
  if (copy !== null) return copy;
  if (sight.isCut) return below(turned(wholesIn(sight)), from, walk === 'input');
  const away = (key: string): number => Math.round(Math.abs(middleOf(boxes, key) - middleOf(boxes, from)));
  return operandsOrUsers(sight, from, walk).reduce<string | null>(
    (best, key) => (best === null || away(key) < away(best) ? key : best),
    null,
  );
}

/**
 * The keys of all operands, or users, of what is at a key, from top to bottom; of an open box, of what enters it, or what
 * uses what leaves it; of a copy of a stack, of all copies.
 */
export function operandsOrUsers(sight: Sight, from: string, walk: Sideways): string[] {
  const boxes = boxesIn(sight);
  const stack = sight.cells.find(({ key }) => key === from)?.within;
  return along(sight, boxes, stack ?? from, walk).sort((a, b) => middleOf(boxes, a) - middleOf(boxes, b));
}

function middleOf(boxes: ReadonlyMap<string, Box>, key: string): number {
  const box = boxes.get(key);
  return box ? centre(box).y : 0;
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

/** Along every edge, and on through the borders of open boxes that they cross. */
function along({ edges }: Sight, boxes: ReadonlyMap<string, Box>, from: string, walk: Sideways): string[] {
  const [near, far, border] = walk === 'input' ? (['to', 'from', 'in'] as const) : (['from', 'to', 'out'] as const);
  const ways = new Map<string, string[]>();
  for (const edge of edges) ways.set(edge[near], [...(ways.get(edge[near]) ?? []), edge[far]]);
  // An open box has its edges at the places of its border.
  const passed = new Set([from, ...[...ways.keys()].filter(key => key.startsWith(`${from}${border}`))]);
  const reached = new Set<string>();
  for (const at of passed) {
    for (const to of ways.get(at) ?? []) (boxes.has(to) ? reached : passed).add(to);
  }
  reached.delete(from);
  return [...reached];
}
