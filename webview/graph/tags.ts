/** Which contribution of a step arrives over which edge. */

import type { Contribution, Graph, Step } from '../../src/protocol/panel';

/** A contribution at the visible input that it arrives at; `place` counts those of one input. */
export interface Arrival {
  /** Index of the input among the graph's nodes. */
  index: number;
  contribution: Contribution;
  place: number;
}

/** The contributions of a step that can be shown in the picture: of visible inputs, and not of constants. */
export function arrivals(graph: Graph, step: Step | null): Arrival[] {
  if (!step) return [];
  const indexOf = new Map(graph.nodes.map((node, i) => [node.id, i]));
  const seen = new Map<number, number>();
  const result: Arrival[] = [];
  for (const contribution of step.contributions) {
    const index = indexOf.get(contribution.input);
    if (index === undefined || contribution.constant) continue;
    const place = seen.get(index) ?? 0;
    seen.set(index, place + 1);
    result.push({ index, contribution, place });
  }
  return result;
}
