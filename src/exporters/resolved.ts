/**
 * A graph as boxes within boxes and edges from box to box: what is written for programs that lay out by themselves.
 * Edges go through the borders of open groups, from the value that is made to the value that uses it.
 */
import { groupKey, valueKey } from '../../webview/graph/sight';
import {
  BORDER,
  type Graph,
  type GroupItem,
  type Item,
  type Link,
  type RepeatItem,
  type Template,
  type ViewNode,
} from '../protocol/graph';
import { ExportProblem } from './problem';

/** More values and boxes than this are more than any viewer of files shows. */
export const MOST_BOXES = 50_000;

export interface ValueBox {
  kind: 'value';
  key: string;
  id: number;
  node: ViewNode;
}

export interface ReferenceBox {
  kind: 'reference';
  key: string;
  user: number;
  input: number;
  node: ViewNode;
}

/** A closed group or stack of repeats. */
export interface ClosedBox {
  kind: 'closed';
  key: string;
  item: GroupItem | RepeatItem;
  /** The value whose numbers it shows; null without one. */
  result: number | null;
}

/** Where all that goes into the copies of an open stack comes together, or all that leaves them. */
export interface JunctionBox {
  kind: 'junction';
  key: string;
}

/** An open group, or one copy of a stack. */
export interface OpenBox {
  kind: 'open';
  key: string;
  name: string;
  parts: Box[];
}

export type Box = ValueBox | ReferenceBox | ClosedBox | JunctionBox | OpenBox;

/** From box to box; those into one box follow each other in operand order. */
export interface Edge {
  from: string;
  to: string;
}

export interface Resolved {
  parts: Box[];
  edges: Edge[];
}

/** A copy of a template, and where it is. */
interface Copy {
  template: Template;
  node: number;
  group: number;
  /** The copy around it, and the item of that which it is a copy in; null for the whole picture. */
  around: { copy: Copy; index: number } | null;
  /** By the index of their item. */
  inner: Map<number, Copy[]>;
}

type OpenItem = (GroupItem | RepeatItem) & { template: number };

const isOpen = (item: Item): item is OpenItem =>
  (item.kind === 'group' || item.kind === 'repeat') && item.template !== null;

/** Throws `ExportProblem` if there are more than `most` boxes, with what `advice` says to do. */
export function resolve(graph: Graph, most: number, advice: string): Resolved {
  let room = most;
  const edges: Edge[] = [];
  const whole: Copy = {
    template: graph.templates[graph.templates.length - 1],
    node: graph.node,
    group: graph.group,
    around: null,
    inner: new Map(),
  };
  const parts = partsOf(whole);
  connect(whole);
  return { parts, edges };

  function partsOf(copy: Copy): Box[] {
    return copy.template.items.flatMap((item, index): Box[] => {
      if (room-- <= 0) throw new ExportProblem(`The graph has more than ${most} boxes. ${advice}`);
      const key = keyAt(item, copy);
      if (item.kind === 'value') return [{ kind: 'value', key, id: copy.node + item.at, node: item.node }];
      if (item.kind === 'reference') {
        return [{ kind: 'reference', key, user: copy.node + item.user, input: item.input, node: item.node }];
      }
      if (!isOpen(item)) {
        const at = item.kind === 'repeat' ? item.at[0] : item.at;
        return [{ kind: 'closed', key, item, result: item.result === null ? null : copy.node + at + item.result }];
      }
      const inner = copiesIn(item, index, copy, graph);
      copy.inner.set(index, inner);
      const opened = inner.map((each, i): OpenBox => {
        const name = inner.length > 1 ? `${item.name} (${i + 1} of ${inner.length})` : item.name;
        const own = item.kind === 'repeat' ? `${key}c${each.group}` : key;
        return { kind: 'open', key: own, name, parts: partsOf(each) };
      });
      if (item.kind === 'group') return opened;
      const junction = (side: 'in' | 'out'): Box[] =>
        hasBorder(inner[0].template, side) ? [{ kind: 'junction', key: key + side }] : [];
      return [...junction('in'), ...opened, ...junction('out')];
    });
  }

  /** Adds the edges to what is in a copy. */
  function connect(copy: Copy): void {
    const byTarget = [...copy.template.links].sort((a, b) => a.target - b.target || a.entry - b.entry);
    const known = new Set<string>();
    for (const link of byTarget) {
      const to = targetOf(copy, link);
      if (to === null) continue;
      const item = copy.template.items[link.target];
      for (const from of sourcesOf(copy, link)) {
        // The two edges of a * a are two; a box that stands for many values takes one from each.
        const isOnce = item?.kind !== 'value';
        if (isOnce && known.has(`${from} ${to}`)) continue;
        known.add(`${from} ${to}`);
        edges.push({ from, to });
      }
    }
    for (const inner of copy.inner.values()) for (const each of inner) connect(each);
  }
}

/** Which box a link ends at; null where it goes on inside, or beyond the border. */
function targetOf(copy: Copy, { target }: Link): string | null {
  if (target === BORDER) return isRepeated(copy) ? `${keyAround(copy)}out` : null;
  const item = copy.template.items[target];
  if (!isOpen(item)) return keyAt(item, copy);
  return item.kind === 'repeat' ? `${keyAt(item, copy)}in` : null;
}

/** The boxes that a link comes from, in order. */
function sourcesOf(copy: Copy, { source, exit }: Link): string[] {
  if (source === BORDER) return arrivingAt(copy, exit);
  const item = copy.template.items[source];
  if (!isOpen(item)) return [keyAt(item, copy)];
  if (item.kind === 'repeat') return [`${keyAt(item, copy)}out`];
  const [inner] = copy.inner.get(source)!;
  return inner.template.links
    .filter(({ target, entry }) => target === BORDER && entry === exit)
    .flatMap(link => sourcesOf(inner, link));
}

/** The boxes outside from which something arrives at an entry of a copy. */
function arrivingAt(copy: Copy, place: number): string[] {
  if (copy.around === null) return [];
  if (isRepeated(copy)) return [`${keyAround(copy)}in`];
  const { copy: around, index } = copy.around;
  return around.template.links
    .filter(({ target, entry }) => target === index && entry === place)
    .flatMap(link => sourcesOf(around, link));
}

function isRepeated({ around }: Copy): boolean {
  return around?.copy.template.items[around.index].kind === 'repeat';
}

function keyAround({ around }: Copy): string {
  return keyAt(around!.copy.template.items[around!.index], around!.copy);
}

function keyAt(item: Item, { node, group }: Copy): string {
  if (item.kind === 'value') return valueKey(node + item.at);
  if (item.kind === 'reference') return `r${node + item.user}_${item.input}`;
  return groupKey(group + (item.kind === 'repeat' ? item.group[0] : item.group));
}

function hasBorder({ links }: Template, side: 'in' | 'out'): boolean {
  return links.some(({ source, target }) => (side === 'in' ? source : target) === BORDER);
}

function copiesIn(item: OpenItem, index: number, around: Copy, { templates }: Graph): Copy[] {
  const template = templates[item.template];
  const copy = (at: number, group: number): Copy => {
    const place = { node: around.node + at, group: around.group + group };
    return { template, ...place, around: { copy: around, index }, inner: new Map() };
  };
  if (item.kind === 'group') return [copy(item.at, item.group)];
  const shown = typeof item.fold === 'number' ? [item.fold] : Array.from(item.at.keys());
  return shown.map(i => copy(item.at[i], item.group[i]));
}
