/**
 * Finishes a group when all groups in it are finished: tells which leaves are drawn in it, what enters and leaves it, and
 * signs it. Every step is linear in what the group itself shows.
 */
import { type Groups, PORT_BITS } from './groups';
import { joined, mixA, mixB, SEED_A, SEED_B } from './hash';
import type { Ints } from './ints';
import type { GroupName, GroupNames } from './names';
import { MOST_PORTS } from './simplify';
import { isLinkedLeaf, isWideAt, type Values } from './values';

/** Users are not counted further: so many are very many. */
const MOST_COUNTED = 255;

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
  /** Index of the item, and its exit in the lowest bits. */
  private readonly shown: Int32Array;
  private readonly entryMark: Int32Array;
  private readonly entry: Int32Array;
  /** How many uses are still to come, outside of what is finished. */
  private readonly remaining: Uint32Array;
  private readonly known = new Map<number, number>();
  private readonly shapes = new Map<number, number>();
  private lastKey = -1;
  private lastStructure = -1;
  /** Of the group under way: its signature so far, and what it will be: see `Structure`. */
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;
  private base = 0;
  private count = 0;
  private size = 0;
  private last = 0;
  private named = 0;
  private entriesFrom = 0;

  constructor(
    private readonly values: Values,
    private readonly groups: Groups,
    private readonly names: GroupNames,
  ) {
    const { count } = values.columns;
    this.isOwn = new Int32Array(count);
    this.insideMark = new Int32Array(count);
    this.shown = new Int32Array(count);
    this.entryMark = new Int32Array(count);
    this.entry = new Int32Array(count);
    this.remaining = values.links.slice();
  }

  /** @param own - Values, ascending. @param inner - Finished groups, in the order of their ids. */
  finish(own: Ints, inner: Ints, name: GroupName, isSerial: boolean): number {
    const { groups } = this;
    const mark = groups.length + 1;
    const drawnFrom = groups.own.length;
    this.entriesFrom = groups.entries.length;
    const exitsFrom = groups.exits.length;
    this.drawn(own, mark);
    const drawn = groups.own.data.subarray(drawnFrom, groups.own.length);
    const children = inner.filled();
    this.base = this.baseOf(drawnFrom, inner);
    this.a = this.d = SEED_A;
    this.b = this.c = SEED_B;
    this.count = drawn.length;
    this.size = 1;
    this.last = this.base;
    this.named = 0;

    this.showAll(drawn, children, mark);
    this.signOwn(drawn, mark);
    this.signInner(children, mark);
    this.findExits(drawn, children);
    groups.children.append(children);
    this.sign(exitsFrom);
    this.setStructure(drawnFrom, exitsFrom, inner);
    if (groups.structures[this.lastStructure].named !== this.named) this.vary(drawnFrom, inner);
    return groups.add(this.lastStructure, this.base, name, isSerial);
  }

  /** Takes note of where in the group each value is that is in it. */
  private showAll(drawn: Int32Array, children: Int32Array, mark: number): void {
    const { insideMark, shown } = this;
    const exits = this.groups.exits.data;
    const exitsFrom = this.groups.exitsFrom.data;
    for (let i = 0; i < drawn.length; i++) {
      insideMark[drawn[i]] = mark;
      shown[drawn[i]] = i << PORT_BITS;
    }
    for (let j = 0; j < children.length; j++) {
      const from = exitsFrom[children[j]];
      const to = exitsFrom[children[j] + 1];
      const isMerged = to - from > MOST_PORTS;
      for (let k = from; k < to; k++) {
        insideMark[exits[k]] = mark;
        shown[exits[k]] = ((drawn.length + j) << PORT_BITS) | (isMerged ? 0 : k - from);
      }
    }
  }

  private signOwn(drawn: Int32Array, mark: number): void {
    const { values, base, insideMark, isOwn, shown, remaining } = this;
    const { columns, offset, inputs, isFlat, isLeaf, via } = values;
    const { node, label } = columns;
    let { a, b, c, d, last, named } = this;
    for (let i = 0; i < drawn.length; i++) {
      const at = drawn[i];
      const id = node[at];
      if (id > last) last = id;
      const look = values.look(at);
      named = mixA(named, label[at]);
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
          const isInside = insideMark[input] === mark;
          const isCounted = isFlat || isWide || isLeaf[input] === 0;
          if (isInside && (isCounted || (isOwn[input] === mark && isLinkedLeaf(values, input)))) {
            if (isCounted) remaining[input]--;
            code = ITEM + (shown[input] << 3);
          } else if (isCounted) code = ENTRY + (this.enter(input, 1, mark) << 3);
          else {
            code = mixA(values.look(input), REFERENCE);
            named = mixA(named, label[input]);
          }
        }
        if (via !== null && via[k] >= 0) {
          const user = node[via[k] >> 1] - base;
          c = mixA(c, user);
          d = mixB(d, user);
        }
        a = mixA(a, code);
        b = mixB(b, code);
      }
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    this.last = last;
    this.named = named;
  }

  private signInner(children: Int32Array, mark: number): void {
    const { groups, names, insideMark, shown, remaining } = this;
    // What is added in this loop is not read in it.
    const entries = groups.entries.data;
    const weights = groups.weights.data;
    const entriesFrom = groups.entriesFrom.data;
    const bases = groups.base.data;
    let { a, b, c, d, last, named, count, size } = this;
    for (let j = 0; j < children.length; j++) {
      const child = children[j];
      const structure = groups.of(child);
      const baseName = groups.baseName(child);
      const look = names.hash(baseName) + groups.isSerial.data[child];
      const number = groups.nameHash(child);
      const place = bases[child] - this.base;
      named = mixA(named, baseName);
      if (bases[child] + structure.span - 1 > last) last = bases[child] + structure.span - 1;
      a = mixA(mixA(mixA(a, structure.a), look), CHILD);
      b = mixB(mixB(mixB(b, structure.b), look), CHILD);
      c = mixA(mixA(mixA(mixA(c, structure.c), place), size), number);
      d = mixB(mixB(mixB(mixB(d, structure.d), place), size), number);
      count += structure.count;
      size += structure.size;
      for (let k = entriesFrom[child]; k < entriesFrom[child + 1]; k++) {
        const input = entries[k];
        let code: number;
        if (insideMark[input] === mark) {
          remaining[input] -= weights[k];
          code = ITEM + (shown[input] << 3);
        } else code = ENTRY + (this.enter(input, weights[k], mark) << 3);
        a = mixA(a, code);
        b = mixB(b, code);
      }
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    this.last = last;
    this.named = named;
    this.count = count;
    this.size = size;
  }

  /** Of what is in the group, what is used outside. */
  private findExits(drawn: Int32Array, children: Int32Array): void {
    const { remaining } = this;
    const { exits } = this.groups;
    // What is added in this loop is not read in it.
    const { data } = exits;
    const exitsFrom = this.groups.exitsFrom.data;
    const start = exits.length;
    for (let i = 0; i < drawn.length; i++) if (remaining[drawn[i]] > 0) exits.push(drawn[i]);
    for (let j = 0; j < children.length; j++) {
      for (let k = exitsFrom[children[j]]; k < exitsFrom[children[j] + 1]; k++) {
        if (remaining[data[k]] > 0) exits.push(data[k]);
      }
    }
    exits.sortFrom(start);
  }

  /** Mixes in what leaves the group, and the looks into what has ids. */
  private sign(exitsFrom: number): void {
    const { data, length } = this.groups.exits;
    for (let k = exitsFrom; k < length; k++) {
      this.a = mixA(this.a, this.shown[data[k]]);
      this.b = mixB(this.b, this.shown[data[k]]);
    }
    this.c = mixA(this.c, this.a);
    this.d = mixB(this.d, this.b);
  }

  /** Finds the structure that has been signed, or adds it. */
  private setStructure(drawnFrom: number, exitsFrom: number, inner: Ints): void {
    const { groups, a, b, c, d, base, count, size, named } = this;
    const key = joined(c, d);
    if (key === this.lastKey) return;
    let structure = this.known.get(key);
    if (structure === undefined) {
      structure = groups.structures.length;
      this.known.set(key, structure);
      const shapeKey = joined(a, b);
      const shape = this.shapes.get(shapeKey) ?? this.shapes.size;
      this.shapes.set(shapeKey, shape);
      const ins = groups.entries.length - this.entriesFrom;
      const outs = groups.exits.length - exitsFrom;
      const result = this.resultOf(drawnFrom, exitsFrom, inner) - base;
      const varied = { named, varied: new Set<number>(), variedGroups: new Set<number>() };
      const rest = { count, size, span: this.last - base + 1, result, ins, outs, ...varied };
      groups.structures.push({ group: groups.length, shape, a, b, c, d, ...rest });
    }
    this.lastKey = key;
    this.lastStructure = structure;
  }

  /** Does for some of a list of values what was done for those `by` positions further on, of which they are copies. */
  copy(list: Int32Array, from: number, to: number, by: number): void {
    const { remaining } = this;
    const { users } = this.values;
    for (let i = to - 1; i >= from; i--) {
      const at = list[i];
      remaining[at] = remaining[at + by];
      users[at] = users[at + by];
    }
  }

  /** Takes note of what has other names in the group under way than in the first of its structure. */
  private vary(drawnFrom: number, { data: children, length }: Ints): void {
    const { groups, values } = this;
    const { offset, inputs, columns } = values;
    const { label } = columns;
    const { group, varied, variedGroups } = groups.structures[this.lastStructure];
    const own = groups.ownOf(group);
    for (let i = 0; i < own.length; i++) {
      const at = groups.own.data[drawnFrom + i];
      if (label[own[i]] !== label[at]) varied.add(own[i]);
      for (let k = offset[own[i]]; k < offset[own[i] + 1]; k++) {
        const one = inputs[k];
        const other = inputs[offset[at] + k - offset[own[i]]];
        if (one >= 0 && other >= 0 && label[one] !== label[other]) varied.add(~k);
      }
    }
    const inner = groups.childrenOf(group);
    for (let j = 0; j < length; j++) {
      if (groups.baseName(inner[j]) !== groups.baseName(children[j])) variedGroups.add(j);
    }
  }

  /** Keeps of a group's own values those that are drawn in it. */
  private drawn({ data: own, length }: Ints, mark: number): void {
    const { values, groups } = this;
    const { offset, inputs, isFlat, isLeaf, users } = values;
    for (let i = 0; i < length; i++) this.isOwn[own[i]] = mark;
    for (let i = 0; i < length; i++) {
      if (isWideAt(values, own[i])) continue;
      for (let k = offset[own[i]]; k < offset[own[i] + 1]; k++) {
        const input = inputs[k];
        if (input >= 0 && isLeaf[input] === 1 && this.isOwn[input] === mark && users[input] < MOST_COUNTED)
          users[input]++;
      }
    }
    const { uses } = values.columns;
    for (let i = 0; i < length; i++) {
      const at = own[i];
      const isDrawn =
        isFlat ||
        values.isLeaf[at] === 0 ||
        uses[at] === 0 ||
        values.wideUses[at] > 0 ||
        (users[at] > 0 && isLinkedLeaf(values, at));
      if (isDrawn) groups.own.push(at);
    }
  }

  /** The smallest id of what is in the group, parts of sums among it. */
  private baseOf(drawnFrom: number, inner: Ints): number {
    const { groups, values } = this;
    const { first, columns } = values;
    const { data, length } = groups.own;
    let base = length > drawnFrom ? columns.node[data[drawnFrom]] : Number.POSITIVE_INFINITY;
    // Values are ascending, but for those that sums begin with.
    for (let k = drawnFrom; first !== null && k < length; k++) {
      const at = first[data[k]];
      if (at >= 0 && columns.node[at] < base) base = columns.node[at];
    }
    for (let j = 0; j < inner.length; j++) {
      const child = inner.data[j];
      // Of nothing but leaves that are drawn elsewhere, and so nowhere.
      if (groups.of(child).count === 0) continue;
      if (groups.base.data[child] < base) base = groups.base.data[child];
      break;
    }
    return base < Number.POSITIVE_INFINITY ? base : 0;
  }

  /** Index of a value among the entries of the group under way. */
  private enter(at: number, weight: number, mark: number): number {
    const { entriesFrom } = this;
    const { entries, weights } = this.groups;
    if (this.entryMark[at] === mark) weights.data[entriesFrom + this.entry[at]] += weight;
    else {
      this.entryMark[at] = mark;
      this.entry[at] = entries.length - entriesFrom;
      entries.push(at);
      weights.push(weight);
    }
    return this.entry[at];
  }

  private resultOf(drawnFrom: number, exitsFrom: number, inner: Ints): number {
    const { groups, values } = this;
    const { node } = values.columns;
    if (groups.exits.length > exitsFrom) return node[groups.exits.data[groups.exits.length - 1]];
    let result = groups.own.length > drawnFrom ? node[groups.own.data[groups.own.length - 1]] : 0;
    for (let j = 0; j < inner.length; j++) {
      const child = inner.data[j];
      result = Math.max(result, groups.base.data[child] + groups.of(child).result);
    }
    return result;
  }
}
