/** Which contribution of a step arrives over which edge. */

import type { Graph, Step, ViewEdge } from '../../src/protocol/panel';

/** A contribution at the visible input that it arrives at. */
export interface Arrival {
  /** Index of the input among the graph's nodes. */
  index: number;
  contribution: string;
  /** What the same step brought to the same input before, as in `a * a`. */
  before: string[];
}

/** The contributions of a step that can be shown in the picture: of visible inputs, and not of constants. */
export function arrivals(graph: Graph, step: Step | null): Arrival[] {
  if (!step) return [];
  const indexOf = new Map(graph.nodes.map((node, i) => [node.id, i]));
  const seen = new Map<number, string[]>();
  const result: Arrival[] = [];
  for (const contribution of step.contributions) {
    const index = indexOf.get(contribution.input);
    if (index === undefined || contribution.constant) continue;
    const before = seen.get(index) ?? [];
    seen.set(index, [...before, contribution.contribution]);
    result.push({ index, contribution: contribution.contribution, before });
  }
  return result;
}

/** Whether the step sends something back over an edge: it ends at the stepped node and does not come from a constant. */
export function isCarrying(edge: ViewEdge, step: Step | null, arriving: readonly Arrival[], graph: Graph): boolean {
  return edge.target === step?.node && arriving.some(({ index }) => graph.nodes[index].id === edge.source);
}
