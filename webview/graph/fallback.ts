/** A plain layout for when the good one takes too long: columns by longest path, each in the order of its inputs. */

import type { BoxGraph, LayoutBox, LayoutEdge, Solution } from './boxes';
import type { Point } from './geometry';

const COLUMN_GAP = 56;
const ROW_GAP = 20;

/** An edge between boxes, by their indexes; -1: the border. */
interface Wire {
  source: number;
  target: number;
}

/** Lays a graph out in time linear in its size (but for sorting); deterministic. */
export function fallback(graph: BoxGraph): Solution {
  const owner = new Map(graph.boxes.flatMap(({ ports }, i) => ports.map(({ id }) => [id, i] as const)));
  const wires = graph.edges.map(edge => ({
    source: owner.get(edge.source) ?? -1,
    target: owner.get(edge.target) ?? -1,
  }));
  const columns = orderColumns(wires, depths(graph.boxes.length, wires));
  return place(graph, columns);
}

/**
 * Length of the longest path to each box; boxes without inputs stand one column before their nearest consumer. On a cycle
 * (groups may use each other's values) the first box goes first, and what leads back to it leads to the left.
 */
function depths(count: number, wires: readonly Wire[]): number[] {
  const inner = wires.filter(({ source, target }) => source >= 0 && target >= 0);
  const depth = new Array<number>(count).fill(0);
  const waiting = new Array<number>(count).fill(0);
  const uses: number[][] = Array.from({ length: count }, () => []);
  for (const { source, target } of inner) {
    waiting[target]++;
    uses[source].push(target);
  }
  const ready = waiting.flatMap((inputs, box) => (inputs === 0 ? [box] : []));
  const starts = [...ready];
  const isDone = new Array<boolean>(count).fill(false);
  let next = 0;
  for (let done = 0; done < count; done++) {
    if (ready.length === done) {
      while (isDone[next]) next++;
      ready.push(next);
    }
    const box = ready[done];
    isDone[box] = true;
    for (const target of uses[box]) {
      if (isDone[target]) continue;
      depth[target] = Math.max(depth[target], depth[box] + 1);
      if (--waiting[target] === 0) ready.push(target);
    }
  }
  for (const box of starts) {
    const nearest = Math.min(...uses[box].map(target => depth[target]));
    if (Number.isFinite(nearest)) depth[box] = Math.max(0, nearest - 1);
  }
  return depth;
}

/** Columns from left to right; sorted from the last to the first, so that inputs stand as their consumers take them. */
function orderColumns(wires: readonly Wire[], depth: readonly number[]): number[][] {
  const columns: number[][] = Array.from({ length: Math.max(0, ...depth) + 1 }, () => []);
  depth.forEach((at, box) => {
    columns[at].push(box);
  });
  const uses = new Map<number, { target: number; order: number }[]>();
  wires.forEach(({ source, target }, order) => {
    const list = uses.get(source);
    if (list) list.push({ target, order });
    else uses.set(source, [{ target, order }]);
  });
  const rank = new Map<number, number>();
  for (const column of columns.toReversed()) {
    const weight = new Map(column.map(box => [box, meanRank(uses.get(box) ?? [], rank, wires.length)]));
    column.sort((a, b) => weight.get(a)! - weight.get(b)! || a - b);
    column.forEach((box, k) => {
      rank.set(box, k);
    });
  }
  return columns;
}

/** Mean place of the consumers; of several inputs of one box, the first operand comes first. */
function meanRank(uses: readonly { target: number; order: number }[], rank: Map<number, number>, all: number): number {
  if (uses.length === 0) return 0;
  const sum = uses.reduce((total, { target, order }) => total + (rank.get(target) ?? 0) + order / (all + 1), 0);
  return sum / uses.length;
}

function place(graph: BoxGraph, columns: readonly number[][]): Solution {
  const { boxes, edges, padding, least } = graph;
  const heightOf = (column: readonly number[]) =>
    column.reduce((sum, box) => sum + boxes[box].height + ROW_GAP, -ROW_GAP);
  const inner = Math.max(0, ...columns.map(heightOf));
  const at = new Map<string, Point>();
  let x = padding.left;
  for (const column of columns) {
    const width = Math.max(0, ...column.map(box => boxes[box].width));
    let y = padding.top + (inner - heightOf(column)) / 2;
    for (const box of column) {
      at.set(boxes[box].id, { x: x + width - boxes[box].width, y });
      y += boxes[box].height + ROW_GAP;
    }
    x += width + COLUMN_GAP;
  }
  const width = Math.max(least, x - COLUMN_GAP + padding.right);
  const height = padding.top + inner + padding.bottom;
  const ports = new Map([...spread(graph.ins, padding.top, inner), ...spread(graph.outs, padding.top, inner)]);
  return { width, height, boxes: at, ports, routes: routesOf(boxes, edges, at, ports, width) };
}

const spread = (ids: readonly string[], top: number, height: number) =>
  ids.map((id, i) => [id, top + (height * (i + 1)) / (ids.length + 1)] as const);

function routesOf(
  boxes: readonly LayoutBox[],
  edges: readonly LayoutEdge[],
  at: ReadonlyMap<string, Point>,
  border: ReadonlyMap<string, number>,
  width: number,
): Map<string, Point[]> {
  const places = new Map<string, Point>();
  for (const { id, ports, width: boxWidth } of boxes) {
    const corner = at.get(id)!;
    for (const port of ports) {
      places.set(port.id, { x: corner.x + (port.side === 'WEST' ? 0 : boxWidth), y: corner.y + port.y });
    }
  }
  const place = (port: string, x: number): Point => places.get(port) ?? { x, y: border.get(port) ?? 0 };
  return new Map(edges.map(({ id, source, target }) => [id, [place(source, 0), place(target, width)]]));
}
