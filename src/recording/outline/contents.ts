/** What a group shows when it is open: the same for all groups of its structure. */
import { PORT_BITS, repeatsAmong, shownAmong } from './groups';
import type { Outline } from './outline';
import { Pairs } from './pairs';
import { MOST_PORTS } from './simplify';
import { isLinkedLeaf, isWideAt } from './values';

export type Content =
  /** Varied: the name is another one in other groups of the structure. */
  | { kind: 'value'; at: number; isVaried: boolean }
  /** The leaf `at` is input number `input` of `user`, a node of the tape; all by position. */
  | { kind: 'reference'; at: number; user: number; input: number; isVaried: boolean }
  /** Indices among the groups in it; of one group, or of several of the same structure. */
  | { kind: 'group'; child: number; isVaried: boolean }
  | { kind: 'repeat'; children: Int32Array };

/** What can be opened and closed. */
export type FoldContent = Extract<Content, { kind: 'group' | 'repeat' }>;

/** Between items, or the border: -1. From a repeat to itself: some of it use what others make. */
export interface ContentLink {
  source: number;
  exit: number;
  target: number;
  entry: number;
  /** Which copies of a repeat it joins: of the source, and of the target, 0 for what is none. Null: neither is a repeat. */
  copies: Pairs | null;
}

export interface Contents {
  items: Content[];
  links: ContentLink[];
  /** For each group in it, what to add to the number of the group itself. */
  numbers: Uint32Array;
}

const BORDER = -1;

/** Number of places at which so many values enter or leave. */
export const portsOf = (count: number): number => (count > MOST_PORTS ? 1 : count);

interface Scratch {
  contents: (Contents | undefined)[];
  /** By position. Marks are those of the group under way: drawn in it itself, and on show in it, where. */
  own: Int32Array;
  mark: Int32Array;
  /** The item's index, and its exit in the lowest bits; of a repeat, which copy. */
  shown: Int32Array;
  copy: Int32Array;
  marks: number;
}

const scratches = new WeakMap<Outline, Scratch>();

/** @param structure - Index of a structure. */
export function contentsOf(outline: Outline, structure: number): Contents {
  let scratch = scratches.get(outline);
  if (scratch === undefined) {
    const { count } = outline.values.columns;
    const array = () => new Int32Array(count);
    scratch = { contents: [], own: array(), mark: array(), shown: array(), copy: array(), marks: 0 };
    scratches.set(outline, scratch);
  }
  scratch.contents[structure] ??= make(outline, outline.groups.structures[structure].group, scratch);
  return scratch.contents[structure];
}

function make({ values, groups }: Outline, group: number, scratch: Scratch): Contents {
  const { offset, inputs, via, isFlat, columns } = values;
  const { varied, variedGroups } = groups.of(group);
  const own = groups.ownOf(group);
  const children = groups.childrenOf(group);
  const mark = ++scratch.marks;
  const items: Content[] = [];
  const itemOfChild = new Int32Array(children.length);
  const copyOfChild = new Int32Array(children.length);
  /** References that are to be linked, by value. */
  const references: { item: number; target: number; entry: number }[] = [];
  const itemOfOwn = new Int32Array(own.length);

  for (let i = 0; i < own.length; i++) scratch.own[own[i]] = mark;
  addItems();
  for (let i = 0; i < own.length; i++) show(own[i], itemOfOwn[i], 0, 0);
  for (let j = 0; j < children.length; j++) {
    const from = groups.exitsFrom.data[children[j]];
    const to = groups.exitsFrom.data[children[j] + 1];
    const isOne = to - from > MOST_PORTS;
    for (let k = from; k < to; k++) show(groups.exits.data[k], itemOfChild[j], isOne ? 0 : k - from, copyOfChild[j]);
  }
  const entries = groups.entriesOf(group);
  const exits = groups.exitsOf(group);
  const entryOf = new Map<number, number>();
  for (let k = 0; k < entries.length; k++) entryOf.set(entries[k], entries.length > MOST_PORTS ? 0 : k);
  const links = allLinks();
  return { items, links, numbers: numbersOf() };

  function show(at: number, item: number, exit: number, copy: number): void {
    scratch.mark[at] = mark;
    scratch.shown[at] = (item << PORT_BITS) | exit;
    scratch.copy[at] = copy;
  }

  /** Whether an input is drawn beside its user. */
  function isReference(user: number, input: number): boolean {
    if (isFlat || isWideAt(values, user) || values.isLeaf[input] === 0) return false;
    return scratch.own[input] !== mark || !isLinkedLeaf(values, input);
  }

  function addItems(): void {
    const repeats = repeatsAmong(groups, children);
    const shown = shownAmong(children.length, repeats);
    let next = 0;
    const addChildren = (before: number) => {
      for (; next < shown.length && groups.base.data[children[shown[next]]] < before; next++) {
        const child = shown[next];
        const members = repeats.get(child);
        if (members === undefined) {
          itemOfChild[child] = items.length;
          items.push({ kind: 'group', child, isVaried: variedGroups.has(child) });
          continue;
        }
        for (let i = 0; i < members.length; i++) {
          itemOfChild[members[i]] = items.length;
          copyOfChild[members[i]] = i;
        }
        items.push({ kind: 'repeat', children: members });
      }
    };
    for (let i = 0; i < own.length; i++) {
      const user = own[i];
      addChildren(columns.node[user]);
      const first = references.length;
      for (let k = offset[user]; k < offset[user + 1]; k++) {
        const input = inputs[k];
        if (input < 0 || !isReference(user, input)) continue;
        const by = via !== null && via[k] >= 0 ? via[k] : -1;
        const operand = k - offset[user];
        references.push({ item: items.length, target: -1, entry: operand });
        items.push({
          kind: 'reference',
          at: input,
          user: by < 0 ? user : by >> 1,
          input: by < 0 ? operand : by & 1,
          isVaried: varied.has(~k),
        });
      }
      for (let r = first; r < references.length; r++) references[r].target = items.length;
      itemOfOwn[i] = items.length;
      items.push({ kind: 'value', at: user, isVaried: varied.has(user) });
    }
    addChildren(Number.POSITIVE_INFINITY);
  }

  function allLinks(): ContentLink[] {
    const known = new Map<number, ContentLink>();
    const isRepeat = items.map(({ kind }) => kind === 'repeat');
    const ports = MOST_PORTS + 1;
    /** By entry, for copy after copy is joined by the same links. */
    const lastKey: number[] = new Array(ports).fill(-1);
    const last: (Pairs | null)[] = new Array(ports).fill(null);
    const add = (source: number, exit: number, from: number, target: number, entry: number, to: number) => {
      const key = (((source + 1) * ports + exit) * (items.length + 1) + target + 1) * ports + entry;
      if (key !== lastKey[entry]) {
        lastKey[entry] = key;
        last[entry] = linkAt(key, source, exit, target, entry).copies;
      }
      last[entry]?.add(from, to);
    };
    const linkAt = (key: number, source: number, exit: number, target: number, entry: number): ContentLink => {
      let link = known.get(key);
      if (link === undefined) {
        const isOfCopies = isRepeat[source] || isRepeat[target];
        link = { source, exit, target, entry, copies: isOfCopies ? new Pairs() : null };
        known.set(key, link);
      }
      return link;
    };
    const addFrom = (at: number, target: number, entry: number, to: number) => {
      const shown = scratch.shown[at];
      if (scratch.mark[at] !== mark) add(BORDER, entryOf.get(at) ?? 0, 0, target, entry, to);
      else add(shown >> PORT_BITS, shown & ((1 << PORT_BITS) - 1), scratch.copy[at], target, entry, to);
    };
    for (const { item, target, entry } of references) add(item, 0, 0, target, entry, 0);
    for (let i = 0; i < own.length; i++) {
      const isWide = isWideAt(values, own[i]);
      for (let k = offset[own[i]]; k < offset[own[i] + 1]; k++) {
        const input = inputs[k];
        if (input < 0 || isReference(own[i], input)) continue;
        addFrom(input, itemOfOwn[i], isWide ? 0 : k - offset[own[i]], 0);
      }
    }
    for (let j = 0; j < children.length; j++) {
      const from = groups.entriesFrom.data[children[j]];
      const to = groups.entriesFrom.data[children[j] + 1];
      const isOne = to - from > MOST_PORTS;
      for (let k = from; k < to; k++)
        addFrom(groups.entries.data[k], itemOfChild[j], isOne ? 0 : k - from, copyOfChild[j]);
    }
    for (let k = 0; k < exits.length; k++) addFrom(exits[k], BORDER, exits.length > MOST_PORTS ? 0 : k, 0);
    return [...known.values()];
  }

  function numbersOf(): Uint32Array {
    const numbers = new Uint32Array(children.length);
    let number = 1;
    for (let j = 0; j < children.length; j++) {
      numbers[j] = number;
      number += groups.of(children[j]).size;
    }
    return numbers;
  }
}
