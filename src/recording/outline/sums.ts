/** Sums of many terms, made by adding one after the other: one node each. */
import type { Recording } from '../recording';
import { NONE } from '../schema';
import type { Columns } from './columns';
import { commonGroup, type ScopeTree } from './scopeTree';

/** A sum of fewer terms is drawn as it was written. */
const FEWEST_TERMS = 4;

export interface Sums {
  /** By position: the sum that a node is part of without being drawn, or -1. */
  head: Int32Array;
  /** Inputs as drawn: those of a sum are its terms. */
  offset: Uint32Array;
  inputs: Int32Array;
  /** Of each input of a sum: the node on the tape that adds it, times two, plus the operand's position; else -1. */
  via: Int32Array | null;
  /** Of each sum: the first addition that is part of it; else -1. Null without sums. */
  first: Int32Array | null;
}

/** Folds sums; the head of each moves to the group that holds all that it adds. */
export function foldSums(recording: Recording, columns: Columns, tree: ScopeTree): Sums {
  const { count, offset, inputs } = columns;
  const head = new Int32Array(count).fill(-1);
  if (!absorb(recording, columns, tree, head)) return { head, offset, inputs, via: null, first: null };

  const newOffset = new Uint32Array(count + 1);
  const newInputs = new Int32Array(inputs.length);
  const via = new Int32Array(inputs.length).fill(-1);
  const first = new Int32Array(count).fill(-1);
  for (let at = count - 1; at >= 0; at--) if (head[at] >= 0) first[head[at]] = at;
  const stack: number[] = [];
  let filled = 0;
  for (let at = 0; at < count; at++) {
    newOffset[at] = filled;
    if (head[at] >= 0) continue;
    if (first[at] < 0) {
      for (let i = offset[at]; i < offset[at + 1]; i++) newInputs[filled++] = inputs[i];
      continue;
    }
    let group = tree.of[at];
    stack.push(at * 2 + 1, at * 2);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const term = inputs[offset[next >> 1] + (next & 1)];
      if (term >= 0 && head[term] === at) {
        group = commonGroup(tree, group, tree.of[term]);
        stack.push(term * 2 + 1, term * 2);
        continue;
      }
      // A leaf is drawn beside whatever uses it.
      if (term >= 0 && offset[term] < offset[term + 1]) group = commonGroup(tree, group, tree.of[term]);
      newInputs[filled] = term;
      via[filled++] = next;
    }
    tree.of[at] = group;
  }
  newOffset[count] = filled;
  return { head, offset: newOffset, inputs: newInputs, via, first };
}

/** Finds what is drawn as part of another node; false if nothing is. */
function absorb(recording: Recording, columns: Columns, tree: ScopeTree, head: Int32Array): boolean {
  const { count, code, site, label, offset, inputs, uses, tensor, kinds } = columns;
  const isAdd = Uint8Array.from(recording.ops, op => (op.name === 'add' && !op.custom && op.arity === 2 ? 1 : 0));
  if (!isAdd.includes(1)) return false;
  const kept = new Uint8Array(count);
  for (const { root } of recording.passes) {
    const at = root >= columns.node[0] ? positionOf(columns.node, root) : -1;
    if (at >= 0) kept[at] = 1;
  }
  const shapes = kinds.map(({ shape }) => shape.join());
  const shapeOf = (at: number) => (at < 0 || tensor === null || tensor[at] < 0 ? '' : shapes[tensor[at]]);
  const isEvenAdd = (at: number) => {
    if (isAdd[code[at]] === 0) return false;
    if (tensor === null || tensor[at] < 0) return true;
    const shape = shapeOf(at);
    return shapeOf(inputs[offset[at]]) === shape && shapeOf(inputs[offset[at] + 1]) === shape;
  };
  const absorbed = new Uint32Array(count);
  for (let user = count - 1; user >= 0; user--) {
    if (!isEvenAdd(user)) continue;
    const sum = head[user] >= 0 ? head[user] : user;
    for (let i = offset[user]; i < offset[user + 1]; i++) {
      const term = inputs[i];
      if (term < 0 || uses[term] !== 1 || kept[term] === 1 || code[term] !== code[user]) continue;
      if (label[term] !== NONE && label[term] !== label[sum]) continue;
      // The result of a call is not part of a sum around it, unless the same line adds up in call after call.
      const isNear = site[term] === site[user] || commonGroup(tree, tree.of[term], tree.of[user]) === tree.of[term];
      if (!isNear || !isEvenAdd(term)) continue;
      head[term] = sum;
      absorbed[sum]++;
    }
  }
  let found = false;
  for (let at = 0; at < count; at++) {
    if (head[at] < 0) continue;
    if (absorbed[head[at]] + 2 < FEWEST_TERMS) head[at] = -1;
    else found = true;
  }
  return found;
}

function positionOf(nodes: Uint32Array, node: number): number {
  let low = 0;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nodes[middle] >= node) high = middle;
    else low = middle + 1;
  }
  return nodes[low] === node ? low : -1;
}
