/** Ways over edges and on through the borders of open boxes. */

import type { SeenEdge } from './sight';

/** A place at the border of an open box, where ways go on. */
export const isPlace = (key: string): boolean => /^g\d+(in|out)\d+$/.test(key);

/** The key of the box at whose left border a place is; empty for anything else. */
export const boxEntered = (key: string): string => /^(g\d+)in\d+$/.exec(key)?.[1] ?? '';

/** The keys of edges that lead on from some ends: `from` them towards their users, or `to` them, back. */
export function waysOn(edges: readonly SeenEdge[], near: 'from' | 'to', starts: ReadonlySet<string>): Set<string> {
  const far = near === 'from' ? 'to' : 'from';
  const leaving = new Map<string, SeenEdge[]>();
  for (const edge of edges) {
    const known = leaving.get(edge[near]);
    if (known === undefined) leaving.set(edge[near], [edge]);
    else known.push(edge);
  }
  const keys = new Set<string>();
  const open = [...starts];
  for (let end = open.pop(); end !== undefined; end = open.pop()) {
    for (const edge of leaving.get(end) ?? []) {
      if (keys.has(edge.key)) continue;
      keys.add(edge.key);
      if (isPlace(edge[far])) open.push(edge[far]);
    }
  }
  return keys;
}

/** The keys of edges between what has a key and what it uses or is used by. */
export function waysAt(edges: readonly SeenEdge[], keys: ReadonlySet<string>): Set<string> {
  return new Set([...waysOn(edges, 'to', keys), ...waysOn(edges, 'from', keys)]);
}
