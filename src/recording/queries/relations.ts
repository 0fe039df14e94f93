/**
 * What depends on what. Inputs have smaller ids than their node, so one walk over the ids is a walk in the order of
 * computing: each of these is linear in the extent, and makes no object a node.
 */
import type { Recording } from '../recording';
import type { Extent } from './extent';

/** Every node that a node depends on, ids ascending; without the node itself. */
export function dependsOn(recording: Recording, extent: Extent, node: number): Uint32Array {
  const at = extent.positionOf(node);
  if (at < 0) return new Uint32Array(0);
  const marked = new Uint8Array(at + 1);
  markAncestors(recording, extent, at, marked);
  marked[at] = 0;
  return idsOf(extent, marked, 0);
}

/** Every node that depends on a node, ids ascending; without the node itself. */
export function dependents(recording: Recording, extent: Extent, node: number): Uint32Array {
  const at = extent.positionOf(node);
  if (at < 0) return new Uint32Array(0);
  const marked = new Uint8Array(extent.count);
  markDescendants(recording, extent, at, marked);
  marked[at] = 0;
  return idsOf(extent, marked, at);
}

export interface Paths {
  /** Every node on any way, the ends among them, ids ascending; empty: there is no way. */
  nodes: Uint32Array;
  /** A shortest way, in the order of computing. */
  shortest: Uint32Array;
}

const NOWHERE: Paths = { nodes: new Uint32Array(0), shortest: new Uint32Array(0) };

/** The ways on which a node becomes part of another. */
export function pathBetween(recording: Recording, extent: Extent, from: number, to: number): Paths {
  const [start, end] = [extent.positionOf(from), extent.positionOf(to)];
  if (start < 0 || end < start) return NOWHERE;
  const reachable = new Uint8Array(end + 1);
  markDescendants(recording, extent, start, reachable);
  if (reachable[end] === 0) return NOWHERE;
  const leading = new Uint8Array(end + 1);
  markAncestors(recording, extent, end, leading);
  for (let position = start; position <= end; position++) leading[position] &= reachable[position];
  leading.fill(0, 0, start);
  return { nodes: idsOf(extent, leading, start), shortest: shortestIn(recording, extent, leading, start, end) };
}

function markAncestors(recording: Recording, extent: Extent, from: number, marked: Uint8Array): void {
  marked[from] = 1;
  for (let position = from; position >= 0; position--) {
    if (marked[position] === 0) continue;
    const node = extent.nodeAt(position);
    const arity = recording.arity(node);
    for (let i = 0; i < arity; i++) {
      const input = extent.positionOf(recording.input(node, i));
      if (input >= 0) marked[input] = 1;
    }
  }
}

/** As far as `marked` reaches. */
function markDescendants(recording: Recording, extent: Extent, from: number, marked: Uint8Array): void {
  marked[from] = 1;
  for (let position = from + 1; position < marked.length; position++) {
    const node = extent.nodeAt(position);
    const arity = recording.arity(node);
    for (let i = 0; i < arity; i++) {
      const input = extent.positionOf(recording.input(node, i));
      if (input < from || marked[input] === 0) continue;
      marked[position] = 1;
      break;
    }
  }
}

/** Of the ways along marked positions; of several equally short the one along the earlier operands. */
function shortestIn(
  recording: Recording,
  extent: Extent,
  marked: Uint8Array,
  start: number,
  end: number,
): Uint32Array<ArrayBuffer> {
  const length = new Uint32Array(end - start + 1);
  const before = new Uint32Array(end - start + 1);
  for (let position = start + 1; position <= end; position++) {
    if (marked[position] === 0) continue;
    const node = extent.nodeAt(position);
    const arity = recording.arity(node);
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < arity; i++) {
      const input = extent.positionOf(recording.input(node, i));
      if (input < start || marked[input] === 0 || length[input - start] >= least) continue;
      least = length[input - start];
      before[position - start] = input;
    }
    length[position - start] = least + 1;
  }
  const way = new Uint32Array(length[end - start] + 1);
  for (let i = way.length - 1, position = end; i >= 0; i--) {
    way[i] = extent.nodeAt(position);
    position = before[position - start];
  }
  return way;
}

function idsOf(extent: Extent, marked: Uint8Array, from: number): Uint32Array<ArrayBuffer> {
  let count = 0;
  for (let position = from; position < marked.length; position++) count += marked[position];
  const ids = new Uint32Array(count);
  let next = 0;
  for (let position = from; position < marked.length; position++) {
    if (marked[position] === 1) ids[next++] = extent.nodeAt(position);
  }
  return ids;
}
