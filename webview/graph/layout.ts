/** Layered layout by elkjs, from left to right. Arithmetic only: runs in Node with elk.bundled.js and in the panel with a worker. */

import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from 'elkjs/lib/elk-api';
import type { Graph, ViewNode } from '../../src/protocol/panel';
import { type Box, moved, type Point, tidy } from './geometry';
import { type DrawStyle, type Measured, measureBadge, measureNode } from './measure';
import type { Placed, PlacedEdge, PlacedNode } from './placed';
import { edgesInto, entryOffset, pillInset } from './ports';

/** What a layout needs of elkjs. */
export interface LayoutEngine {
  layout(graph: ElkNode): Promise<ElkNode>;
}

/** Up to here the finer, slower options are worth their time. */
const SMALL = 60;

/** Each with its reason. */
export function layoutOptions(size: number): LayoutOptions {
  const small = size < SMALL;
  return {
    'elk.algorithm': 'layered',
    'elk.direction': 'RIGHT',
    // The same graph gives the same picture.
    'elk.randomSeed': '1',
    'elk.edgeRouting': 'ORTHOGONAL',
    // Of equally good orders, the one in which the script made the values; in a large picture it costs width and time.
    'elk.layered.considerModelOrder.strategy': small ? 'PREFER_EDGES' : 'NONE',
    // Both pack a picture into half the area of the default; network simplex better, linear segments sooner.
    'elk.layered.nodePlacement.strategy': small ? 'NETWORK_SIMPLEX' : 'LINEAR_SEGMENTS',
    // Three rounds cross no more edges than the default seven.
    'elk.layered.thoroughness': small ? '7' : '3',
    // Room for a contribution's tag below a card.
    'elk.spacing.nodeNode': '20',
    'elk.spacing.edgeNode': '12',
    'elk.spacing.edgeEdge': '8',
    'elk.layered.spacing.nodeNodeBetweenLayers': '28',
    'elk.layered.spacing.edgeNodeBetweenLayers': '12',
    'elk.layered.spacing.edgeEdgeBetweenLayers': '6',
    'elk.padding': '[top=6,left=6,bottom=24,right=6]',
  };
}

const FIXED: LayoutOptions = { 'elk.portConstraints': 'FIXED_POS' };
const port = (id: string, side: 'WEST' | 'EAST', x: number, y: number): ElkPort => ({
  id,
  x,
  y,
  width: 0,
  height: 0,
  layoutOptions: { 'elk.port.side': side },
});

const valueId = (id: number): string => `v${id}`;
const opId = (id: number): string => `o${id}`;
const entryId = (id: number, input: number): string => `i${id}.${input}`;
const exitId = (id: number): string => `e${id}`;

/** Lays a graph out. Deterministic: equal graphs and styles give equal pictures. Rejects if elkjs does. */
export async function layoutGraph(engine: LayoutEngine, graph: Graph, style: DrawStyle): Promise<Placed> {
  const sizes = graph.nodes.map(node => measureNode(node, style));
  const answer = await engine.layout(toElk(graph, style, sizes));
  return fromElk(answer, graph, style, sizes);
}

function toElk(graph: Graph, style: DrawStyle, sizes: Measured[]): ElkNode {
  const into = edgesInto(graph);
  const entries = (node: ViewNode, height: number): ElkPort[] =>
    (into.get(node.id) ?? []).map(({ input }, k, all) =>
      port(entryId(node.id, input), 'WEST', 0, height / 2 + entryOffset(k, all.length)),
    );
  const children: ElkNode[] = [];
  const edges: ElkExtendedEdge[] = [];
  graph.nodes.forEach((node, i) => {
    const { width, height, card } = sizes[i];
    const ports = [port(exitId(node.id), 'EAST', width, height / 2)];
    if (style.opStyle === 'node' && node.symbol !== '') {
      const badge = measureBadge(node.symbol);
      const exit = port(`${opId(node.id)}.out`, 'EAST', badge.width, badge.height / 2);
      ports.push(port(`${valueId(node.id)}.in`, 'WEST', 0, card.height / 2));
      const opPorts = [...entries(node, badge.height), exit];
      children.push({ id: opId(node.id), ...badge, ports: opPorts, layoutOptions: FIXED });
      edges.push({ id: `s${node.id}`, sources: [exit.id], targets: [`${valueId(node.id)}.in`] });
    } else {
      ports.push(...entries(node, height));
    }
    children.push({ id: valueId(node.id), width, height, ports, layoutOptions: FIXED });
  });
  graph.edges.forEach((edge, k) => {
    edges.push({ id: `d${k}`, sources: [exitId(edge.source)], targets: [entryId(edge.target, edge.input)] });
  });
  return { id: 'root', layoutOptions: layoutOptions(children.length), children, edges };
}

function fromElk(answer: ElkNode, graph: Graph, style: DrawStyle, sizes: Measured[]): Placed {
  const boxes = new Map((answer.children ?? []).map(child => [child.id, boxOf(child)]));
  const routes = new Map((answer.edges ?? []).map(edge => [edge.id, pointsOf(edge)]));
  const nodes = graph.nodes.map((node, i) =>
    placeNode(node.id, sizes[i], boxes.get(valueId(node.id))!, {
      badge: boxes.get(opId(node.id)) ?? null,
      stem: routes.get(`s${node.id}`) ?? null,
    }),
  );
  const byId = new Map(nodes.map(node => [node.id, node]));
  const edges = graph.edges.map(
    (edge, k): PlacedEdge => ({ ...edge, points: attach(routes.get(`d${k}`) ?? [], byId, edge.source, edge.target) }),
  );
  return { key: graph.key, style, nodes, edges, width: answer.width ?? 0, height: answer.height ?? 0, note: null };
}

/** A measured node at a place. `op` is the separate op node with its stem, if there is one. */
export function placeNode(
  id: number,
  size: Measured,
  at: Point,
  op: { badge: Box | null; stem: Point[] | null },
): PlacedNode {
  const shift = (box: Box | null): Box | null => (box ? moved(box, at.x, at.y) : null);
  return {
    id,
    x: at.x,
    y: at.y,
    width: size.width,
    height: size.height,
    card: moved(size.card, at.x, at.y),
    badge: op.badge ?? shift(size.badge),
    stem: op.stem,
    stubIn: shift(size.stubIn),
    stubOut: shift(size.stubOut),
  };
}

/** An edge's points with its ends on what is drawn: the source's card, and the round side of the target's badge. */
export function attach(points: Point[], nodes: Map<number, PlacedNode>, source: number, target: number): Point[] {
  const from = nodes.get(source);
  const to = nodes.get(target);
  if (!from || !to || points.length < 2) return points;
  const end = points[points.length - 1];
  const middle = to.badge ? to.badge.y + to.badge.height / 2 : end.y;
  const reach = to.badge ? to.badge.x + pillInset(to.badge.height, end.y - middle) : to.card.x;
  const first = { x: from.card.x + from.card.width, y: points[0].y };
  return [first, ...points.slice(1, -1), { x: tidy(reach), y: end.y }];
}

function boxOf(node: ElkNode): Box {
  return { x: tidy(node.x ?? 0), y: tidy(node.y ?? 0), width: node.width ?? 0, height: node.height ?? 0 };
}

function pointsOf(edge: ElkExtendedEdge): Point[] {
  return (edge.sections ?? [])
    .flatMap(section => [section.startPoint, ...(section.bendPoints ?? []), section.endPoint])
    .map(({ x, y }) => ({ x: tidy(x), y: tidy(y) }));
}
