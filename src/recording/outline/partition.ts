/** Groups that are too long to be looked at are divided: by lines, by what repeats, and at last by number. */
import type { Recording } from '../recording';
import { NONE } from '../schema';
import type { Finisher } from './finish';
import { type Groups, repeatsAmong, shownAmong } from './groups';
import { mixA } from './hash';
import { Ints } from './ints';
import type { GroupName, GroupNames } from './names';
import { findPeriod } from './period';
import { isWideAt, type Values } from './values';

/** A group shows at most so many values and groups, and so many with what is drawn beside them. */
const MOST_ITEMS = 60;
const MOST_WEIGHT = 100;
/** A part of what is divided by number has at most so many. */
const PART_ITEMS = 50;
const PART_WEIGHT = 96;
/** So many sums and the like are not made part of a part. */
const MOST_APART = 10;
/** Values of a line that are a group. */
const FEWEST_OF_LINE = 3;

/** A value that is drawn with its leaves, by position; or, as its complement, a group. */
type Unit = number;

const NOTHING = new Int32Array(0);

export class Partitioner {
  /** Leaves that go with a value, as lists: the first by value, the next by leaf. Made when they are needed. */
  private firstLeaf = NOTHING;
  private nextLeaf = NOTHING;
  private mark = NOTHING;
  private marks = 0;

  constructor(
    private readonly recording: Recording,
    private readonly values: Values,
    private readonly groups: Groups,
    private readonly names: GroupNames,
    private readonly finisher: Finisher,
  ) {}

  /** Finishes a group of values, ascending, and finished groups, in the order of their ids. */
  assemble(own: Ints, children: Ints, name: GroupName, isSerial: boolean, byLine = true): number {
    if (this.isShort(own, children)) return this.finisher.finish(own, children, name, isSerial);
    const others = new Map<number, Int32Array>();
    let units = this.unitsOf(own, children, others);
    if (this.isShow(units)) return this.finisher.finish(own, children, name, isSerial);
    const steps = [...(byLine ? [this.lines] : []), this.periods];
    for (const step of steps) {
      if (this.isShow(units)) break;
      units = this.folded(step.call(this, units, others), others);
    }
    while (!this.isShow(units)) {
      const before = units.length;
      units = this.folded(this.parts(units, others), others);
      if (units.length >= before) break;
    }
    const contents = this.contents(units, others);
    return this.finisher.finish(contents.own, contents.children, name, isSerial);
  }

  /** Few enough by any count: nothing has to be looked at. */
  private isShort(own: Ints, children: Ints): boolean {
    if (this.values.isFlat) return true;
    if (own.length + children.length > MOST_ITEMS) return false;
    if (own.length <= MOST_WEIGHT / 4 && children.length === 0) return true;
    let weight = children.length;
    for (let i = 0; i < own.length; i++) weight += this.weight(own.data[i]);
    return weight <= MOST_WEIGHT;
  }

  /** The units can be shown together. */
  private isShow(units: Unit[]): boolean {
    if (units.length > MOST_ITEMS) return false;
    let weight = 0;
    for (const unit of units) weight += this.weight(unit);
    return weight <= MOST_WEIGHT;
  }

  /** How many things a unit draws at most, leaves included. */
  private weight(unit: Unit): number {
    if (unit < 0 || isWideAt(this.values, unit)) return 1;
    const { offset, inputs } = this.values;
    let weight = 1;
    for (let k = offset[unit]; k < offset[unit + 1]; k++) {
      if (inputs[k] >= 0 && this.values.isLeaf[inputs[k]] === 1) weight++;
    }
    return weight;
  }

  /** What a group shows if nothing is divided; of equal groups the first, `others` tells of the rest. */
  private unitsOf({ data: own, length }: Ints, children: Ints, others: Map<number, Int32Array>): Unit[] {
    const { values, groups } = this;
    const { offset, inputs, columns } = values;
    if (this.mark.length === 0) {
      this.firstLeaf = new Int32Array(columns.count);
      this.nextLeaf = new Int32Array(columns.count);
      this.mark = new Int32Array(columns.count);
    }
    const { firstLeaf, nextLeaf, mark } = this;
    const isHere = ++this.marks;
    for (let i = 0; i < length; i++) {
      mark[own[i]] = isHere;
      firstLeaf[own[i]] = -1;
    }
    for (let i = 0; i < length; i++) {
      if (isWideAt(values, own[i])) continue;
      for (let k = offset[own[i]]; k < offset[own[i] + 1]; k++) {
        const leaf = inputs[k];
        if (leaf < 0 || mark[leaf] !== isHere || values.isLeaf[leaf] === 0 || values.wideUses[leaf] > 0) continue;
        mark[leaf] = 0;
        nextLeaf[leaf] = firstLeaf[own[i]];
        firstLeaf[own[i]] = leaf;
      }
    }
    const units: Unit[] = [];
    const shown = this.foldedGroups(children.filled(), others);
    let j = 0;
    for (let i = 0; i < length; i++) {
      if (mark[own[i]] !== isHere) continue;
      // A leaf that is used elsewhere only is drawn there.
      if (values.isLeaf[own[i]] === 1 && columns.uses[own[i]] > 0 && values.wideUses[own[i]] === 0) continue;
      const id = columns.node[own[i]];
      while (j < shown.length && groups.base.data[shown[j]] < id) units.push(~shown[j++]);
      units.push(own[i]);
    }
    while (j < shown.length) units.push(~shown[j++]);
    return units;
  }

  /** Leaves the first of equal groups, and takes note of the others. */
  private folded(units: Unit[], others: Map<number, Int32Array>): Unit[] {
    const all: number[] = [];
    for (const unit of units) {
      if (unit >= 0) continue;
      all.push(~unit);
      for (const other of others.get(~unit) ?? NOTHING) all.push(other);
    }
    const shown = new Set(this.foldedGroups(Int32Array.from(all), others));
    return units.filter(unit => unit >= 0 || shown.has(~unit));
  }

  private foldedGroups(all: Int32Array, others: Map<number, Int32Array>): Int32Array {
    const repeats = repeatsAmong(this.groups, all);
    for (const [first, members] of repeats)
      others.set(
        all[first],
        members.subarray(1).map(i => all[i]),
      );
    return repeats.size === 0 ? all : shownAmong(all.length, repeats).map(i => all[i]);
  }

  /** Values of one line after the other. */
  private lines(units: Unit[], others: Map<number, Int32Array>): Unit[] {
    const { sites } = this.recording;
    const siteAt = (unit: Unit) => (unit < 0 ? NONE : this.values.columns.site[unit]);
    const isSameLine = (a: number, b: number) =>
      sites[a] !== undefined && sites[a].line === sites[b]?.line && sites[a].file === sites[b].file;
    const divided: Unit[] = [];
    for (let from = 0; from < units.length; ) {
      const site = siteAt(units[from]);
      let to = from + 1;
      while (to < units.length && isSameLine(site, siteAt(units[to]))) to++;
      if (to - from >= FEWEST_OF_LINE && to - from < units.length) {
        divided.push(this.group(units.slice(from, to), others, this.names.ofLine(site), false));
      } else for (let i = from; i < to; i++) divided.push(units[i]);
      from = to;
    }
    return divided;
  }

  /** What repeats, one time each; several at once where it is short. */
  private periods(units: Unit[], others: Map<number, Int32Array>): Unit[] {
    const { site, code } = this.values.columns;
    const tokens = Int32Array.from(units, unit =>
      unit < 0 ? ~this.groups.structure.data[~unit] : mixA(site[unit], code[unit]) & 0x7fffffff,
    );
    const period = findPeriod(tokens);
    if (period === null) return units;
    let weight = 0;
    for (let i = 0; i < period.length; i++) weight += this.weight(units[period.from + i]);
    const isBody = period.length >= FEWEST_OF_LINE;
    const times = isBody
      ? 1
      : Math.max(1, Math.min(Math.floor(PART_ITEMS / period.length), Math.floor(PART_WEIGHT / weight)));
    const size = period.length * times;
    // The first may be less than the others, so that all seem to fit into a part.
    if (size >= units.length) return units;
    const divided = units.slice(0, period.from);
    for (let from = period.from, i = 0; from < period.to; from += size, i++) {
      const part = units.slice(from, Math.min(from + size, period.to));
      const name = isBody ? this.names.ofRange('part', i + 1, -1) : this.nameOf(part, i * size);
      divided.push(part.length < 2 ? part[0] : this.group(part, others, name, true));
    }
    for (let i = period.to; i < units.length; i++) divided.push(units[i]);
    return divided;
  }

  /** Parts of nearly equal length. */
  private parts(units: Unit[], others: Map<number, Int32Array>): Unit[] {
    const most = Math.ceil(units.length / Math.ceil(units.length / PART_ITEMS));
    // A sum stays beside the parts that it adds up.
    const isApart = (unit: Unit) => unit >= 0 && isWideAt(this.values, unit);
    const areApart = units.filter(isApart).length <= MOST_APART;
    const divided: Unit[] = [];
    let before = 0;
    for (let from = 0; from < units.length; ) {
      if (areApart && isApart(units[from])) {
        divided.push(units[from++]);
        continue;
      }
      let to = from;
      for (let weight = 0; to < units.length && to - from < most; to++) {
        if (areApart && isApart(units[to])) break;
        weight += this.weight(units[to]);
        if (weight > PART_WEIGHT && to > from) break;
      }
      const part = units.slice(from, to);
      const name = this.nameOf(part, before);
      before = name.to;
      divided.push(part.length < 2 ? part[0] : this.group(part, others, name, true));
      from = to;
    }
    return divided;
  }

  /** `values 1 – 50`, `epoch 0 – 49`; of parts, what those hold. */
  private nameOf(units: Unit[], before: number): GroupName {
    const { groups, names } = this;
    const first = units[0] < 0 ? groups.name(~units[0]) : undefined;
    const last = units[units.length - 1];
    if (first !== undefined && last < 0 && first.from >= 0) {
      const same = units.every(unit => unit < 0 && groups.baseName(~unit) === first.base);
      const end = groups.name(~last);
      if (same) return { ...first, rest: 0, to: Math.max(end.from, end.to) };
    }
    return names.ofRange(units.every(unit => unit < 0) ? 'parts' : 'values', before + 1, before + units.length);
  }

  private group(units: Unit[], others: Map<number, Int32Array>, name: GroupName, isSerial: boolean): Unit {
    const { own, children } = this.contents(units, others);
    return ~this.assemble(own, children, name, isSerial, false);
  }

  /** Values, with the leaves that go with them, and groups, with their equals, in the order of their ids. */
  private contents(units: Unit[], others: Map<number, Int32Array>): { own: Ints; children: Ints } {
    const own = new Ints();
    const children = new Ints();
    for (const unit of units) {
      if (unit < 0) {
        children.push(~unit);
        for (const other of others.get(~unit) ?? NOTHING) children.push(other);
        continue;
      }
      own.push(unit);
      for (let leaf = this.firstLeaf[unit]; leaf >= 0; leaf = this.nextLeaf[leaf]) own.push(leaf);
    }
    own.sortFrom(0);
    this.groups.sort(children);
    return { own, children };
  }
}
