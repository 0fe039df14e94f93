/**
 * Groups that are the same as the next one beside them, moved: iterations of a loop, calls in a row. They are compared node
 * by node and copied, which takes a fraction of the time of finishing them. What is not sure to be the same is finished.
 */
import type { Recording } from '../recording';
import type { Finisher } from './finish';
import type { Groups, Move } from './groups';
import type { ScopeTree } from './scopeTree';
import { MOST_PORTS, type SimpleTree } from './simplify';
import type { Values } from './values';

/** Values by group, ascending in each. */
export interface Members {
  offset: Uint32Array;
  list: Int32Array;
}

/** All that enters is the same for both. */
const NONE_MOVED = 0x7fffffff;

export class Copier {
  private readonly isPreorder: boolean;
  private readonly name: Uint32Array;
  private readonly site: Uint32Array;
  private readonly iteration: Int32Array;

  constructor(
    { scopes }: Recording,
    private readonly tree: ScopeTree,
    private readonly simple: SimpleTree,
    private readonly values: Values,
    private readonly members: Members,
    private readonly groups: Groups,
    private readonly finisher: Finisher,
  ) {
    this.isPreorder = isPreorder(simple);
    this.name = scopes.name.view();
    this.site = scopes.site.view();
    this.iteration = scopes.iteration.view();
  }

  /**
   * Copies a group for those in a row before it that are the same, and returns how many these are.
   * @param group - The last that was finished; nothing before it is.
   * @param size - How many groups each is away from the next.
   */
  copy(group: number, size: number): number {
    let move: Move | null = null;
    let first = group;
    let times = 0;
    for (; this.sizeBefore(first) === size && this.areGroupsEqual(first - size, first); times++, first -= size) {
      const next = this.moveOf(first - size, first);
      if (next === null || (move !== null && !isContinued(move, next, times))) break;
      move ??= next;
    }
    if (move === null) return 0;
    const { offset, list } = this.members;
    this.finisher.copy(list, offset[first], offset[group], move.by);
    this.groups.copyLast(move, times, t => this.iteration[this.tree.scope[group - t * size]]);
    return times;
  }

  /** How many groups the one before another one beside it is away; 0: there is none. */
  sizeBefore(group: number): number {
    if (!this.isPreorder) return 0;
    const { target, parent } = this.simple;
    const around = parent[group];
    let before = target[group - 1];
    while (before > around && parent[before] !== around) before = parent[before];
    return before > around ? group - before : 0;
  }

  /** Whether groups are arranged and called the same in both. */
  private areGroupsEqual(before: number, group: number): boolean {
    const { name, site, iteration } = this;
    const { target, parent, merged } = this.simple;
    const { scope } = this.tree;
    const { offset } = this.members;
    const size = group - before;
    const count = offset[group] - offset[before];
    const end = group + size;
    if (count === 0 || end > target.length) return false;
    for (let one = before, other = group; one < group; one++, other++) {
      const isGroup = target[one] === one;
      if ((target[other] === other) !== isGroup || offset[other + 1] - offset[one + 1] !== count) return false;
      if (name[scope[one]] !== name[scope[other]] || site[scope[one]] !== site[scope[other]]) return false;
      const number = iteration[scope[one]];
      const otherNumber = iteration[scope[other]];
      if (one === before) {
        if (number >= 0 !== otherNumber >= 0) return false;
      } else if (number !== otherNumber || (isGroup && parent[other] - parent[one] !== size)) return false;
      if (merged.size > 0 && !areMoved(merged.get(one), merged.get(other), size)) return false;
    }
    let next = end;
    while (next < target.length && target[next] !== next) next++;
    return next === target.length || parent[next] < group;
  }

  /** How far all values in one group are from those in the other; null: they are not the same. */
  private moveOf(before: number, group: number): Move | null {
    const { values, members } = this;
    const { columns, offset, inputs, via, links, isLeaf } = values;
    const { node, code, label, uses, tensor } = columns;
    const { list } = members;
    const start = members.offset[before];
    const end = members.offset[group];
    const count = end - start;
    const by = list[end] - list[start];
    const ids = node[list[end]] - node[list[start]];
    const first = this.firstIn(before, group);
    if (by <= 0 || node[first] < values.own) return null;
    /** The last input that both have, and the first of those that are moved along. */
    let lastCommon = -1;
    let firstMoved = NONE_MOVED;
    for (let i = start; i < end; i++) {
      const one = list[i];
      const other = list[i + count];
      if (other - one !== by || node[other] - node[one] !== ids) return null;
      if (code[other] !== code[one] || label[other] !== label[one] || links[other] !== links[one]) return null;
      if (isLeaf[one] === 1 && uses[other] !== uses[one]) return null;
      if (tensor !== null && tensor[other] !== tensor[one]) return null;
      const to = offset[one + 1];
      const across = offset[other] - offset[one];
      if (offset[other + 1] - to !== across) return null;
      const isWide = to - offset[one] > MOST_PORTS;
      for (let k = offset[one]; k < to; k++) {
        const input = inputs[k];
        const otherInput = inputs[k + across];
        if (input === otherInput) {
          if (input >= first) return null;
          if (input > lastCommon && (isWide || isLeaf[input] === 0)) lastCommon = input;
        } else {
          if (input < 0 || otherInput < 0 || isLeaf[input] !== isLeaf[otherInput]) return null;
          const isMoved = otherInput - input === by;
          if (isWide || isLeaf[input] === 0) {
            if (!isMoved) return null;
            if (input < firstMoved) firstMoved = input;
          } else {
            // A leaf is drawn beside what uses it, wherever it is.
            if (code[otherInput] !== code[input] || label[otherInput] !== label[input]) return null;
            if (tensor !== null && tensor[otherInput] !== tensor[input]) return null;
            if (!isMoved && (input >= first || otherInput >= first + by)) return null;
          }
        }
        if (via === null || via[k] === via[k + across]) continue;
        if (via[k] < 0 || via[k + across] - via[k] !== by * 2) return null;
        if (node[via[k + across] >> 1] - node[via[k] >> 1] !== ids) return null;
      }
    }
    if (lastCommon >= firstMoved) return null;
    return { by, ids, from: firstMoved === NONE_MOVED ? NONE_MOVED : firstMoved + by };
  }

  /** The first value in a group and those in it. */
  private firstIn(group: number, end: number): number {
    const { offset, list } = this.members;
    let first = list[offset[group]];
    for (let inner = group + 1; inner < end; inner++) {
      if (offset[inner] < offset[inner + 1] && list[offset[inner]] < first) first = list[offset[inner]];
    }
    return first;
  }
}

/** Whether what was moved once is moved as far again, and from as much further before. */
function isContinued(move: Move, next: Move, times: number): boolean {
  if (next.by !== move.by || next.ids !== move.ids) return false;
  return next.from === (move.from === NONE_MOVED ? NONE_MOVED : move.from - times * move.by);
}

function areMoved(one: readonly number[] = [], other: readonly number[] = [], by: number): boolean {
  return one.length === other.length && one.every((group, i) => other[i] - group === by);
}

/** Whether all that is in a group comes right after it: it does, unless functions take turns. */
function isPreorder({ target, parent }: SimpleTree): boolean {
  let last = 0;
  for (let group = 1; group < target.length; group++) {
    if (target[group] !== group) continue;
    while (last > parent[group]) last = parent[last];
    if (last !== parent[group]) return false;
    last = group;
  }
  return true;
}
