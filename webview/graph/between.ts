/** Which edges lead from one of some values to another. */

import type { SeenEdge } from './sight';
import { isPlace, waysOn } from './ways';

/**
 * The keys of edges that join two of what stands out, through the borders of open boxes, too. What is not in sight may
 * stand out: a way that leads there does.
 * @param isStanding - Whether what has a key, other than a place at a border, stands out.
 */
export function edgesBetween(edges: readonly SeenEdge[], isStanding: (key: string) => boolean): Set<string> {
  const from = reached(edges, 'from', isStanding);
  const to = reached(edges, 'to', isStanding);
  return new Set(edges.flatMap(({ key }) => (from.has(key) && to.has(key) ? [key] : [])));
}

/** Keys of the edges that a way from what stands out leads over, when it goes on from the ends `near`. */
function reached(edges: readonly SeenEdge[], near: 'from' | 'to', isStanding: (key: string) => boolean): Set<string> {
  const far = near === 'from' ? 'to' : 'from';
  const entered = new Set(edges.map(edge => edge[far]));
  const ends = edges.map(edge => edge[near]).filter(end => (isPlace(end) ? !entered.has(end) : isStanding(end)));
  return waysOn(edges, near, new Set(ends));
}
