/** From a value to its place in the picture, and from a point in the picture to what is there. */

import type { Item, Template } from '../../src/protocol/graph';
import type { Box, Point } from './geometry';
import { METRICS } from './measure';
import { isInRows, isOpen, isPaged } from './open';
import type { PlacedItem, Scene } from './placed';
import { type Copy, cellsIn, copyIn, foldOf, groupKey, keyOf, type SeenFold, wholeOf } from './sight';

/** Where a value is drawn, or the closed box that it is in. */
export interface Place {
  key: string;
  box: Box;
  /** It is drawn itself. */
  isExact: boolean;
}

/** Indexes of the values of each template, by their relative ids; a sum is there for all additions that it stands for. */
const indexes = new WeakMap<Template, Map<number, number>>();

function valuesOf(template: Template): Map<number, number> {
  let index = indexes.get(template);
  if (!index) {
    index = new Map();
    for (const [i, item] of template.items.entries()) {
      if (item.kind !== 'value') continue;
      index.set(item.at, i);
      for (const id of item.absorbed ?? []) index.set(id, i);
    }
    indexes.set(template, index);
  }
  return index;
}

/** The place of a value; null if no part of the picture has it, as of one that is only drawn beside its consumers. */
export function locate(scene: Scene, id: number): Place | null {
  return search(wholeOf(scene));

  function search(copy: Copy): Place | null {
    const template = scene.graph.templates[copy.template];
    const { items } = scene.templates[copy.template];
    const own = valuesOf(template).get(id - copy.node);
    if (own !== undefined) return placeOf(template.items[own], items[own], copy, true);
    let closed: Place | null = null;
    for (let i = 0; i < template.items.length; i++) {
      const item = template.items[i];
      if (item.kind === 'value' || item.kind === 'reference') continue;
      // Spans overlap where generators or promises take turns: the value may be in any of several.
      for (const which of holders(item, id - copy.node)) {
        const { cells } = items[i];
        if (!isOpen(item) || !cells || isHidden(item, which)) {
          closed ??= placeOf(item, items[i], copy, false);
          continue;
        }
        const found = search(copyIn(item, cells, isInRows(item) ? which : 0, copy));
        if (found?.isExact) return found;
        closed ??= found;
      }
    }
    return closed;
  }
}

/** The innermost open box that a value belongs in, as of one that is only drawn beside its consumers; null without one. */
export function holderOf(scene: Scene, id: number): Box | null {
  let holder: Box | null = null;
  for (let copy: Copy | null = wholeOf(scene); copy !== null; ) {
    const around: Copy = copy;
    copy = null;
    const { items } = scene.graph.templates[around.template];
    const placed = scene.templates[around.template].items;
    for (const [i, item] of items.entries()) {
      const { cells } = placed[i];
      if (item.kind === 'value' || item.kind === 'reference' || !isOpen(item) || !cells) continue;
      const [which] = holders(item, id - around.node);
      if (which === undefined || isHidden(item, which)) continue;
      holder = placeOf(item, placed[i], around, false).box;
      copy = copyIn(item, cells, isInRows(item) ? which : 0, around);
      break;
    }
  }
  return holder;
}

/** Where something is drawn, by its key; null if it is not: if it is in something closed, or on another page of a stack. */
export function placeOfKey(scene: Scene, key: string): Place | null {
  const number = Number(key.slice(1));
  if (key.startsWith('g')) return placeOfGroup(scene, number);
  const place = key.startsWith('v') ? locate(scene, number) : null;
  return place?.isExact ? place : null;
}

/** Groups are numbered in preorder: one is in the last box whose number is at most its own. */
function placeOfGroup(scene: Scene, group: number): Place | null {
  for (let copy = wholeOf(scene); ; ) {
    const { items } = scene.graph.templates[copy.template];
    let nearest = { index: -1, which: -1, number: -1 };
    items.forEach((item, index) => {
      if (item.kind !== 'group' && item.kind !== 'repeat') return;
      const numbers = item.kind === 'repeat' ? item.group : [item.group];
      const which = lastAtMost(numbers, group - copy.group);
      if (which >= 0 && numbers[which] > nearest.number) nearest = { index, which, number: numbers[which] };
    });
    if (nearest.index < 0) return null;
    const item = items[nearest.index];
    const placed = scene.templates[copy.template].items[nearest.index];
    const isCopy = item.kind === 'repeat' && item.fold === nearest.which && nearest.number === group - copy.group;
    if (isCopy || keyOf(item, copy) === groupKey(group)) return placeOf(item, placed, copy, true);
    if (!isOpen(item) || !placed.cells || isHidden(item, nearest.which)) return null;
    copy = copyIn(item, placed.cells, isInRows(item) ? nearest.which : 0, copy);
  }
}

function placeOf(item: Item, placed: PlacedItem, copy: Copy, isExact: boolean): Place {
  const { card } = placed;
  return { key: keyOf(item, copy), box: { ...card, x: card.x + copy.x, y: card.y + copy.y }, isExact };
}

/** Which copies of an item may hold a relative id, the likeliest first. */
function* holders(item: Exclude<Item, { kind: 'value' | 'reference' }>, id: number): Iterable<number> {
  if (item.kind === 'group') {
    if (id >= item.at && id < item.at + item.span) yield 0;
    return;
  }
  for (let which = lastAtMost(item.at, id); which >= 0 && id < item.at[which] + item.span; which--) yield which;
}

const isHidden = (item: Item, which: number): boolean => isPaged(item) && item.fold !== which;

/** Index of the last of ascending numbers that is at most `value`; -1 without one. */
function lastAtMost(numbers: ArrayLike<number>, value: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What is at a point: the innermost value, reference or box; of an open box, whether the point is on its head. */
export type Hit =
  | { kind: 'value'; id: number; key: string }
  | { kind: 'reference'; user: number; input: number; key: string }
  | { kind: 'fold'; fold: SeenFold; key: string; onHead: boolean }
  | { kind: 'cell'; fold: SeenFold; key: string; index: number; onHead: boolean };

export function hit(scene: Scene, point: Point): Hit | null {
  return probe(wholeOf(scene));

  function probe(copy: Copy): Hit | null {
    const at = { x: point.x - copy.x, y: point.y - copy.y };
    const { items } = scene.graph.templates[copy.template];
    const placed = scene.templates[copy.template].items;
    for (let i = items.length - 1; i >= 0; i--) {
      const found = isIn(at, placed[i]) ? probeItem(items[i], placed[i], copy, at) : null;
      if (found) return found;
    }
    return null;
  }

  function probeItem(item: Item, placed: PlacedItem, copy: Copy, at: Point): Hit | null {
    const key = keyOf(item, copy);
    if (item.kind === 'value') {
      const { badge, card } = placed;
      return isIn(at, card) || (badge && isIn(at, badge)) ? { kind: 'value', id: copy.node + item.at, key } : null;
    }
    if (item.kind === 'reference') return { kind: 'reference', user: copy.node + item.user, input: item.input, key };
    const fold = foldOf(item, placed, copy);
    if (isOpen(item) && placed.cells) {
      const size = scene.templates[item.template];
      for (const index of cellsIn(placed.cells, { ...at, width: 0, height: 0 }, size)) {
        const inner = copyIn(item, placed.cells, index, copy);
        const found = probe(inner);
        if (found) return found;
        const top = inner.y - copy.y;
        const onHead = at.y < top + METRICS.groupHead;
        if (isInRows(item)) return { kind: 'cell', fold, key, index, onHead };
      }
    }
    return { kind: 'fold', fold, key, onHead: at.y < placed.y + METRICS.groupHead };
  }
}

function isIn(point: Point, box: Box): boolean {
  return point.x >= box.x && point.y >= box.y && point.x <= box.x + box.width && point.y <= box.y + box.height;
}
