/** How tangled routes are: the better of two layouts of one graph is the one with fewer crossings. */

import type { BoxGraph, Solution } from './boxes';
import type { Point } from './geometry';

interface Segment {
  from: Point;
  to: Point;
  /** The exit where its line begins. */
  net: string;
}

/** Number of points in which lines of different exits cross; where they join or begin together is none. */
export function crossingsOf({ edges }: BoxGraph, { routes }: Solution): number {
  const [level, upright]: [Segment[], Segment[]] = [[], []];
  for (const { id, source: net } of edges) {
    const points = routes.get(id) ?? [];
    for (let i = 1; i < points.length; i++) {
      const [from, to] = [points[i - 1], points[i]];
      (from.y === to.y ? level : upright).push({ from, to, net });
    }
  }
  let count = 0;
  for (const a of upright) for (const b of level) if (a.net !== b.net && cross(a, b)) count++;
  return count;
}

/** Of an upright and a level line, inside of both. */
function cross(upright: Segment, level: Segment): boolean {
  const { x } = upright.from;
  const { y } = level.from;
  return isBetween(x, level.from.x, level.to.x) && isBetween(y, upright.from.y, upright.to.y);
}

const isBetween = (value: number, a: number, b: number): boolean => value > Math.min(a, b) && value < Math.max(a, b);
