/** Walking the graph by keyboard: along edges to the left and right, by place up and down. */

import type { Graph } from '../../src/protocol/panel';
import { centre } from './geometry';
import type { Placed } from './placed';
import { edgesInto } from './ports';

/** `input`: to the first operand; `consumer`: to the first user; `above`, `below`: to the nearest in the same column. */
export type Walk = 'input' | 'consumer' | 'above' | 'below';

/** The node one walk away from `from`; null if there is none. */
export function neighbour(graph: Graph, placed: Placed, from: number, walk: Walk): number | null {
  if (walk === 'input') return edgesInto(graph).get(from)?.[0].source ?? null;
  if (walk === 'consumer') return graph.edges.find(edge => edge.source === from)?.target ?? null;
  return inColumn(placed, from, walk === 'above' ? -1 : 1);
}

function inColumn(placed: Placed, from: number, direction: 1 | -1): number | null {
  const here = placed.nodes.find(node => node.id === from);
  if (!here) return null;
  let best: { id: number; distance: number } | null = null;
  for (const node of placed.nodes) {
    const distance = (centre(node.card).y - centre(here.card).y) * direction;
    const sameColumn = node.card.x < here.card.x + here.card.width && here.card.x < node.card.x + node.card.width;
    if (!sameColumn || distance <= 0) continue;
    if (!best || distance < best.distance) best = { id: node.id, distance };
  }
  return best?.id ?? null;
}
