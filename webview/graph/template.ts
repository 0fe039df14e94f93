/** One template as boxes for a layout, and back with places. */

import { BORDER, type Item, type Template, type ValueItem } from '../../src/protocol/graph';
import type { BoxGraph, BoxPort, LayoutBox, LayoutEdge, Solution } from './boxes';
import { type Box, moved, type Point, tidy } from './geometry';
import { gridOf } from './grid';
import {
  badgeWords,
  type DrawStyle,
  METRICS,
  type Measured,
  measureBadge,
  measureClosed,
  measureNode,
  measureReference,
} from './measure';
import { isOpen, showsOne } from './open';
import type { Cells, PlacedItem, PlacedLink, PlacedTemplate } from './placed';
import { entryOffset, pillInset } from './ports';
import { pullTaut } from './taut';

/** A template ready for a layout, with what is needed to read the answer. */
export interface Prepared {
  boxes: BoxGraph;
  finish(solution: Solution): PlacedTemplate;
}

/** Links that are drawn as one line, for they begin and end at the same places. */
interface Way extends Omit<PlacedLink, 'points'> {
  from: string;
  to: string;
}

const BORDER_IN = 'in';
const BORDER_OUT = 'out';

/** `open`: places of the templates before this one; `frame`: how wide its frame is at least, null without one. */
export function prepare(
  id: string,
  template: Template,
  open: readonly PlacedTemplate[],
  style: DrawStyle,
  frame: number | null,
): Prepared {
  const sizes = template.items.map(item => sizeOf(item, open, style));
  const ways = waysOf(id, template, style);
  const arrivals = arrivalsOf(template, ways);
  const boxes = template.items.flatMap((item, i) => boxesOf(`${id}.${i}`, item, sizes[i], open, arrivals[i], style));
  const edges: LayoutEdge[] = ways.map(({ from, to }, i) => ({ id: `${id}/${i}`, source: from, target: to }));
  template.items.forEach((item, i) => {
    if (hasOwnOp(item, style)) edges.push({ id: `${id}.${i}s`, source: `${id}.${i}oe`, target: `${id}.${i}v` });
  });
  const border = (side: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${id}.${side}${i}`);
  const graph: BoxGraph = {
    id,
    boxes,
    edges,
    ins: border(BORDER_IN, template.ins),
    outs: border(BORDER_OUT, template.outs),
    padding: frame === null ? { top: 6, left: 6, bottom: 24, right: 6 } : FRAME,
    least: frame ?? 0,
  };
  return { boxes: graph, finish: solution => placedOf(id, template, sizes, ways, graph, style, solution) };
}

const FRAME = {
  top: METRICS.groupHead + METRICS.groupPadding - 4,
  left: METRICS.groupPadding,
  bottom: METRICS.groupPadding + 4,
  right: METRICS.groupPadding,
};

/** The size of an item, with the card in it and the copies of a template that it holds. */
interface Size extends Measured {
  cells: Cells | null;
}

function sizeOf(item: Item, open: readonly PlacedTemplate[], style: DrawStyle): Size {
  if (item.kind === 'value') return { ...measureNode(item.node, style), cells: null };
  if (item.kind === 'reference') return plain(measureReference(item.node, style), null);
  if (item.template === null) return plain(measureClosed(item, style), null);
  const inner = open[item.template];
  if (item.kind === 'group') return plain(inner, cell(0, 0));
  if (item.fold !== 'all')
    return plain({ width: inner.width + METRICS.stack, height: inner.height + METRICS.stack }, cell(0, 0));
  const { width, height, cells } = gridOf(item.at.length, inner);
  return plain({ width, height }, cells);
}

function plain({ width, height }: { width: number; height: number }, cells: Cells | null): Size {
  return { width, height, card: { x: 0, y: 0, width, height }, badge: null, cells };
}

const cell = (x: number, y: number): Cells => ({ x, y, dx: 0, dy: 0, columns: 1, count: 1 });

function hasOwnOp(item: Item, { opStyle }: DrawStyle): item is ValueItem {
  return opStyle === 'node' && item.kind === 'value' && item.node.symbol !== '';
}

/** Which place of an item a link starts at: what shows one copy has one for each exit, all else a single one. */
const exitOf = (item: Item, exit: number): number => (showsOne(item) ? exit : 0);

const entryOf = (item: Item, entry: number): number => (item.kind === 'value' || showsOne(item) ? entry : 0);

function waysOf(id: string, { items, links }: Template, style: DrawStyle): Way[] {
  const ways = new Map<string, Way>();
  for (const [i, { source, exit, target, entry }] of links.entries()) {
    const way = {
      source,
      exit: source === BORDER ? exit : exitOf(items[source], exit),
      target,
      entry: target === BORDER ? entry : entryOf(items[target], entry),
    };
    const from = source === BORDER ? `${id}.${BORDER_IN}${exit}` : `${id}.${source}e${way.exit}`;
    const op = target !== BORDER && hasOwnOp(items[target], style) ? 'o' : '';
    const to = target === BORDER ? `${id}.${BORDER_OUT}${entry}` : `${id}.${target}${op}i${way.entry}`;
    const known = ways.get(`${from} ${to}`);
    if (known === undefined) ways.set(`${from} ${to}`, { ...way, from, to, links: [i] });
    else known.links.push(i);
  }
  return [...ways.values()];
}

/** The ends of the ways at each item, in operand order, without repetition. */
function arrivalsOf({ items }: Template, ways: readonly Way[]): string[][] {
  const arrivals = items.map(() => new Map<string, number>());
  for (const { target, entry, to } of ways) if (target !== BORDER) arrivals[target].set(to, entry);
  return arrivals.map(each => [...each].sort(([, a], [, b]) => a - b).map(([to]) => to));
}

function boxesOf(
  id: string,
  item: Item,
  size: Size,
  open: readonly PlacedTemplate[],
  arriving: readonly string[],
  style: DrawStyle,
): LayoutBox[] {
  const { width, height } = size;
  if (showsOne(item)) {
    const { ins, outs } = open[item.template];
    return [{ id, width, height, ports: [...sidePorts(`${id}i`, 'WEST', ins), ...sidePorts(`${id}e`, 'EAST', outs)] }];
  }
  const middle = height / 2;
  const exit: BoxPort = { id: `${id}e0`, side: 'EAST', y: middle };
  if (!hasOwnOp(item, style)) return [{ id, width, height, ports: [...entries(height, arriving), exit] }];
  const badge = measureBadge(badgeWords(item.node));
  const op = {
    id: `${id}o`,
    ...badge,
    ports: [...entries(badge.height, arriving), { id: `${id}oe`, side: 'EAST', y: badge.height / 2 } satisfies BoxPort],
  };
  return [op, { id, width, height, ports: [{ id: `${id}v`, side: 'WEST', y: middle }, exit] }];
}

const sidePorts = (prefix: string, side: BoxPort['side'], heights: readonly number[]): BoxPort[] =>
  heights.map((y, i) => ({ id: `${prefix}${i}`, side, y }));

/** The places at which links arrive, from top to bottom. */
const entries = (height: number, arriving: readonly string[]): BoxPort[] =>
  arriving.map((id, k) => ({ id, side: 'WEST', y: height / 2 + entryOffset(k, arriving.length) }));

function placedOf(
  id: string,
  template: Template,
  sizes: readonly Size[],
  ways: readonly Way[],
  graph: BoxGraph,
  style: DrawStyle,
  { width, height, boxes, routes, ports }: Solution,
): PlacedTemplate {
  const items = template.items.map((item, i): PlacedItem => {
    const at = boxes.get(`${id}.${i}`)!;
    const size = sizes[i];
    const op = hasOwnOp(item, style) ? { ...boxes.get(`${id}.${i}o`)!, ...measureBadge(badgeWords(item.node)) } : null;
    return {
      x: at.x,
      y: at.y,
      width: size.width,
      height: size.height,
      card: moved(size.card, at.x, at.y),
      badge: op ?? (size.badge && moved(size.badge, at.x, at.y)),
      stem: routes.get(`${id}.${i}s`) ?? null,
      cells: size.cells && { ...size.cells, x: size.cells.x + at.x, y: size.cells.y + at.y },
    };
  });
  const placed = ways.map(({ from, to, ...way }, i): PlacedLink => {
    const { source, target } = way;
    return {
      ...way,
      points: attach(routes.get(`${id}/${i}`) ?? [], items[source], items[target], overhang(template.items[source])),
    };
  });
  pullTaut(items, placed, i => i === BORDER || isOpen(template.items[i]));
  const heights = (ids: readonly string[]): number[] => ids.map(each => ports.get(each) ?? height / 2);
  return { key: template.key, width, height, items, links: placed, ins: heights(graph.ins), outs: heights(graph.outs) };
}

/** How far the cards below an open copy look out to its right: a link begins at the copy. */
function overhang(item: Item | undefined): number {
  return item?.kind === 'repeat' && showsOne(item) ? METRICS.stack : 0;
}

/** A route with its ends on what is drawn: the source's card, and the round side of the target's badge. */
function attach(
  points: Point[],
  source: PlacedItem | undefined,
  target: PlacedItem | undefined,
  inside: number,
): Point[] {
  if (points.length < 2) return points;
  const [begin, end] = [points[0], points[points.length - 1]];
  return [
    source ? { x: right(source.card) - inside, y: begin.y } : begin,
    ...points.slice(1, -1),
    target ? { x: tidy(reach(target, end.y)), y: end.y } : end,
  ];
}

const right = ({ x, width }: Box): number => x + width;

function reach({ badge, card }: PlacedItem, y: number): number {
  return badge ? badge.x + pillInset(badge.height, y - (badge.y + badge.height / 2)) : card.x;
}
