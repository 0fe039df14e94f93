/**
 * Finishes a group when all groups in it are finished: tells which leaves are drawn in it, what enters and leaves it, and
 * signs it. Every step is linear in what the group itself shows.
 */
import type { Groups } from './groups';
import { joined, mixA, mixB, SEED_A, SEED_B } from './hash';
import { Ints } from './ints';
import type { GroupName, GroupNames } from './names';
import { MOST_PORTS } from './simplify';
import { isLeafAt, isLinkedLeaf, isWideAt, type Values } from './values';

/** What an input is, in a signature. */
const OUTSIDE = 1;
const REFERENCE = 2;
const ENTRY = 3;
const ITEM = 4;
const CHILD = 5;

export class Finisher {
  /** By position. Marks hold where they are the number of the group under way. */
  private readonly isOwn: Int32Array;
  private readonly insideMark: Int32Array;
  private readonly item: Int32Array;
  private readonly exit: Int32Array;
  private readonly entryMark: Int32Array;
  private readonly entry: Int32Array;
  /** How many uses are still to come, outside of what is finished. */
  private readonly remaining: Uint32Array;
  /** How many uses each entry of a group stands for. */
  private readonly weights = new Ints();
  private readonly known = new Map<number, number>();
  private readonly shapes = new Map<number, number>();
  private lastKey = -1;
  private lastStructure = -1;

  constructor(
    private readonly values: Values,
    private readonly groups: Groups,
    private readonly names: GroupNames,
  ) {
    const { count } = values.columns;
    this.isOwn = new Int32Array(count);
    this.insideMark = new Int32Array(count);
    this.item = new Int32Array(count);
    this.exit = new Int32Array(count);
    this.entryMark = new Int32Array(count);
    this.entry = new Int32Array(count);
    this.remaining = values.links.slice();
  }

  /** @param own - Values, ascending. @param children - Finished groups, in the order of their ids. */
  finish(own: Int32Array, children: Int32Array, name: GroupName, isSerial: boolean): number {
    const { values, groups, names } = this;
    const { columns, offset, inputs, isFlat } = values;
    const { node } = columns;
    const mark = groups.length + 1;
    const drawnFrom = groups.own.length;
    const entriesFrom = groups.entries.length;
    const exitsFrom = groups.exits.length;
    this.drawn(own, mark);
    const drawn = groups.own.length - drawnFrom;
    const base = this.baseOf(drawnFrom, children);

    for (let i = 0; i < drawn; i++) {
      const at = groups.own.data[drawnFrom + i];
      this.insideMark[at] = mark;
      this.item[at] = i;
      this.exit[at] = 0;
    }
    for (let j = 0; j < children.length; j++) {
      const from = groups.exitsFrom.data[children[j]];
      const to = groups.exitsFrom.data[children[j] + 1];
      const isMerged = to - from > MOST_PORTS;
      for (let k = from; k < to; k++) {
        const at = groups.exits.data[k];
        this.insideMark[at] = mark;
        this.item[at] = drawn + j;
        this.exit[at] = isMerged ? 0 : k - from;
      }
    }

    let a = SEED_A;
    let b = SEED_B;
    let c = SEED_B;
    let d = SEED_A;
    let count = drawn;
    let last = base;
    for (let i = 0; i < drawn; i++) {
      const at = groups.own.data[drawnFrom + i];
      const id = node[at];
      if (id > last) last = id;
      const look = values.look(at);
      const from = offset[at];
      const to = offset[at + 1];
      a = mixA(mixA(a, look), to - from);
      b = mixB(mixB(b, look), to - from);
      c = mixA(c, id - base);
      d = mixB(d, id - base);
      const isWide = to - from > MOST_PORTS;
      for (let k = from; k < to; k++) {
        const input = inputs[k];
        let code = OUTSIDE;
        if (input >= 0) {
          const isInside = this.insideMark[input] === mark;
          const isCounted = isFlat || isWide || !isLeafAt(values, input);
          if (isInside && (isCounted || (this.isOwn[input] === mark && isLinkedLeaf(values, input)))) {
            if (isCounted) this.remaining[input]--;
            code = ITEM + (this.item[input] << 8) + (this.exit[input] << 3);
          } else if (isCounted) code = ENTRY + (this.enter(input, 1, mark, entriesFrom) << 3);
          else code = mixA(values.look(input), REFERENCE);
        }
        if (values.via !== null && values.via[k] >= 0) {
          const user = node[values.via[k] >> 1] - base;
          c = mixA(c, user);
          d = mixB(d, user);
        }
        a = mixA(a, code);
        b = mixB(b, code);
      }
    }

    let size = 1;
    for (let j = 0; j < children.length; j++) {
      const child = children[j];
      const structure = groups.of(child);
      const nameHash = names.hash(groups.baseName(child)) + groups.isSerial.data[child];
      const place = groups.base.data[child] - base;
      const number = groups.name(child);
      if (groups.base.data[child] + structure.span - 1 > last) last = groups.base.data[child] + structure.span - 1;
      count += structure.count;
      a = mixA(mixA(mixA(a, structure.a), nameHash), CHILD);
      b = mixB(mixB(mixB(b, structure.b), nameHash), CHILD);
      c = mixA(mixA(mixA(mixA(c, structure.c), place), size), number.from);
      d = mixB(mixB(mixB(mixB(d, structure.d), place), number.rest), number.to);
      size += structure.size;
      const from = groups.entriesFrom.data[child];
      const to = groups.entriesFrom.data[child + 1];
      for (let k = from; k < to; k++) {
        const input = groups.entries.data[k];
        const weight = this.weights.data[k];
        let code: number;
        if (this.insideMark[input] === mark) {
          this.remaining[input] -= weight;
          code = ITEM + (this.item[input] << 8) + (this.exit[input] << 3);
        } else code = ENTRY + (this.enter(input, weight, mark, entriesFrom) << 3);
        a = mixA(a, code);
        b = mixB(b, code);
      }
    }

    for (let i = 0; i < drawn; i++) {
      const at = groups.own.data[drawnFrom + i];
      if (this.remaining[at] > 0) groups.exits.push(at);
    }
    for (let j = 0; j < children.length; j++) {
      const to = groups.exitsFrom.data[children[j] + 1];
      for (let k = groups.exitsFrom.data[children[j]]; k < to; k++) {
        if (this.remaining[groups.exits.data[k]] > 0) groups.exits.push(groups.exits.data[k]);
      }
      groups.children.push(children[j]);
    }
    groups.exits.sortFrom(exitsFrom);
    for (let k = exitsFrom; k < groups.exits.length; k++) {
      const at = groups.exits.data[k];
      a = mixA(a, (this.item[at] << 8) + this.exit[at]);
      b = mixB(b, (this.item[at] << 8) + this.exit[at]);
    }

    c = mixA(c, a);
    d = mixB(d, b);
    const key = joined(c, d);
    if (key !== this.lastKey) {
      let structure = this.known.get(key);
      if (structure === undefined) {
        structure = groups.structures.length;
        this.known.set(key, structure);
        const shapeKey = joined(a, b);
        const shape = this.shapes.get(shapeKey) ?? this.shapes.size;
        this.shapes.set(shapeKey, shape);
        const ins = groups.entries.length - entriesFrom;
        const outs = groups.exits.length - exitsFrom;
        const result = this.resultOf(drawnFrom, exitsFrom, children) - base;
        const rest = { count, size, span: last - base + 1, result, ins, outs };
        groups.structures.push({ group: groups.length, shape, a, b, c, d, ...rest });
      }
      this.lastKey = key;
      this.lastStructure = structure;
    }
    return groups.add(this.lastStructure, base, name, isSerial);
  }

  /** Keeps of a group's own values those that are drawn in it. */
  private drawn(own: Int32Array, mark: number): void {
    const { values, groups } = this;
    const { offset, inputs, isFlat, users } = values;
    for (let i = 0; i < own.length; i++) this.isOwn[own[i]] = mark;
    for (let i = 0; i < own.length; i++) {
      if (isWideAt(values, own[i])) continue;
      for (let k = offset[own[i]]; k < offset[own[i] + 1]; k++) {
        if (inputs[k] >= 0 && this.isOwn[inputs[k]] === mark) users[inputs[k]]++;
      }
    }
    const { uses } = values.columns;
    for (let i = 0; i < own.length; i++) {
      const at = own[i];
      const isDrawn =
        isFlat ||
        !isLeafAt(values, at) ||
        uses[at] === 0 ||
        values.wideUses[at] > 0 ||
        (users[at] > 0 && isLinkedLeaf(values, at));
      if (isDrawn) groups.own.push(at);
    }
  }

  private baseOf(drawnFrom: number, children: Int32Array): number {
    const { groups, values } = this;
    let base = Number.POSITIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    const consider = (id: number) => {
      if (id >= values.own && id < base) base = id;
      if (id < least) least = id;
    };
    for (let k = drawnFrom; k < groups.own.length; k++) consider(values.columns.node[groups.own.data[k]]);
    for (let j = 0; j < children.length; j++) consider(groups.base.data[children[j]]);
    return base < Number.POSITIVE_INFINITY ? base : least < Number.POSITIVE_INFINITY ? least : 0;
  }

  /** Index of a value among the entries of the group under way. */
  private enter(at: number, weight: number, mark: number, entriesFrom: number): number {
    const { entries } = this.groups;
    if (this.entryMark[at] === mark) this.weights.data[entriesFrom + this.entry[at]] += weight;
    else {
      this.entryMark[at] = mark;
      this.entry[at] = entries.length - entriesFrom;
      entries.push(at);
      this.weights.push(weight);
    }
    return this.entry[at];
  }

  private resultOf(drawnFrom: number, exitsFrom: number, children: Int32Array): number {
    const { groups, values } = this;
    const { node } = values.columns;
    if (groups.exits.length > exitsFrom) return node[groups.exits.data[groups.exits.length - 1]];
    let result = groups.own.length > drawnFrom ? node[groups.own.data[groups.own.length - 1]] : 0;
    for (const child of children) result = Math.max(result, groups.base.data[child] + groups.of(child).result);
    return result;
  }
}
