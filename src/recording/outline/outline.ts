/**
 * The outline of an extent: its values in groups that are small enough to look at, as calls, iterations, lines and repetition
 * give them, with what enters and leaves each group, and which groups have the same structure.
 */
import type { Extent } from '../queries/extent';
import type { Recording } from '../recording';
import { columnsOf } from './columns';
import { Finisher } from './finish';
import { Groups } from './groups';
import { Ints } from './ints';
import { GroupNames } from './names';
import { Partitioner } from './partition';
import { type ScopeTree, scopeTree } from './scopeTree';
import { type SimpleTree, simplify } from './simplify';
import { foldSums, type Sums } from './sums';
import { type Values, valuesOf } from './values';

/** A graph of at most so many values is drawn whole. */
export const MOST_FLAT = 60;

export interface Outline {
  recording: Recording;
  extent: Extent;
  values: Values;
  groups: Groups;
  names: GroupNames;
  /** The group that holds everything. */
  whole: number;
}

export function outlineOf(recording: Recording, extent: Extent): Outline {
  const columns = columnsOf(recording, extent);
  const isFlat = columns.count <= MOST_FLAT;
  const tree: ScopeTree = isFlat ? oneGroup(columns.count) : scopeTree(recording, columns);
  const unfolded: Sums = {
    head: new Int32Array(columns.count).fill(-1),
    offset: columns.offset,
    inputs: columns.inputs,
    via: null,
  };
  const sums = isFlat ? unfolded : foldSums(recording, columns, tree);
  const values = valuesOf(recording, columns, sums, isFlat, extent.own);
  const simple = simplify(recording, columns, sums, tree);
  const groups = new Groups(tree.parent.length);
  const names = new GroupNames(recording);
  const partitioner = new Partitioner(recording, values, groups, names, new Finisher(values, groups, names));
  const whole = assembleAll(recording, tree, simple, values, groups, names, partitioner);
  return { recording, extent, values, groups, names, whole };
}

const oneGroup = (count: number): ScopeTree => ({ parent: [-1], depth: [0], scope: [0], of: new Uint32Array(count) });

/** Assembles the groups of the picture, inner ones first; returns the whole. */
function assembleAll(
  recording: Recording,
  tree: ScopeTree,
  { target, parent, merged }: SimpleTree,
  values: Values,
  groups: Groups,
  names: GroupNames,
  partitioner: Partitioner,
): number {
  const members = membersOf(tree, target, values);
  const count = target.length;
  /** Finished groups, as lists: the first of each group, the next of each; inner groups have greater numbers. */
  const first = new Int32Array(count).fill(-1);
  const next = new Int32Array(count);
  const finished = new Int32Array(count);
  const isSerial = (group: number) => recording.scopes.iteration.at(tree.scope[group]) >= 0;
  const own = new Ints();
  const children = new Ints();
  for (let group = count - 1; group >= 0; group--) {
    if (target[group] !== group) continue;
    children.length = 0;
    for (let child = first[group]; child >= 0; child = next[child]) children.push(finished[child]);
    groups.sort(children);
    own.length = 0;
    for (let k = members.offset[group]; k < members.offset[group + 1]; k++) own.push(members.list[k]);
    const name =
      group === 0
        ? { base: 0, rest: 0, from: -1, to: -1 }
        : names.ofScope(
            tree.scope[group],
            merged.get(group)?.map(scope => tree.scope[scope]),
          );
    finished[group] = partitioner.assemble(own, children, name, group > 0 && isSerial(group));
    if (group > 0) {
      next[group] = first[parent[group]];
      first[parent[group]] = group;
    }
  }
  return finished[0];
}

/** Values by group, ascending in each. */
function membersOf({ of }: ScopeTree, target: Int32Array, { head }: Values) {
  const offset = new Uint32Array(target.length + 1);
  for (let at = 0; at < of.length; at++) if (head[at] < 0) offset[target[of[at]] + 1]++;
  for (let group = 0; group < target.length; group++) offset[group + 1] += offset[group];
  const list = new Int32Array(offset[target.length]);
  const filled = offset.slice(0, -1);
  for (let at = 0; at < of.length; at++) if (head[at] < 0) list[filled[target[of[at]]]++] = at;
  return { offset, list };
}
