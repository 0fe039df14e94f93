/**
 * The groups of an outline, in the order in which they were finished: a group comes after all in it. What groups of equal
 * structure have in common is kept once.
 */
import { Ints } from './ints';
import type { GroupName } from './names';

/** Enough for the number of an exit. */
export const PORT_BITS = 6;

/** What a group is, apart from where it is: its ids are relative to its first node's. */
export interface Structure {
  /** One of the groups that have it. */
  group: number;
  /** Structures that look the same, but for ids, have the same number. */
  shape: number;
  /** Hashes of how it looks, and with relative ids. */
  a: number;
  b: number;
  c: number;
  d: number;
  /** Number of values in it. */
  count: number;
  /** Number of groups in it, itself included. */
  size: number;
  span: number;
  /** Relative id of the value that it results in. */
  result: number;
  ins: number;
  outs: number;
  /** Hash of the names in it; groups with other names may have the same structure. */
  named: number;
  /**
   * What has another name in another group, of the group that is told above: values by position, the inputs of values
   * by the complement of their place; and the groups in it, by index.
   */
  varied: Set<number>;
  variedGroups: Set<number>;
}

/** How far a group, and all in it, is from an earlier one that is the same. */
export interface Move {
  /** In positions, and in ids. */
  by: number;
  ids: number;
  /** Of what enters the later one, values from this position on enter the earlier one as many positions before. */
  from: number;
}

export class Groups {
  readonly structures: Structure[] = [];
  readonly structure: Ints;
  /** Id that the ids in it are relative to. */
  readonly base: Ints;
  /** Drawn values in it itself, groups, entries, exits: each list of a group ends where that of the next begins. */
  readonly own: Ints;
  readonly children: Ints;
  readonly entries: Ints;
  /** How many uses each entry stands for. */
  readonly weights: Ints;
  readonly exits: Ints;
  readonly ownFrom: Ints;
  readonly childrenFrom: Ints;
  readonly entriesFrom: Ints;
  readonly exitsFrom: Ints;
  private readonly nameBase: Ints;
  private readonly nameNumber: Ints;
  private readonly longNames = new Map<number, { rest: number; to: number }>();
  /** 1: an iteration, what is called for each of a list, or another of things in a row; of few equal ones one is drawn. */
  readonly isSerial: Ints;

  /** @param expected - About how many groups there will be, and how many values at most. */
  constructor(expected: number, values: number) {
    this.own = new Ints(values);
    this.children = new Ints(expected);
    this.entries = new Ints(expected);
    this.weights = new Ints(expected);
    this.exits = new Ints(expected);
    this.structure = new Ints(expected);
    this.base = new Ints(expected);
    this.ownFrom = new Ints(expected);
    this.childrenFrom = new Ints(expected);
    this.entriesFrom = new Ints(expected);
    this.exitsFrom = new Ints(expected);
    this.nameBase = new Ints(expected);
    this.nameNumber = new Ints(expected);
    this.isSerial = new Ints(expected);
    for (const list of [this.ownFrom, this.childrenFrom, this.entriesFrom, this.exitsFrom]) list.push(0);
  }

  get length(): number {
    return this.structure.length;
  }

  /** A group whose lists have been filled. */
  add(structure: number, base: number, name: GroupName, isSerial: boolean): number {
    const group = this.length;
    this.structure.push(structure);
    this.base.push(base);
    this.ownFrom.push(this.own.length);
    this.childrenFrom.push(this.children.length);
    this.entriesFrom.push(this.entries.length);
    this.exitsFrom.push(this.exits.length);
    this.nameBase.push(name.base);
    this.nameNumber.push(name.from);
    if (name.rest !== 0 || name.to >= 0) this.longNames.set(group, { rest: name.rest, to: name.to });
    this.isSerial.push(isSerial ? 1 : 0);
    return group;
  }

  /**
   * Adds the last group and all in it some times more, each time moved to before it.
   * @param number - In the name of the copy that is moved so many times.
   */
  copyLast({ by, ids, from }: Move, times: number, number: (moves: number) => number): void {
    const last = this.length - 1;
    const size = this.of(last).size;
    const first = this.length - size;
    const own = copyEnd(this.own, this.ownFrom.data[first], times, -by);
    const children = copyEnd(this.children, this.childrenFrom.data[first], times, size);
    const exits = copyEnd(this.exits, this.exitsFrom.data[first], times, -by);
    copyEnd(this.weights, this.entriesFrom.data[first], times, 0);
    const entries = copyEnd(this.entries, this.entriesFrom.data[first], times, -by, from);
    copyEnd(this.ownFrom, first + 1, times, own);
    copyEnd(this.childrenFrom, first + 1, times, children);
    copyEnd(this.exitsFrom, first + 1, times, exits);
    copyEnd(this.entriesFrom, first + 1, times, entries);
    copyEnd(this.structure, first, times, 0);
    // A group of nothing but leaves that are drawn elsewhere is nowhere: at 0.
    copyEnd(this.base, first, times, -ids, 1);
    copyEnd(this.nameBase, first, times, 0);
    copyEnd(this.nameNumber, first, times, 0);
    copyEnd(this.isSerial, first, times, 0);
    for (let t = 1; t <= times; t++) this.nameNumber.data[last + t * size] = number(t);
    for (let group = this.longNames.size === 0 ? last + 1 : first; group <= last; group++) {
      const long = this.longNames.get(group);
      for (let t = 1; long !== undefined && t <= times; t++) this.longNames.set(group + t * size, long);
    }
  }

  of(group: number): Structure {
    return this.structures[this.structure.data[group]];
  }

  name(group: number): GroupName {
    const { rest, to } = this.longNames.get(group) ?? { rest: 0, to: -1 };
    return { base: this.nameBase.data[group], from: this.nameNumber.data[group], rest, to };
  }

  baseName(group: number): number {
    return this.nameBase.data[group];
  }

  /** Of all of a name but its base. */
  nameHash(group: number): number {
    const long = this.longNames.size === 0 ? undefined : this.longNames.get(group);
    return (
      this.nameNumber.data[group] +
      (long === undefined ? 0 : Math.imul(long.rest + 1, 0x10001) + Math.imul(long.to, 0x101))
    );
  }

  /** Puts groups into the order of their ids; nearly always they are already. */
  sort(list: Ints): void {
    const { base } = this;
    for (let i = 1; i < list.length; i++) {
      if (base.data[list.data[i - 1]] <= base.data[list.data[i]]) continue;
      list.data.subarray(0, list.length).sort((a, b) => base.data[a] - base.data[b] || a - b);
      return;
    }
  }

  ownOf(group: number): Int32Array {
    return this.own.data.subarray(this.ownFrom.data[group], this.ownFrom.data[group + 1]);
  }

  childrenOf(group: number): Int32Array {
    return this.children.data.subarray(this.childrenFrom.data[group], this.childrenFrom.data[group + 1]);
  }

  entriesOf(group: number): Int32Array {
    return this.entries.data.subarray(this.entriesFrom.data[group], this.entriesFrom.data[group + 1]);
  }

  exitsOf(group: number): Int32Array {
    return this.exits.data.subarray(this.exitsFrom.data[group], this.exitsFrom.data[group + 1]);
  }
}

/**
 * Appends what a list holds from an index on to it some times, each time with `step` more added to those of at least `least`.
 * Returns how much it holds there.
 */
function copyEnd(list: Ints, from: number, times: number, step: number, least = -1): number {
  const count = list.length - from;
  let to = list.extend(count * times);
  const { data } = list;
  if (step === 0) {
    for (let done = count, left = count * times; left > 0; ) {
      const part = Math.min(done, left);
      data.copyWithin(to, from, from + part);
      to += part;
      done += part;
      left -= part;
    }
    return count;
  }
  for (let t = 1; t <= times; t++) {
    for (let i = from; i < from + count; i++) data[to++] = data[i] >= least ? data[i] + t * step : data[i];
  }
  return count;
}

/** So many equal siblings are drawn once; of small ones, and of things in a row, so many. */
const FEWEST_EQUAL = 9;
const FEWEST_SMALL = 5;
const FEWEST_SERIAL = 3;

/** A group of at most so many values is small. */
const SMALL = 4;

/** Siblings that are drawn once: the indices of each such class, in their order, by the first of them. */
export function repeatsAmong(groups: Groups, siblings: Int32Array): Map<number, Int32Array> {
  const repeats = new Map<number, Int32Array>();
  if (siblings.length < FEWEST_SERIAL) return repeats;
  const structure = groups.structure.data;
  const isSerial = groups.isSerial.data;
  const known = new Map<number, number>();
  const classOf = new Int32Array(siblings.length);
  const sizes: number[] = [];
  const firsts: number[] = [];
  let lastKey = -1;
  let last = 0;
  for (let i = 0; i < siblings.length; i++) {
    const group = siblings[i];
    const key = structure[group] * 2 + isSerial[group];
    if (key !== lastKey) {
      last = known.get(key) ?? sizes.length;
      lastKey = key;
      if (last === sizes.length) {
        known.set(key, last);
        sizes.push(0);
        firsts.push(i);
      }
    }
    classOf[i] = last;
    sizes[last]++;
  }
  const members = sizes.map((size, i) => {
    const first = siblings[firsts[i]];
    const fewest = groups.of(first).count > SMALL ? FEWEST_EQUAL : FEWEST_SMALL;
    const isRepeat = size >= (isSerial[first] === 1 ? FEWEST_SERIAL : fewest);
    const indices = new Int32Array(isRepeat ? size : 0);
    if (isRepeat) repeats.set(firsts[i], indices);
    return indices;
  });
  if (repeats.size === 0) return repeats;
  sizes.fill(0);
  for (let i = 0; i < siblings.length; i++) members[classOf[i]][sizes[classOf[i]]++] = i;
  return repeats;
}

/** Indices of those of so many siblings that are drawn themselves, or as the first of their repeat. */
export function shownAmong(count: number, repeats: ReadonlyMap<number, Int32Array>): Int32Array {
  const isLater = new Uint8Array(count);
  let left = count;
  for (const members of repeats.values()) {
    for (let i = 1; i < members.length; i++) isLater[members[i]] = 1;
    left -= members.length - 1;
  }
  const shown = new Int32Array(left);
  for (let i = count - 1; i >= 0; i--) if (isLater[i] === 0) shown[--left] = i;
  return shown;
}
