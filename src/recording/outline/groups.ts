/**
 * The groups of an outline, in the order in which they were finished: a group comes after all in it. What groups of equal
 * structure have in common is kept once.
 */
import { Ints } from './ints';
import type { GroupName } from './names';

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

export class Groups {
  readonly structures: Structure[] = [];
  readonly structure: Ints;
  /** Id that the ids in it are relative to. */
  readonly base: Ints;
  /** Drawn values in it itself, groups, entries, exits: each list of a group ends where that of the next begins. */
  readonly own = new Ints();
  readonly children = new Ints();
  readonly entries = new Ints();
  readonly exits = new Ints();
  readonly ownFrom: Ints;
  readonly childrenFrom: Ints;
  readonly entriesFrom: Ints;
  readonly exitsFrom: Ints;
  private readonly nameBase: Ints;
  private readonly nameNumber: Ints;
  private readonly longNames = new Map<number, { rest: number; to: number }>();
  /** 1: an iteration, or another of things in a row; few equal ones are enough to draw one of them. */
  readonly isSerial: Ints;

  /** @param expected - About how many groups there will be. */
  constructor(expected: number) {
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

/** So many equal siblings are drawn once; of things in a row, so many. */
const FEWEST_EQUAL = 9;
const FEWEST_SERIAL = 3;

/** Siblings that are drawn once: the indices of each such class, in their order, by the first of them. */
export function repeatsAmong(groups: Groups, siblings: ArrayLike<number>): Map<number, number[]> {
  const repeats = new Map<number, number[]>();
  if (siblings.length < FEWEST_SERIAL) return repeats;
  const structure = groups.structure.data;
  const isSerial = groups.isSerial.data;
  const classes = new Map<number, number[]>();
  let lastKey = -1;
  let last: number[] = [];
  for (let i = 0; i < siblings.length; i++) {
    const group = siblings[i];
    const key = structure[group] * 2 + isSerial[group];
    if (key !== lastKey) {
      const known = classes.get(key);
      last = known ?? [];
      if (known === undefined) classes.set(key, last);
      lastKey = key;
    }
    last.push(i);
  }
  for (const members of classes.values()) {
    const fewest = isSerial[siblings[members[0]]] === 1 ? FEWEST_SERIAL : FEWEST_EQUAL;
    if (members.length >= fewest) repeats.set(members[0], members);
  }
  return repeats;
}
