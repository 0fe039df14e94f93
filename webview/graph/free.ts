/** Where a view is free of what lies over it, and how something comes to be seen there. */

import { type Box, overlaps } from './geometry';
import { reveal, type Size, type Transform } from './viewport';

/** Kept between what is seen and what lies over the picture. */
const GAP = 6;

/** The largest boxes of a view that nothing lies over; they overlap each other. All of the view if nothing is free. */
export function freeAreas({ width, height }: Size, covered: readonly Box[]): Box[] {
  const over = covered.map(box => around(box));
  const xs = [0, width, ...over.flatMap(box => [box.x, box.x + box.width])].filter(x => x >= 0 && x <= width);
  const ys = [0, height, ...over.flatMap(box => [box.y, box.y + box.height])].filter(y => y >= 0 && y <= height);
  const areas: Box[] = [];
  for (const x of xs) {
    for (const right of xs) {
      for (const y of ys) {
        for (const bottom of ys) {
          const area = { x, y, width: right - x, height: bottom - y };
          if (area.width > 0 && area.height > 0 && !over.some(box => overlaps(box, area))) areas.push(area);
        }
      }
    }
  }
  const largest = areas.filter(area => !areas.some(other => other !== area && holds(other, area)));
  return largest.length > 0 ? largest : [{ x: 0, y: 0, width, height }];
}

/** The nearest transform that shows `box` where nothing lies over it; the same if it is seen, or too large to be. */
export function revealFree(transform: Transform, box: Box, view: Size, covered: readonly Box[]): Transform {
  const within = fitting(freeAreas(view, covered), box.width * transform.k, box.height * transform.k);
  if (within.length === 0) return reveal(transform, box, { x: 0, y: 0, ...view });
  const moved = within.map(area => reveal(transform, box, area));
  const way = (to: Transform): number => Math.hypot(to.x - transform.x, to.y - transform.y);
  return moved.reduce((best, next) => (way(next) < way(best) ? next : best));
}

/** Where something of a size on the screen is shown best: the middle of the largest area that has room for it. */
export function roomFor(width: number, height: number, view: Size, covered: readonly Box[]): Box {
  const areas = freeAreas(view, covered);
  const within = fitting(areas, width, height);
  const size = (area: Box): number => area.width * area.height;
  return (within.length > 0 ? within : areas).reduce((best, next) => (size(next) > size(best) ? next : best));
}

function fitting(areas: readonly Box[], width: number, height: number): Box[] {
  return areas.filter(area => area.width >= width + 2 * GAP && area.height >= height + 2 * GAP);
}

function around({ x, y, width, height }: Box): Box {
  return { x: x - GAP, y: y - GAP, width: width + 2 * GAP, height: height + 2 * GAP };
}

function holds(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}
