/**
 * Pulls the edges of a picture taut: each becomes the straightest line that goes around boxes and can be told apart from
 * others. Together they cross no more than the layout's own ways do: else those stay. Deterministic.
 */

import { around, type Box, overlaps, type Point, tidy } from './geometry';
import type { PlacedItem, PlacedLink } from './placed';
import { isIn, isThrough, type Segment } from './segments';
import { type Bound, outlineOf, straightest } from './straight';

/** More edges are left as they are: that would take too long, and nobody follows one of so many. */
const MOST = 160;

interface Edge {
  /** What it comes from, and the place that it goes to: edges from or to the same are one line that forks. */
  net: string;
  goal: string;
  /** The layout's own way, and around it all that matters to this edge. */
  route: readonly Point[];
  area: Box;
  points: readonly Point[];
  outline: readonly Segment[];
  /** What it joins. */
  own: readonly Box[];
  start: Bound;
  end: Bound;
}

/** Gives links, and the stems of ops, new points. `isBorder`: whether an edge goes on inside an item, or at the border. */
export function pullTaut(
  items: readonly PlacedItem[],
  links: readonly PlacedLink[],
  isBorder: (item: number) => boolean,
): void {
  const edges = links.map(({ source, exit, target, points }): Edge => {
    const own = [items[source], items[target]].flatMap(item => (item ? boxesOf(item) : []));
    const badge = items[target]?.badge ?? null;
    return edgeOf(`${source} ${exit}`, points, own, isBorder(source), { isLevel: isBorder(target), badge });
  });
  const stems = items.flatMap((item, i) => {
    const { stem } = item;
    if (!stem) return [];
    return [{ item, edge: edgeOf(`stem ${i}`, stem, boxesOf(item), false, { isLevel: false, badge: null }) }];
  });
  const all = [...edges, ...stems.map(({ edge }) => edge)];
  if (all.length > MOST) return;
  const before = crossings(all);
  pull(all, items.flatMap(boxesOf));
  if (crossings(all) > before) return;
  for (const [i, { points }] of edges.entries()) links[i].points = points.map(tidied);
  for (const { item, edge } of stems) item.stem = edge.points.map(tidied);
}

const boxesOf = ({ card, badge }: PlacedItem): Box[] => (badge ? [card, badge] : [card]);

const tidied = ({ x, y }: Point): Point => ({ x: tidy(x), y: tidy(y) });

function edgeOf(net: string, route: readonly Point[], own: readonly Box[], isLevel: boolean, end: Bound): Edge {
  const area = areaOf(route);
  const { x, y } = route[route.length - 1] ?? { x: 0, y: 0 };
  return {
    net,
    goal: `${x} ${y}`,
    route,
    area,
    points: route,
    outline: outlineOf(route),
    own,
    start: { isLevel, badge: null },
    end,
  };
}

/** In how many points pieces of edges cross, those that begin or end together among them. */
function crossings(edges: readonly Edge[]): number {
  let count = 0;
  for (const [i, one] of edges.entries()) {
    for (let j = 0; j < i; j++) {
      if (!overlaps(one.area, edges[j].area)) continue;
      for (const a of one.outline) for (const b of edges[j].outline) if (isThrough(a, b)) count++;
    }
  }
  return count;
}

/** Whatever is farther away from an edge's own way than this does not matter to it. */
const REACH = 24;

function areaOf(points: readonly Point[]): Box {
  const whole = around(points.map(point => ({ ...point, width: 0, height: 0 })));
  const { x, y, width, height } = whole ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x: x - REACH, y: y - REACH, width: width + 2 * REACH, height: height + 2 * REACH };
}

/** Short edges first, which have fewer ways to go; then once more those that turn, for others have moved. */
function pull(edges: readonly Edge[], boxes: readonly Box[]): void {
  const movable = edges.filter(({ route }) => leadsRight(route)).sort((a, b) => a.area.width - b.area.width);
  for (const edge of movable) pullOne(edge, edges, boxes);
  for (const edge of movable) if (edge.points.length > 2) pullOne(edge, edges, boxes);
}

function pullOne(edge: Edge, edges: readonly Edge[], boxes: readonly Box[]): void {
  const { net, goal, route, area, own, start, end } = edge;
  const [others, kin]: [Segment[], Segment[]] = [[], []];
  for (const other of edges) {
    if (other === edge || !overlaps(other.area, area)) continue;
    const isKin = other.net === net || other.goal === goal;
    for (const segment of other.outline) if (isIn(segment, area)) (isKin ? kin : others).push(segment);
  }
  const near = boxes.filter(box => overlaps(box, area) && !own.includes(box));
  edge.points = straightest(route, { boxes: near, others, kin, start, end });
  edge.outline = outlineOf(edge.points);
}

function leadsRight(points: readonly Point[]): boolean {
  return points.length > 1 && points.every(({ x }, i) => i === 0 || x >= points[i - 1].x);
}
