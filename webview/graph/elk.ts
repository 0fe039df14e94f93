/** Layered layout by elkjs, from left to right. Arithmetic only: runs in Node with elk.bundled.js and in the panel with a worker. */

import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from 'elkjs/lib/elk-api';
import type { BoxGraph, LayoutBox, Solution } from './boxes';
import { crossingsOf } from './crossings';
import { inOrder, isTold } from './elkOrder';
import { type Point, tidy } from './geometry';
import { layersOf } from './layers';
import { ordered } from './order';

/** What a layout needs of elkjs. */
export interface LayoutEngine {
  layout(graph: ElkNode): Promise<ElkNode>;
}

/** elkjs never gets more boxes than this at once. */
export const MOST_BOXES = 500;

/** Up to here the finer, slower options are worth their time. */
const SMALL = 60;

/** Of edges, from layer to layer: with more of them no order is searched. */
const MOST_SEGMENTS = 200;

/** Each with its reason. */
function layoutOptions(graph: BoxGraph): LayoutOptions {
  const { boxes, padding, least } = graph;
  const small = boxes.length < SMALL;
  const { top, left, bottom, right } = padding;
  return {
    'elk.algorithm': 'layered',
    'elk.direction': 'RIGHT',
    // The same graph gives the same picture.
    'elk.randomSeed': '1',
    'elk.edgeRouting': 'ORTHOGONAL',
    // Of equally good orders, the one in which the script made the values; in a large picture it costs width and time.
    'elk.layered.considerModelOrder.strategy': small ? 'PREFER_EDGES' : 'NONE',
    // The neurons of a layer, which are alike, stay in their order.
    'elk.layered.crossingMinimization.forceNodeModelOrder': String(small && isRow(graph)),
    // Both pack a picture into half the area of the default; network simplex better, linear segments sooner.
    'elk.layered.nodePlacement.strategy': small ? 'NETWORK_SIMPLEX' : 'LINEAR_SEGMENTS',
    // Three rounds cross no more edges than the default seven; a small picture's order is searched again.
    'elk.layered.thoroughness': small ? '1' : '3',
    // The order of entries and exits is the layout's to choose, their sides are not.
    'elk.portConstraints': 'FIXED_SIDE',
    'elk.nodeSize.constraints': 'MINIMUM_SIZE',
    'elk.nodeSize.minimum': `(${least},0)`,
    // Room for a contribution's tag below a card.
    'elk.spacing.nodeNode': '20',
    'elk.spacing.edgeNode': '12',
    'elk.spacing.edgeEdge': '8',
    'elk.spacing.componentComponent': '24',
    'elk.layered.spacing.nodeNodeBetweenLayers': '28',
    'elk.layered.spacing.edgeNodeBetweenLayers': '12',
    'elk.layered.spacing.edgeEdgeBetweenLayers': '6',
    'elk.padding': `[top=${top},left=${left},bottom=${bottom},right=${right}]`,
  };
}

/** Whether boxes stand side by side, none of which uses another. */
function isRow({ edges, ins, outs }: BoxGraph): boolean {
  const border = new Set([...ins, ...outs]);
  return edges.every(({ source, target }) => border.has(source) || border.has(target));
}

const FIXED: LayoutOptions = { 'elk.portConstraints': 'FIXED_POS' };

const port = (id: string, side: 'WEST' | 'EAST', x = 0, y = 0): ElkPort => {
  return { id, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } };
};

function toBox({ id, width, height, ports }: LayoutBox): ElkNode {
  const own = ports.map(each => port(each.id, each.side, each.side === 'WEST' ? 0 : width, each.y));
  return { id, width, height, ports: own, layoutOptions: FIXED };
}

function toElk(graph: BoxGraph): ElkNode {
  return {
    id: graph.id,
    layoutOptions: layoutOptions(graph),
    ports: [...graph.ins.map(id => port(id, 'WEST')), ...graph.outs.map(id => port(id, 'EAST'))],
    children: graph.boxes.map(toBox),
    edges: graph.edges.map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
  };
}

/**
 * Lays graphs out, each by itself, several of them in one call of elkjs. Deterministic. Rejects if elkjs does.
 * Only a graph inside another may have ports on its border: that is why even one is wrapped.
 */
export async function solve(engine: LayoutEngine, graphs: readonly BoxGraph[], id = 'all'): Promise<Solution[]> {
  const solutions = await solveOnce(engine, graphs.map(toElk), id);
  for (const [i, graph] of graphs.entries()) solutions[i] = await untangled(engine, graph, solutions[i]);
  return solutions;
}

async function solveOnce(engine: LayoutEngine, graphs: readonly ElkNode[], id: string): Promise<Solution[]> {
  const answer = await engine.layout({
    id,
    layoutOptions: { 'elk.algorithm': 'box' },
    children: [...graphs],
    edges: [],
  });
  const answers = new Map((answer.children ?? []).map(child => [child.id, child]));
  return graphs.map(graph => solutionOf(answers.get(graph.id)!));
}

/** Of a small picture, which is looked at closely, a layout in an order with fewer crossings, if there is one. No order
 * of what is joined by so many edges makes them easy to follow: a search and a second layout would only take time. */
async function untangled(engine: LayoutEngine, graph: BoxGraph, first: Solution): Promise<Solution> {
  const isWhole = graph.ins.length === 0 && graph.outs.length === 0;
  if (!isWhole || graph.boxes.length >= SMALL) return first;
  const least = crossingsOf(graph, first);
  const picture = least > 0 ? layersOf(graph, first) : null;
  if (!picture || picture.segments.length > MOST_SEGMENTS) return first;
  const better = ordered(picture);
  if (better.crossings >= least) return first;
  const [second] = await solveOnce(engine, [inOrder(toElk(graph), picture, better.layers)], 'order');
  return crossingsOf(graph, second) < least ? second : first;
}

function solutionOf({ width = 0, height = 0, children = [], edges = [], ports = [] }: ElkNode): Solution {
  return {
    width,
    height,
    boxes: new Map(children.map(child => [child.id, pointOf(child)])),
    routes: new Map(edges.map(edge => [edge.id, pointsOf(edge)])),
    ports: new Map(ports.map(({ id, y = 0 }) => [id, tidy(y)])),
  };
}

function pointOf({ x = 0, y = 0 }: { x?: number; y?: number }): Point {
  return { x: tidy(x), y: tidy(y) };
}

function pointsOf(edge: ElkExtendedEdge): Point[] {
  return (
    (edge.sections ?? [])
      .flatMap(section => [section.startPoint, ...(section.bendPoints ?? []), section.endPoint])
      // An edge that becomes straight keeps the bends that elkjs was told.
      .filter(point => !isTold(point))
      .map(pointOf)
  );
}
