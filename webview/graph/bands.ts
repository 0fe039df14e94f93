/** A long stack of copies from afar, in bands of a round number of them: their tints and numbers tell how far it goes. */

import type { Box } from './geometry';
import type { Cells } from './placed';

/** In square pixels of the screen: smaller ones would be as many as the copies of which one loses count. */
const LEAST_AREA = 25_000;

/** How many copies a band has at a zoom; 1 if each can be told by itself. */
export function bandOf({ count, dx, dy }: Cells, k: number): number {
  return count < 2 ? 1 : Math.min(count, roundUp(LEAST_AREA / (dx * dy * k * k)));
}

/** The next of 1, 2, 5, 10, 20, 50, … */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return power * ([1, 2, 5].find(factor => factor * power >= value) ?? 10);
}

/** The surface of the copies from one on to another, exclusive: the rest of a row, whole rows, and the beginning of one. */
export function surfaceOf({ x, y, dx, dy, columns }: Cells, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    const column = at % columns;
    const rows = column === 0 ? Math.max(1, Math.floor((to - at) / columns)) : 1;
    const width = Math.min(to - at, columns - column);
    boxes.push({ x: x + column * dx, y: y + Math.floor(at / columns) * dy, width: width * dx, height: rows * dy });
    at += width * rows;
  }
  return boxes;
}
