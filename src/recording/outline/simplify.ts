/** Which scopes are groups of the picture: those without values, with one group only, or with next to nothing are not. */
import type { Recording } from '../recording';
import type { Columns } from './columns';
import type { ScopeTree } from './scopeTree';
import type { Sums } from './sums';

/** A group of fewer is part of what is around it, except for one of very many. */
const FEWEST_VALUES = 3;
const MANY_SIBLINGS = 8;

/** An input list longer than this enters at one place; no leaf is drawn beside such a node. */
export const MOST_PORTS = 32;

export interface SimpleTree {
  /** By scope group: the group of the picture that holds its values; those that stand for themselves are in the picture. */
  target: Int32Array;
  /** By group of the picture: the one around it; -1 for the whole. */
  parent: Int32Array;
  /** Groups that were its only contents, outermost first; few have any. */
  merged: Map<number, number[]>;
}

export function simplify(recording: Recording, columns: Columns, sums: Sums, tree: ScopeTree): SimpleTree {
  const groups = tree.parent.length;
  const own = ownValues(columns, sums, tree);
  const total = own.slice();
  for (let group = groups - 1; group > 0; group--) total[tree.parent[group]] += total[group];

  const isGone = goneGroups(recording, tree, total);
  const children = new Uint32Array(groups);
  for (let group = groups - 1; group > 0; group--) {
    if (isGone[group] === 0) children[tree.parent[group]]++;
    else own[tree.parent[group]] += total[group];
  }

  const target = new Int32Array(groups);
  const parent = new Int32Array(groups).fill(-1);
  const merged = new Map<number, number[]>();
  for (let group = 1; group < groups; group++) {
    const outer = tree.parent[group];
    if (isGone[group] === 1) target[group] = target[outer];
    else if (own[outer] === 0 && children[outer] === 1) {
      const into = target[outer];
      target[group] = into;
      if (into === 0) continue;
      const parts = merged.get(into);
      if (parts === undefined) merged.set(into, [group]);
      else parts.push(group);
    } else {
      target[group] = group;
      parent[group] = target[outer];
    }
  }
  return { target, parent, merged };
}

/** Values that would be drawn in each group itself. */
function ownValues({ count, uses }: Columns, { head, offset, inputs }: Sums, { parent, of }: ScopeTree): Uint32Array {
  const near = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const isWide = offset[at + 1] - offset[at] > MOST_PORTS;
    for (let i = offset[at]; i < offset[at + 1]; i++) {
      const input = inputs[i];
      if (input >= 0 && (isWide || of[input] === of[at])) near[input] = 1;
    }
  }
  const own = new Uint32Array(parent.length);
  for (let at = 0; at < count; at++) {
    if (head[at] >= 0) continue;
    if (offset[at] < offset[at + 1] || near[at] === 1 || uses[at] === 0) own[of[at]]++;
  }
  return own;
}

function goneGroups(recording: Recording, tree: ScopeTree, total: Uint32Array): Uint8Array {
  const groups = total.length;
  const isGone = new Uint8Array(groups);
  const siblings = new Map<number, number>();
  const { site } = recording.scopes;
  const sites = recording.sites.length + 1;
  const keyOf = (group: number) =>
    (tree.parent[group] * sites + site.at(tree.scope[group])) * FEWEST_VALUES + total[group];
  let lastKey = -1;
  let run = 0;
  const add = () => {
    if (run > 0) siblings.set(lastKey, (siblings.get(lastKey) ?? 0) + run);
    run = 0;
  };
  for (let group = 1; group < groups; group++) {
    if (total[group] === 0) isGone[group] = 1;
    else if (total[group] < FEWEST_VALUES) {
      const key = keyOf(group);
      if (key !== lastKey) add();
      lastKey = key;
      run++;
    }
  }
  add();
  if (siblings.size === 0) return isGone;
  let isMany = false;
  lastKey = -1;
  for (let group = 1; group < groups; group++) {
    if (total[group] === 0 || total[group] >= FEWEST_VALUES) continue;
    const key = keyOf(group);
    if (key !== lastKey) isMany = siblings.get(key)! > MANY_SIBLINGS;
    lastKey = key;
    if (!isMany) isGone[group] = 1;
  }
  return isGone;
}
