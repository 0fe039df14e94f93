/** A laid out graph: where everything stands. What a layout returns and what drawing reads. */

import type { Graph } from '../../src/protocol/panel';
import type { Box, Point } from './geometry';
import type { DrawStyle } from './measure';

/** One value; all boxes are in the picture's coordinates. The node's own box holds its card, badge and stubs. */
export interface PlacedNode extends Box {
  id: number;
  card: Box;
  /** The op: on the card's left edge, or a small node of its own. Null for leaves and constants. */
  badge: Box | null;
  /** From a separate op node to its card; null with badges. */
  stem: Point[] | null;
  stubIn: Box | null;
  stubOut: Box | null;
}

/** One edge, from the right of its source's card to the badge (or card) of its target. */
export interface PlacedEdge {
  source: number;
  target: number;
  input: number;
  points: Point[];
}

/** `nodes` and `edges` are in the graph's own order. */
export interface Placed {
  key: string;
  style: DrawStyle;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  width: number;
  height: number;
  /** Why this is not the usual layout; null if it is. */
  note: string | null;
}

/** The same picture for a graph of the same shape whose ids differ, as from one training step to the next. */
export function rebind(placed: Placed, graph: Graph): Placed {
  return {
    ...placed,
    nodes: placed.nodes.map((node, i) => ({ ...node, id: graph.nodes[i].id })),
    edges: placed.edges.map((edge, i) => ({ ...edge, ...graph.edges[i] })),
  };
}

/** Whether a picture has a place for everything in a graph. */
export function fits(placed: Placed, graph: Graph): boolean {
  return placed.nodes.length === graph.nodes.length && placed.edges.length === graph.edges.length;
}
