/**
 * A graph as boxes within boxes and edges from box to box: what is written for programs that lay out by themselves.
 * Edges go through the borders of open groups, from the value that is made to the value that uses it.
 */
import { isInRows, isOpen, type OpenItem } from '../../webview/graph/open';
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
import { MOST_PORTS } from '../recording/outline/simplify';
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

/** The copies of a stack that are not on show. */
export interface OthersBox {
  kind: 'others';
  key: string;
  /** `8 more like row`. */
  name: string;
}

/** An open group, or one copy of a stack. */
export interface OpenBox {
  kind: 'open';
  key: string;
  name: string;
  parts: Box[];
}

export type Box = ValueBox | ReferenceBox | ClosedBox | JunctionBox | OthersBox | OpenBox;

/** From box to box; those into one box follow each other in operand order. */
export interface Edge {
  from: string;
  to: string;
  /** It is of copies of a stack that are not on show. */
  hidden: boolean;
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

/** The ordered inputs of a node. */
export type InputsOf = (node: number) => readonly number[];

/**
 * Throws `ExportProblem` if there are more than `most` boxes, with what `advice` says to do.
 * @param inputsOf - Tells which copy of an open stack a value uses, and what a copy uses; a graph tells it of all together.
 */
export function resolve(graph: Graph, most: number, advice: string, inputsOf?: InputsOf): Resolved {
  let room = most;
  const edges: Edge[] = [];
  const drawn = new Set<number>();
  const whole: Copy = {
    template: graph.templates[graph.templates.length - 1],
    node: graph.node,
    group: graph.group,
    around: null,
    inner: new Map(),
  };
  const parts = partsOf(whole);
  connect(whole);
  return pruned(parts, edges);

  function partsOf(copy: Copy): Box[] {
    return copy.template.items.flatMap((item, index): Box[] => {
      if (room-- <= 0) throw new ExportProblem(`The graph has more than ${most} boxes. ${advice}`);
      const key = keyAt(item, copy);
      if (item.kind === 'value') {
        const id = copy.node + item.at;
        drawn.add(id);
        return [{ kind: 'value', key, id, node: item.node }];
      }
      if (item.kind === 'reference') {
        return [{ kind: 'reference', key, user: copy.node + item.user, input: item.input, node: item.node }];
      }
      if (!isOpen(item)) {
        const at = item.kind === 'repeat' ? item.at[0] : 0;
        return [{ kind: 'closed', key, item, result: item.result === null ? null : copy.node + at + item.result }];
      }
      const inner = copiesIn(item, index, copy, graph);
      copy.inner.set(index, inner);
      const opened = inner.map((each, i): OpenBox => {
        const name = item.kind === 'repeat' ? `${item.name} (${shownOf(item)[i] + 1} of ${item.at.length})` : item.name;
        const own = item.kind === 'repeat' ? `${key}c${each.group}` : key;
        return { kind: 'open', key: own, name, parts: partsOf(each) };
      });
      if (item.kind === 'group') return opened;
      if (!isInRows(item)) return [...othersOf(copy, item, index), ...opened];
      const junction = (side: 'in' | 'out'): Box[] =>
        hasBorder(inner[0].template, side) ? [{ kind: 'junction', key: key + side }] : [];
      return [...junction('in'), ...opened, ...junction('out')];
    });
  }

  /** The one value that an operand is, where a link only tells that it is one of many, if that is drawn. */
  function exactly(sources: string[], item: Item | undefined, entry: number, copy: Copy): string[] {
    if (inputsOf === undefined || item?.kind !== 'value' || !sources.some(isJunction)) return sources;
    const operands = operandsOf(copy.node + item.at, item.node.terms, inputsOf);
    // Very many arrive at one place: which of them a link is does not show.
    if (operands.length > MOST_PORTS) return sources;
    const operand = operands[entry];
    return operand !== undefined && drawn.has(operand) ? [valueKey(operand)] : sources;
  }

  /** Of a sum that is drawn as one, its terms: what the sums in it add that are not drawn themselves. */
  function operandsOf(node: number, terms: number, inputs: InputsOf): readonly number[] {
    if (terms === 0) return inputs(node);
    let operands = [...inputs(node)];
    while (operands.length < terms) {
      const inner = operands.findIndex(each => !drawn.has(each) && inputs(each).length > 1);
      if (inner < 0) return [];
      operands = [...operands.slice(0, inner), ...inputs(operands[inner]), ...operands.slice(inner + 1)];
    }
    return operands;
  }

  /** Adds the edges to what is in a copy. */
  function connect(copy: Copy): void {
    const byTarget = [...copy.template.links].sort((a, b) => a.target - b.target || a.entry - b.entry);
    const known = new Set<string>();
    for (const link of byTarget) {
      const to = targetOf(copy, link);
      if (to === null) continue;
      const item = copy.template.items[link.target];
      for (const from of exactly(sourcesOf(copy, link), item, link.entry, copy)) {
        // The two edges of a * a are two; what stands for many values gives and takes one.
        const isOnce = item?.kind !== 'value' || !from.startsWith('v');
        if (isOnce && known.has(`${from} ${to}`)) continue;
        known.add(`${from} ${to}`);
        edges.push({ from, to, hidden: isOthers(from) || isOthers(to) });
      }
    }
    for (const inner of copy.inner.values()) for (const each of inner) connect(each);
  }
}

/** Without the junctions that nothing goes through, since every value told what it uses itself. */
function pruned(parts: Box[], edges: Edge[]): Resolved {
  let left = edges;
  for (;;) {
    const [from, to] = [new Set(left.map(edge => edge.from)), new Set(left.map(edge => edge.to))];
    const isVain = (key: string) => isJunction(key) && !(from.has(key) && to.has(key));
    const next = left.filter(edge => !isVain(edge.from) && !isVain(edge.to));
    if (next.length === left.length) break;
    left = next;
  }
  const used = new Set(left.flatMap(({ from, to }) => [from, to]));
  const without = (boxes: Box[]): Box[] =>
    boxes.flatMap((box): Box[] => {
      if (box.kind === 'open') return [{ ...box, parts: without(box.parts) }];
      return box.kind === 'junction' && !used.has(box.key) ? [] : [box];
    });
  return { parts: without(parts), edges: left };
}

const isJunction = (key: string): boolean => /^g\d+(in|out)$/.test(key);

const othersKey = (key: string): string => `${key}others`;
const isOthers = (key: string): boolean => key.endsWith('others');

/** The box for the copies of a stack that are not on show, if anything else is joined to them. */
function othersOf(copy: Copy, item: OpenItem & RepeatItem, index: number): OthersBox[] {
  const isJoined = copy.template.links.some(
    ({ source, target, hidden }) => hidden && (source === index || target === index),
  );
  const name = `${item.at.length - 1} more like ${item.name}`;
  return isJoined ? [{ kind: 'others', key: othersKey(keyAt(item, copy)), name }] : [];
}

/** Which box a link ends at; null where it goes on inside, or beyond the border. */
function targetOf(copy: Copy, { target, hidden }: Link): string | null {
  if (target === BORDER) return isOneOfRows(copy) ? `${keyAround(copy)}out` : null;
  const item = copy.template.items[target];
  const key = keyAt(item, copy);
  if (!isOpen(item)) return key;
  if (isInRows(item)) return `${key}in`;
  return hidden && item.kind === 'repeat' ? othersKey(key) : null;
}

/** The boxes that a link comes from, in order. */
function sourcesOf(copy: Copy, { source, exit, hidden }: Link): string[] {
  if (source === BORDER) return arrivingAt(copy, exit);
  const item = copy.template.items[source];
  const key = keyAt(item, copy);
  if (!isOpen(item)) return [key];
  if (isInRows(item)) return [`${key}out`];
  if (hidden && item.kind === 'repeat') return [othersKey(key)];
  const [inner] = copy.inner.get(source)!;
  return inner.template.links
    .filter(({ target, entry }) => target === BORDER && entry === exit)
    .flatMap(link => sourcesOf(inner, link));
}

/** The boxes outside from which something arrives at an entry of a copy. */
function arrivingAt(copy: Copy, place: number): string[] {
  if (copy.around === null) return [];
  if (isOneOfRows(copy)) return [`${keyAround(copy)}in`];
  const { copy: around, index } = copy.around;
  const isOfStack = around.template.items[index].kind === 'repeat';
  return around.template.links
    .filter(({ target, entry, hidden }) => target === index && entry === place && !(hidden && isOfStack))
    .flatMap(link => sourcesOf(around, link));
}

function isOneOfRows({ around }: Copy): boolean {
  const item = around?.copy.template.items[around.index];
  return item !== undefined && isInRows(item);
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
  return shownOf(item).map(i => copy(item.at[i], item.group[i]));
}

/** Indexes of the copies of an open stack that are shown. */
function shownOf({ fold, at }: RepeatItem): number[] {
  return typeof fold === 'number' ? [fold] : Array.from(at.keys());
}
