/** A plain layout for when the good one takes too long: columns by longest path, each in the order of its inputs. */

import type { Graph } from '../../src/protocol/panel';
import type { Box, Point } from './geometry';
import { attach, placeNode } from './layout';
import { type DrawStyle, type Measured, measureBadge, measureNode } from './measure';
import type { Placed, PlacedNode } from './placed';
import { edgesInto, entryOffset } from './ports';

const PADDING = 12;
const COLUMN_GAP = 56;
const ROW_GAP = 20;
const OP_GAP = 20;

/** Lays a graph out in time linear in its size (but for sorting); deterministic. `note` tells the user why. */
export function fallbackLayout(graph: Graph, style: DrawStyle, note: string): Placed {
  const sizes = new Map(graph.nodes.map(node => [node.id, measureNode(node, style)]));
  const columns = orderColumns(graph, depths(graph));
  const { places, width, height } = placeColumns(graph, columns, sizes, style);
  const nodes = graph.nodes.map(node => places.get(node.id)!);
  const edges = routeEdges(graph, places);
  return { key: graph.key, style, nodes, edges, width, height, note };
}

/** Length of the longest path from any leaf; leaves stand one column before their nearest consumer. */
function depths(graph: Graph): Map<number, number> {
  const depth = new Map(graph.nodes.map(node => [node.id, 0]));
  const ids = [...depth.keys()].sort((a, b) => a - b);
  const into = edgesInto(graph);
  // Inputs have smaller ids than their node.
  for (const id of ids) {
    for (const { source } of into.get(id) ?? []) depth.set(id, Math.max(depth.get(id)!, (depth.get(source) ?? 0) + 1));
  }
  const nearest = new Map<number, number>();
  for (const { source, target } of graph.edges) {
    nearest.set(source, Math.min(nearest.get(source) ?? Infinity, depth.get(target)!));
  }
  for (const id of ids) {
    if (!into.has(id) && nearest.has(id)) depth.set(id, nearest.get(id)! - 1);
  }
  return depth;
}

/** Columns from left to right; sorted from the last to the first, so that inputs stand as their consumers take them. */
function orderColumns(graph: Graph, depth: Map<number, number>): number[][] {
  const columns: number[][] = [];
  for (const { id } of graph.nodes) {
    const at = depth.get(id)!;
    columns[at] ??= [];
    columns[at].push(id);
  }
  const uses = new Map<number, { target: number; input: number }[]>();
  for (const { source, target, input } of graph.edges) {
    const list = uses.get(source);
    if (list) list.push({ target, input });
    else uses.set(source, [{ target, input }]);
  }
  const rank = new Map<number, number>();
  for (let c = columns.length - 1; c >= 0; c--) {
    const column = columns[c] ?? [];
    const weight = new Map(column.map(id => [id, meanRank(uses.get(id) ?? [], rank)]));
    column.sort((a, b) => weight.get(a)! - weight.get(b)! || a - b);
    column.forEach((id, k) => {
      rank.set(id, k);
    });
  }
  return columns.map(column => column ?? []);
}

function meanRank(uses: { target: number; input: number }[], rank: Map<number, number>): number {
  if (uses.length === 0) return 0;
  let sum = 0;
  for (const { target, input } of uses) sum += (rank.get(target) ?? 0) + input / 100;
  return sum / uses.length;
}

function placeColumns(graph: Graph, columns: number[][], sizes: Map<number, Measured>, style: DrawStyle) {
  const symbols = new Map(graph.nodes.map(node => [node.id, node.symbol]));
  const heightOf = (column: number[]): number =>
    column.reduce((sum, id) => sum + sizes.get(id)!.height + ROW_GAP, -ROW_GAP);
  const height = Math.max(0, ...columns.map(heightOf));
  const places = new Map<number, PlacedNode>();
  let x = PADDING;
  for (const column of columns) {
    const opWidth = style.opStyle === 'node' ? Math.max(0, ...column.map(id => opRoom(symbols.get(id)!))) : 0;
    const width = Math.max(0, ...column.map(id => sizes.get(id)!.width));
    let y = PADDING + (height - heightOf(column)) / 2;
    for (const id of column) {
      const size = sizes.get(id)!;
      const at = { x: x + opWidth + width - size.width, y };
      places.set(id, placeNode(id, size, at, separateOp(symbols.get(id)!, at, size, style)));
      y += size.height + ROW_GAP;
    }
    x += opWidth + width + COLUMN_GAP;
  }
  return { places, width: Math.max(0, x - COLUMN_GAP) + PADDING, height: height + 2 * PADDING };
}

function opRoom(symbol: string): number {
  return symbol === '' ? 0 : measureBadge(symbol).width + OP_GAP;
}

function separateOp(
  symbol: string,
  at: Point,
  size: Measured,
  style: DrawStyle,
): { badge: Box | null; stem: Point[] | null } {
  if (style.opStyle === 'badge' || symbol === '') return { badge: null, stem: null };
  const badge = measureBadge(symbol);
  const middle = at.y + size.height / 2;
  const x = at.x - OP_GAP - badge.width;
  return {
    badge: { x, y: middle - badge.height / 2, ...badge },
    stem: [
      { x: x + badge.width, y: middle },
      { x: at.x + size.card.x, y: middle },
    ],
  };
}

function routeEdges(graph: Graph, places: Map<number, PlacedNode>) {
  const into = edgesInto(graph);
  return graph.edges.map(edge => {
    const [from, to] = [places.get(edge.source)!, places.get(edge.target)!];
    const siblings = into.get(edge.target)!;
    const offset = entryOffset(siblings.indexOf(edge), siblings.length);
    const start = { x: from.card.x + from.card.width, y: from.card.y + from.card.height / 2 };
    const end = { x: to.x, y: (to.badge ?? to.card).y + (to.badge ?? to.card).height / 2 + offset };
    return { ...edge, points: attach([start, end], places, edge.source, edge.target) };
  });
}
