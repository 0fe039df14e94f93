/**
 * Finishes a group when all groups in it are finished: tells which leaves are drawn in it, what enters and leaves it, and
 * signs it. Every step is linear in what the group itself shows.
 */
import type { Groups } from './groups';
import { joined, mixA, mixB, SEED_A, SEED_B } from './hash';
import { Ints } from './ints';
import type { GroupName, GroupNames } from './names';
import { MOST_PORTS } from './simplify';
import { isLinkedLeaf, isWideAt, type Values } from './values';

/** Enough for the exits of an item. */
const PORT_BITS = 6;

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
    this.shown = new Int32Array(count);
    this.entryMark = new Int32Array(count);
    this.entry = new Int32Array(count);
    this.remaining = values.links.slice();
  }

  /** @param own - Values, ascending. @param inner - Finished groups, in the order of their ids. */
  finish(own: Ints, inner: Ints, name: GroupName, isSerial: boolean): number {
    const { values, groups, names } = this;
    const { columns, offset, inputs, isFlat, isLeaf, via } = values;
    const { node, label } = columns;
    const { insideMark, isOwn, shown, remaining } = this;
    const { data: children, length: childCount } = inner;
    const mark = groups.length + 1;
    const drawnFrom = groups.own.length;
    const entriesFrom = groups.entries.length;
    const exitsFrom = groups.exits.length;
    this.drawn(own, mark);
    const drawn = groups.own.length - drawnFrom;
    const ownData = groups.own.data;
    const base = this.baseOf(drawnFrom, inner);

    for (let i = 0; i < drawn; i++) {
      const at = ownData[drawnFrom + i];
      insideMark[at] = mark;
      shown[at] = i << PORT_BITS;
    }
    for (let j = 0; j < childCount; j++) {
      const from = groups.exitsFrom.data[children[j]];
      const to = groups.exitsFrom.data[children[j] + 1];
      const isMerged = to - from > MOST_PORTS;
      for (let k = from; k < to; k++) {
        const at = groups.exits.data[k];
        insideMark[at] = mark;
        shown[at] = ((drawn + j) << PORT_BITS) | (isMerged ? 0 : k - from);
      }
    }

    let a = SEED_A;
    let b = SEED_B;
    let c = SEED_B;
    let d = SEED_A;
    let count = drawn;
    let last = base;
    let named = 0;
    for (let i = 0; i < drawn; i++) {
      const at = ownData[drawnFrom + i];
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
          } else if (isCounted) code = ENTRY + (this.enter(input, 1, mark, entriesFrom) << 3);
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

    let size = 1;
    for (let j = 0; j < childCount; j++) {
      const child = children[j];
      const structure = groups.of(child);
      const nameHash = names.hash(groups.baseName(child)) + groups.isSerial.data[child];
      named = mixA(named, groups.baseName(child));
      const place = groups.base.data[child] - base;
      if (groups.base.data[child] + structure.span - 1 > last) last = groups.base.data[child] + structure.span - 1;
      count += structure.count;
      a = mixA(mixA(mixA(a, structure.a), nameHash), CHILD);
      b = mixB(mixB(mixB(b, structure.b), nameHash), CHILD);
      c = mixA(mixA(mixA(mixA(c, structure.c), place), size), groups.nameHash(child));
      d = mixB(mixB(mixB(mixB(d, structure.d), place), size), groups.nameHash(child));
      size += structure.size;
      const from = groups.entriesFrom.data[child];
      const to = groups.entriesFrom.data[child + 1];
      for (let k = from; k < to; k++) {
        const input = groups.entries.data[k];
        const weight = this.weights.data[k];
        let code: number;
        if (insideMark[input] === mark) {
          remaining[input] -= weight;
          code = ITEM + (shown[input] << 3);
        } else code = ENTRY + (this.enter(input, weight, mark, entriesFrom) << 3);
        a = mixA(a, code);
        b = mixB(b, code);
      }
    }

    for (let i = 0; i < drawn; i++) {
      const at = ownData[drawnFrom + i];
      if (remaining[at] > 0) groups.exits.push(at);
    }
    for (let j = 0; j < childCount; j++) {
      const to = groups.exitsFrom.data[children[j] + 1];
      for (let k = groups.exitsFrom.data[children[j]]; k < to; k++) {
        if (remaining[groups.exits.data[k]] > 0) groups.exits.push(groups.exits.data[k]);
      }
      groups.children.push(children[j]);
    }
    groups.exits.sortFrom(exitsFrom);
    for (let k = exitsFrom; k < groups.exits.length; k++) {
      const at = groups.exits.data[k];
      a = mixA(a, shown[at]);
      b = mixB(b, shown[at]);
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
        const result = this.resultOf(drawnFrom, exitsFrom, inner) - base;
        const varied = { named, varied: new Set<number>(), variedGroups: new Set<number>() };
        const rest = { count, size, span: last - base + 1, result, ins, outs, ...varied };
        groups.structures.push({ group: groups.length, shape, a, b, c, d, ...rest });
      }
      this.lastKey = key;
      this.lastStructure = structure;
    }
    if (groups.structures[this.lastStructure].named !== named) this.vary(drawnFrom, inner);
    return groups.add(this.lastStructure, base, name, isSerial);
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
        if (input >= 0 && isLeaf[input] === 1 && this.isOwn[input] === mark) users[input]++;
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

  /** The smallest id of what is drawn; of what only this step has, if there is any. */
  private baseOf(drawnFrom: number, inner: Ints): number {
    const { groups, values } = this;
    const { node } = values.columns;
    const { data, length } = groups.own;
    // Values are ascending, groups as well.
    let base = Number.POSITIVE_INFINITY;
    for (let k = drawnFrom; k < length && base === Number.POSITIVE_INFINITY; k++) {
      if (node[data[k]] >= values.own) base = node[data[k]];
    }
    for (let j = 0; j < inner.length; j++) {
      const id = groups.base.data[inner.data[j]];
      if (id < values.own) continue;
      if (id < base) base = id;
      break;
    }
    if (base < Number.POSITIVE_INFINITY) return base;
    if (length > drawnFrom) base = node[data[drawnFrom]];
    if (inner.length > 0 && groups.base.data[inner.data[0]] < base) base = groups.base.data[inner.data[0]];
    return base < Number.POSITIVE_INFINITY ? base : 0;
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
