/** Groups as the scopes of the nodes have them: calls and iterations, a tree below the whole extent. */
import type { Recording } from '../recording';
import { NONE } from '../schema';
import type { Columns } from './columns';
import { Ints } from './ints';

/** Deeper scopes (recursion) are part of the one at this depth, for nobody opens so many boxes in each other. */
const DEEPEST = 32;

export interface ScopeTree {
  /** By group, parents first; 0 is the whole. */
  parent: Int32Array;
  depth: Int32Array;
  /** The scope that a group is of; -1 for the whole. */
  scope: Int32Array;
  /** Group of each node, by position. */
  of: Uint32Array;
}

/**
 * In a step that repeats another one an ancestor scope stands for the scope of the step's own iteration, while calls in it
 * keep theirs: one scope is different groups in different steps. So a group is known by its parent and its scope.
 */
export function scopeTree(recording: Recording, { count, node }: Columns): ScopeTree {
  const { segments, scopes } = recording;
  const rows = segments.columns();
  const scopeCount = scopes.parent.length;
  const parents = scopes.parent.view();
  const of = new Uint32Array(count);
  const expected = Math.min(scopeCount, count) + 1;
  const parent = new Ints(expected);
  const depth = new Ints(expected);
  const scope = new Ints(expected);
  parent.push(-1);
  depth.push(0);
  scope.push(-1);
  /** The first group of each scope, and further ones by parent and scope: only steps that repeat others have those. */
  const firstOf = new Int32Array(scopeCount).fill(-1);
  const children = new Map<number, number>();
  /** Group by scope, as long as what stands in is the same. */
  const known = new Int32Array(scopeCount);
  const knownIn = new Int32Array(scopeCount).fill(-1);
  let standIns: ReadonlyMap<number, number> | null = null;
  let context = 0;
  const missing: number[] = [];

  const groupOf = (inner: number): number => {
    let outer = inner;
    while (outer !== NONE && knownIn[outer] !== context) {
      missing.push(outer);
      outer = parents[outer];
    }
    let group = outer === NONE ? 0 : known[outer];
    for (let next = missing.pop(); next !== undefined; next = missing.pop()) {
      group = childOf(group, standIns?.get(next) ?? next);
      known[next] = group;
      knownIn[next] = context;
    }
    return group;
  };

  const childOf = (around: number, own: number): number => {
    if (depth.data[around] >= DEEPEST) return around;
    const first = firstOf[own];
    const added = parent.length;
    if (first < 0) firstOf[own] = added;
    else if (parent.data[first] === around) return first;
    else {
      const key = around * scopeCount + own;
      const child = children.get(key);
      if (child !== undefined) return child;
      children.set(key, added);
    }
    parent.push(around);
    depth.push(depth.data[around] + 1);
    scope.push(own);
    return added;
  };

  let start = 0;
  let end = 0;
  let row = 0;
  let last = NONE;
  let lastGroup = 0;
  for (let position = 0; position < count; position++) {
    const id = node[position];
    if (id < start || id >= end) {
      const segment = segments.of(id);
      start = segment.start;
      end = start + segment.length;
      row = segment.row - start;
      if (segment.scopes !== standIns) {
        standIns = segment.scopes;
        context++;
        last = NONE;
        lastGroup = 0;
      }
    }
    const own = rows.scope[row + id];
    if (own !== last) {
      last = own;
      lastGroup = own === NONE ? 0 : groupOf(own);
    }
    of[position] = lastGroup;
  }
  return { parent: parent.filled(), depth: depth.filled(), scope: scope.filled(), of };
}

/** The innermost group that holds both. */
export function commonGroup({ parent, depth }: ScopeTree, a: number, b: number): number {
  while (depth[a] > depth[b]) a = parent[a];
  while (depth[b] > depth[a]) b = parent[b];
  while (a !== b) {
    a = parent[a];
    b = parent[b];
  }
  return a;
}
