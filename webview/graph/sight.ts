/** What of a picture lies in a part of the plane: every value, box and edge with its own name and place. */

import {
  BORDER,
  type GroupItem,
  type Item,
  type Link,
  type RepeatItem,
  type Template,
  type ViewNode,
} from '../../src/protocol/graph';
import { type Box, moved, overlaps, type Point } from './geometry';
import { METRICS } from './measure';
import { isInRows, isOpen, isPaged } from './open';
import type { Cells, PlacedItem, PlacedLink, Scene } from './placed';

/** A copy of a template: where it is drawn, and what its relative ids count from. */
export interface Copy {
  template: number;
  x: number;
  y: number;
  node: number;
  group: number;
  /** The key of the box that it is in, whose border its entries and exits are at; and whether that holds rows of copies. */
  border: string;
  isInRows: boolean;
}

interface Seen {
  /** The same for the same thing in every picture of a run. */
  key: string;
  placed: PlacedItem;
  /** Where the origin of its template is. */
  x: number;
  y: number;
  /** The key of the open box that it is in; empty at the top. */
  within: string;
}

export interface SeenValue extends Seen {
  id: number;
  /** Of a sum, the additions that it stands for, counted from `base`. */
  absorbed: Uint32Array | null;
  base: number;
  node: ViewNode;
}

export interface SeenReference extends Seen {
  user: number;
  input: number;
  node: ViewNode;
}

/** A group or a stack of repeats, closed or open. */
export interface SeenFold extends Seen {
  item: GroupItem | RepeatItem;
  group: number;
  /** Nodes that it stands for: those from `node` on, as many as the item spans. */
  node: number;
  /** The value whose numbers its closed box shows; null without one. */
  result: number | null;
}

/** One of many copies that are all shown. */
export interface SeenCell extends Box {
  key: string;
  item: RepeatItem;
  /** The first node of the copy. */
  node: number;
  /** Of the stack, and which copy it is. */
  group: number;
  index: number;
  within: string;
}

export interface SeenEdge {
  key: string;
  /** What it joins: the keys of what is seen, or of a place at an open group's border, where the way goes on. */
  from: string;
  to: string;
  points: readonly Point[];
  x: number;
  y: number;
  /** It is of copies of a stack that are not on show. */
  hidden: boolean;
}

export interface Sight {
  window: Box;
  values: SeenValue[];
  references: SeenReference[];
  /** Outer ones before what they hold. */
  folds: SeenFold[];
  cells: SeenCell[];
  edges: SeenEdge[];
  /** There is more in the window than was asked for. */
  isCut: boolean;
}

/** More values and boxes than this are painted on a canvas: elements for all of them would be slow, and too small to read. */
export const MOST_ELEMENTS = 400;

export const valueKey = (id: number): string => `v${id}`;
export const referenceKey = (user: number, input: number): string => `r${user}.${input}`;
export const groupKey = (group: number): string => `g${group}`;

/** The copy that is the whole picture. */
export function wholeOf({ graph, templates }: Scene): Copy {
  const { node, group } = graph;
  return { template: templates.length - 1, x: 0, y: 0, node, group, border: groupKey(group), isInRows: false };
}

/** Everything in a window of the picture, but no more than about `limit` values and boxes. */
export function sightOf(scene: Scene, window: Box, limit: number): Sight {
  const sight: Sight = { window, values: [], references: [], folds: [], cells: [], edges: [], isCut: false };
  let room = limit;
  visit(wholeOf(scene), '');
  return sight;

  function visit(copy: Copy, within: string): void {
    const { items } = scene.graph.templates[copy.template];
    const placed = scene.templates[copy.template];
    const near = moved(window, -copy.x, -copy.y);
    items.forEach((item, i) => {
      if (sight.isCut || !overlaps(placed.items[i], near)) return;
      if (room-- <= 0) sight.isCut = true;
      else see(item, placed.items[i], copy, within);
    });
    placed.links.forEach((link, i) => {
      if (!sight.isCut && crosses(link.points, near))
        sight.edges.push(edgeOf(link, i, scene.graph.templates[copy.template], copy));
    });
  }

  function see(item: Item, placed: PlacedItem, copy: Copy, within: string): void {
    const { x, y } = copy;
    if (item.kind === 'value') {
      const id = copy.node + item.at;
      const { node, absorbed } = item;
      sight.values.push({ key: valueKey(id), placed, x, y, within, id, node, absorbed, base: copy.node });
      return;
    }
    if (item.kind === 'reference') {
      const user = copy.node + item.user;
      const key = keyOf(item, copy);
      sight.references.push({ key, placed, x, y, within, user, input: item.input, node: item.node });
      return;
    }
    const fold = foldOf(item, placed, copy, within);
    sight.folds.push(fold);
    if (item.template === null || !placed.cells) return;
    for (const index of cellsIn(placed.cells, moved(window, -x, -y), scene.templates[item.template])) {
      if (sight.isCut) return;
      const inner = copyIn(item, placed.cells, index, copy);
      if (isInRows(item)) {
        const { width, height } = scene.templates[item.template];
        const group = copy.group + item.group[0];
        const key = `c${inner.group}`;
        const { node } = inner;
        sight.cells.push({ key, x: inner.x, y: inner.y, width, height, item, node, group, index, within: fold.key });
        if (room-- <= 0) sight.isCut = true;
        visit(inner, key);
      } else visit(inner, fold.key);
    }
  }
}

/** The copy number `index` of those that an open item holds. */
export function copyIn(item: GroupItem | RepeatItem, cells: Cells, index: number, around: Copy): Copy {
  const shown = isPaged(item) ? item.fold : index;
  const at = item.kind === 'repeat' ? item.at[shown] : item.at;
  const group = item.kind === 'repeat' ? item.group[shown] : item.group;
  return {
    template: item.template!,
    x: around.x + cells.x + (index % cells.columns) * cells.dx,
    y: around.y + cells.y + Math.floor(index / cells.columns) * cells.dy,
    node: around.node + at,
    group: around.group + group,
    border: keyOf(item, around),
    isInRows: isInRows(item),
  };
}

/** Indexes of the copies that lie in a window: found by arithmetic, for there may be a million. */
export function* cellsIn(
  { x, y, dx, dy, columns, count }: Cells,
  window: Box,
  { width, height }: { width: number; height: number },
): Iterable<number> {
  const rows = Math.ceil(count / columns);
  const [left, right] = range(window.x - x, window.x + window.width - x, dx, width, columns);
  const [top, bottom] = range(window.y - y, window.y + window.height - y, dy, height, rows);
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const index = row * columns + column;
      if (index < count) yield index;
    }
  }
}

function range(from: number, to: number, pitch: number, size: number, count: number): [number, number] {
  if (pitch === 0 || count === 1) return from < size && to > 0 ? [0, count - 1] : [0, -1];
  return [Math.max(0, Math.ceil((from - size) / pitch)), Math.min(count - 1, Math.floor(to / pitch))];
}

export function foldOf(item: GroupItem | RepeatItem, placed: PlacedItem, copy: Copy, within = ''): SeenFold {
  const { kind, result } = item;
  const at = kind === 'repeat' ? item.at[typeof item.fold === 'number' ? item.fold : 0] : 0;
  const group = copy.group + (kind === 'repeat' ? item.group[0] : item.group);
  return {
    key: groupKey(group),
    placed,
    x: copy.x,
    y: copy.y,
    within,
    item,
    group,
    node: copy.node + (kind === 'repeat' ? item.at[0] : item.at),
    result: result === null ? null : copy.node + at + result,
  };
}

/** The key of an item in a copy of its template. */
export function keyOf(item: Item, copy: Copy): string {
  if (item.kind === 'value') return valueKey(copy.node + item.at);
  if (item.kind === 'reference') return referenceKey(copy.node + item.user, item.input);
  return groupKey(copy.group + (item.kind === 'repeat' ? item.group[0] : item.group));
}

function edgeOf(link: PlacedLink, index: number, { items, links }: Template, copy: Copy): SeenEdge {
  const hidden = isHidden(link, links);
  const { x, y } = copy;
  return {
    key: `e${copy.group}.${index}`,
    from: endOf(link, 'source', items, copy, hidden),
    to: endOf(link, 'target', items, copy, hidden),
    points: routeOf(link, hidden ? items[link.source] : undefined),
    x,
    y,
    hidden,
  };
}

/** Whether all that a line stands for is of copies that are not on show. */
export function isHidden(link: PlacedLink, links: readonly Link[]): boolean {
  return link.links.every(i => links[i].hidden);
}

/** The way of a line; one from copies that are not on show begins at the cards below the one that is. */
export function routeOf({ points }: PlacedLink, hiddenFrom: Item | undefined): readonly Point[] {
  if (points.length === 0 || !hiddenFrom || !isPaged(hiddenFrom)) return points;
  const [{ x, y }, ...rest] = points;
  return [{ x: x + METRICS.stack, y }, ...rest];
}

/**
 * The key of what a link starts or ends at; the border of an open box has one for each of its places, from the outside
 * the same as from the inside. Rows of copies share one place on each side. What is of copies that are not on show is at
 * the stack itself.
 */
function endOf(
  link: PlacedLink,
  end: 'source' | 'target',
  items: readonly Item[],
  copy: Copy,
  hidden: boolean,
): string {
  const [index, place] = end === 'source' ? [link.source, link.exit] : [link.target, link.entry];
  if (index === BORDER) return `${copy.border}${end === 'source' ? 'in' : 'out'}${copy.isInRows ? 0 : place}`;
  const item = items[index];
  const key = keyOf(item, copy);
  return isOpen(item) && !(hidden && isPaged(item)) ? `${key}${end === 'source' ? 'out' : 'in'}${place}` : key;
}

/** Whether a route passes near a window. */
function crosses(points: readonly Point[], window: Box): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return left <= window.x + window.width && right >= window.x && top <= window.y + window.height && bottom >= window.y;
}
