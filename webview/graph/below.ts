/** What lies below something, as one sees it: the rule by which the keyboard goes up and down. */

import type { Box } from './geometry';

/** To go aside is farther than to go down. */
const ASIDE = 2;

/**
 * The key of the nearest box below, or above: of those in the same column that nothing hides, the one that is least far
 * down and aside; of those in other columns if this one has none. null: there is nothing.
 */
export function below(boxes: ReadonlyMap<string, Box>, from: string, isUp = false): string | null {
  const all = [...boxes].map(([key, box]) => ({ key, box: isUp ? turned(box) : box }));
  const here = all.find(({ key }) => key === from)?.box;
  if (!here) return null;
  const lower = all.filter(({ box }) => isBelow(here, box));
  const column = lower.filter(({ box }) => isInColumn(here, box));
  const seen = column.filter(({ box }) => !column.some(other => isBetween(other.box, box)));
  const candidates = seen.length > 0 ? seen : lower;
  let best: { key: string; way: number } | null = null;
  for (const { key, box } of candidates) {
    const aside = seen.length > 0 ? Math.abs(box.x - here.x) : ASIDE * gap(here.x, here.width, box.x, box.width);
    const way = Math.hypot(Math.max(0, box.y - here.y - here.height), aside);
    if (!best || way < best.way) best = { key, way };
  }
  return best?.key ?? null;
}

/** Upside down. */
function turned({ x, y, width, height }: Box): Box {
  return { x, y: -y - height, width, height };
}

/** What is beside something overlaps with more than half of the lower one of the two. */
function isBelow(here: Box, box: Box): boolean {
  return box.y - here.y - here.height >= -Math.min(here.height, box.height) / 2 && box.y > here.y;
}

function isInColumn(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width;
}

/** Of what lies below in one column. */
function isBetween(other: Box, box: Box): boolean {
  return other !== box && isBelow(other, box) && isInColumn(other, box);
}

/** Between two stretches of a line; 0 if they meet. */
function gap(a: number, size: number, b: number, other: number): number {
  return Math.max(0, b - a - size, a - b - other);
}
