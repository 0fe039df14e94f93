/** Where edges enter a node: one place for each operand, in operand order from top to bottom. */

import type { Graph, ViewEdge } from '../../src/protocol/panel';

/** Distance between neighbouring entries, and the height that all of them share at most. */
const PITCH = 8;
const SPREAD = 16;

/** The edges into each node, in operand order. */
export function edgesInto(graph: Graph): Map<number, ViewEdge[]> {
  const into = new Map<number, ViewEdge[]>();
  for (const edge of graph.edges) {
    const list = into.get(edge.target);
    if (list) list.push(edge);
    else into.set(edge.target, [edge]);
  }
  for (const list of into.values()) list.sort((a, b) => a.input - b.input);
  return into;
}

/** Offset of entry `index` of `count` from the middle of the node, downwards. */
export function entryOffset(index: number, count: number): number {
  if (count < 2) return 0;
  const pitch = Math.min(PITCH, SPREAD / (count - 1));
  return (index - (count - 1) / 2) * pitch;
}

/** How far inside its box's left edge a pill of this height begins, at `dy` from its middle. */
export function pillInset(height: number, dy: number): number {
  const radius = height / 2;
  return radius - Math.sqrt(Math.max(0, radius * radius - dy * dy));
}
