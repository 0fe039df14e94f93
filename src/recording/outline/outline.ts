/**
 * The outline of an extent: its values in groups that are small enough to look at, as calls, iterations, lines and repetition
 * give them, with what enters and leaves each group, and which groups have the same structure.
 */
import type { Extent } from '../queries/extent';
import { anonymousSite } from '../queries/scope';
import type { Recording } from '../recording';
import { NONE } from '../schema';
import { type Columns, columnsOf } from './columns';
import { Copier, type Members } from './copies';
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
  const sums = isFlat ? unfolded(columns) : foldSums(recording, columns, tree);
  const values = valuesOf(recording, columns, sums, isFlat, extent.own);
  const simple = simplify(recording, columns, sums, tree);
  const groups = new Groups(tree.parent.length, columns.count);
  const names = new GroupNames(recording);
  const finisher = new Finisher(values, groups, names);
  const partitioner = new Partitioner(recording, values, groups, names, finisher);
  const members = membersOf(tree, simple.target, values);
  const copier = new Copier(recording, tree, simple, values, members, groups, finisher);
  const whole = assembleAll(recording, tree, simple, members, groups, names, partitioner, copier);
  return { recording, extent, values, groups, names, whole };
}

const oneGroup = (count: number): ScopeTree => {
  const only = (value: number) => Int32Array.of(value);
  return { parent: only(-1), depth: only(0), scope: only(-1), of: new Uint32Array(count) };
};

function unfolded({ count, offset, inputs }: Columns): Sums {
  return { head: new Int32Array(count).fill(-1), offset, inputs, via: null, first: null };
}

/** Assembles the groups of the picture, inner ones first; returns the whole. */
function assembleAll(
  recording: Recording,
  tree: ScopeTree,
  { target, parent, merged }: SimpleTree,
  members: Members,
  groups: Groups,
  names: GroupNames,
  partitioner: Partitioner,
  copier: Copier,
): number {
  const count = target.length;
  /** Finished groups, as lists: the first of each group, the next of each; inner groups have greater numbers. */
  const first = new Int32Array(count).fill(-1);
  const next = new Int32Array(count);
  const finished = new Int32Array(count);
  const isIteration = (group: number) => recording.scopes.iteration.at(tree.scope[group]) >= 0;
  // What `map` calls for each sample is like the body of a loop. What it calls for each neuron of a layer holds values only.
  const isEach = (group: number) => first[group] >= 0 && anonymousSite(recording, tree.scope[group]) !== NONE;
  const attach = (group: number, as: number) => {
    finished[group] = as;
    next[group] = first[parent[group]];
    first[parent[group]] = group;
  };
  const own = new Ints();
  const children = new Ints();
  for (let group = count - 1; group >= 0; group--) {
    if (target[group] !== group) continue;
    children.length = 0;
    for (let child = first[group]; child >= 0; child = next[child]) children.push(finished[child]);
    groups.sort(children);
    own.length = 0;
    own.append(members.list.subarray(members.offset[group], members.offset[group + 1]));
    const name =
      group === 0
        ? { base: 0, rest: 0, from: -1, to: -1 }
        : names.ofScope(
            tree.scope[group],
            merged.get(group)?.map(scope => tree.scope[scope]),
          );
    partitioner.assemble(own, children, name, group > 0 && (isIteration(group) || isEach(group)));
    if (group === 0) break;
    const size = copier.sizeBefore(group);
    const times = size === 0 ? 0 : copier.copy(group, size);
    const rows = groups.of(groups.length - 1).size;
    const last = groups.length - 1 - times * rows;
    for (let t = 0; t <= times; t++) attach(group - t * size, last + t * rows);
    group -= times * size;
  }
  return groups.length - 1;
}

function membersOf({ of }: ScopeTree, target: Int32Array, { head }: Values): Members {
  const offset = new Uint32Array(target.length + 1);
  for (let at = 0; at < of.length; at++) if (head[at] < 0) offset[target[of[at]] + 1]++;
  for (let group = 0; group < target.length; group++) offset[group + 1] += offset[group];
  const list = new Int32Array(offset[target.length]);
  const filled = offset.slice(0, -1);
  for (let at = 0; at < of.length; at++) if (head[at] < 0) list[filled[target[of[at]]]++] = at;
  return { offset, list };
}
