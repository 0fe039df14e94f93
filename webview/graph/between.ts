/** Which edges lead from one of some values to another. */

import type { SeenEdge } from './sight';

/** A place at the border of an open box, where ways go on. */
export const isPlace = (key: string): boolean => /^g\d+(in|out)\d+$/.test(key);

/**
 * The keys of edges that join two of what stands out, through the borders of open boxes, too. What is not in sight may
 * stand out: a way that leads there does.
 * @param isStanding - Whether what has a key, other than a place at a border, stands out.
 */
export function edgesBetween(edges: readonly SeenEdge[], isStanding: (key: string) => boolean): Set<string> {
  const from = reached(edges, 'from', 'to', isStanding);
  const to = reached(edges, 'to', 'from', isStanding);
  return new Set(edges.flatMap(({ key }) => (from.has(key) && to.has(key) ? [key] : [])));
}

/** Keys of the edges that a way from what stands out leads over, when it goes from the ends `near` to the ends `far`. */
function reached(
  edges: readonly SeenEdge[],
  near: 'from' | 'to',
  far: 'from' | 'to',
  isStanding: (key: string) => boolean,
): Set<string> {
  const leaving = new Map<string, SeenEdge[]>();
  const entered = new Set<string>();
  for (const edge of edges) {
    leaving.set(edge[near], [...(leaving.get(edge[near]) ?? []), edge]);
    entered.add(edge[far]);
  }
  const keys = new Set<string>();
  const open = [...leaving.keys()].filter(end => (isPlace(end) ? !entered.has(end) : isStanding(end)));
  for (let end = open.pop(); end !== undefined; end = open.pop()) {
    for (const edge of leaving.get(end) ?? []) {
      if (keys.has(edge.key)) continue;
      keys.add(edge.key);
      if (isPlace(edge[far])) open.push(edge[far]);
    }
  }
  return keys;
}
