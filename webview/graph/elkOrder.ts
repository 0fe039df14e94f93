/** Tells elkjs the order of a layered picture by the places of its boxes and bends, in which it is read off. */

import type { ElkNode, LayoutOptions } from 'elkjs/lib/elk-api';
import type { Point } from './geometry';
import type { Layered } from './layers';

/** How far apart layers and ranks are told to be: more than any picture is wide. */
const APART = 1e8;

/** Whether a place is one that elkjs was told, not one that it chose. */
export const isTold = ({ x }: Point): boolean => x >= APART;

/** Layers and their order are not searched but read off the places that boxes and bends are given. */
const IN_ORDER: LayoutOptions = {
  'elk.layered.cycleBreaking.strategy': 'INTERACTIVE',
  'elk.layered.layering.strategy': 'INTERACTIVE',
  'elk.layered.crossingMinimization.strategy': 'INTERACTIVE',
  'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
  'elk.layered.considerModelOrder.strategy': 'NONE',
};

/** A graph with boxes in these layers, from top to bottom, and long edges between them. */
export function inOrder(graph: ElkNode, { ways }: Layered, layers: readonly number[][]): ElkNode {
  const at: Point[] = [];
  layers.forEach((layer, x) => {
    layer.forEach((element, y) => {
      at[element] = { x: (x + 1) * APART, y: (y + 1) * APART };
    });
  });
  const { children = [], edges = [] } = graph;
  const owners = new Map(children.flatMap(({ ports = [] }, box) => ports.map(({ id }) => [id, box] as const)));
  return {
    ...graph,
    layoutOptions: { ...graph.layoutOptions, ...IN_ORDER },
    children: children.map((box, i) => {
      const { width = 0, height = 0 } = box;
      return { ...box, x: at[i].x - width / 2, y: at[i].y - height / 2 };
    }),
    edges: edges.map(edge => {
      const [startPoint, endPoint] = [edge.sources[0], edge.targets[0]].map(port => at[owners.get(port)!]);
      const bendPoints = (ways.get(edge.id) ?? []).map(way => at[way]);
      return { ...edge, sections: [{ id: `${edge.id} way`, startPoint, endPoint, bendPoints }] };
    }),
  };
}
