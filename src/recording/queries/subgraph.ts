/** The part of a graph that can be drawn: all of it, or the nodes nearest to a root or a focus. */
import type { Recording } from '../recording';
import { nodesOf } from './passes';
import { Positions } from './positions';

/** A tape of which more is not searched for what to draw: the last nodes of it. */
const LONGEST = 2 ** 22;

/** Which nodes there are to choose from. */
export interface Extent {
  size: number;
  /** Number of nodes that are searched, and the id and the position of each. */
  count: number;
  nodeAt(position: number): number;
  /** -1: not among them. */
  positionOf(node: number): number;
}

/** Every node on the tape. */
export function wholeTape({ length }: Recording): Extent {
  const from = Math.max(0, length - LONGEST);
  return {
    size: length,
    count: length - from,
    nodeAt: position => from + position,
    positionOf: node => (node >= from && node < length ? node - from : -1),
  };
}

/** The graph of one pass: its root and everything the root depends on, the constants among them. */
export function passExtent(recording: Recording, index: number): Extent {
  const touched = nodesOf(recording, index);
  const known = new Positions(touched);
  const others = new Set<number>();
  for (const node of touched) {
    const arity = recording.arity(node);
    for (let i = 0; i < arity; i++) {
      const input = recording.input(node, i);
      if (known.of(input) < 0) others.add(input);
    }
  }
  const members = new Uint32Array(touched.length + others.size);
  members.set(touched);
  members.set([...others], touched.length);
  members.sort();
  const positions = new Positions(members);
  return {
    size: members.length,
    count: members.length,
    nodeAt: position => members[position],
    positionOf: node => positions.of(node),
  };
}

/** Consumers of every node inside an extent, all by position: the row of a node in `targets` starts at its `offset`. */
interface Consumers {
  offset: Uint32Array;
  targets: Uint32Array;
}

// Tapes have millions of nodes: these loops make no objects.
function consumersIn(recording: Recording, extent: Extent): Consumers {
  const offset = new Uint32Array(extent.count + 1);
  eachEdge(recording, extent, input => offset[input + 1]++);
  for (let i = 0; i < extent.count; i++) offset[i + 1] += offset[i];
  const targets = new Uint32Array(offset[extent.count]);
  const next = offset.slice(0, -1);
  eachEdge(recording, extent, (input, node) => {
    targets[next[input]++] = node;
  });
  return { offset, targets };
}

function eachEdge(recording: Recording, extent: Extent, visit: (input: number, node: number) => void): void {
  for (let position = 0; position < extent.count; position++) {
    const node = extent.nodeAt(position);
    const arity = recording.arity(node);
    for (let i = 0; i < arity; i++) {
      const input = extent.positionOf(recording.input(node, i));
      if (input >= 0) visit(input, position);
    }
  }
}

export interface Subgraph {
  /** Ids ascending. */
  nodes: number[];
  /** How many inputs, and how many uses, of each of `nodes` are left out. */
  hiddenInputs: number[];
  hiddenConsumers: number[];
  total: number;
}

/**
 * The subgraph to draw, of at most `limit` nodes: breadth-first from `focus` along inputs and consumers, or without a
 * focus from the nodes that nothing consumes, the latest first, along inputs.
 */
export function subgraph(recording: Recording, extent: Extent, limit: number, focus: number | null): Subgraph {
  const consumers = consumersIn(recording, extent);
  const used = (node: number) => {
    const at = extent.positionOf(node);
    return Array.from(consumers.targets.subarray(consumers.offset[at], consumers.offset[at + 1]), extent.nodeAt);
  };
  const inside = (node: number) => recording.inputs(node).filter(input => extent.positionOf(input) >= 0);
  const chosen = choose();
  const visible = new Set(chosen);
  const hidden = (ids: Iterable<number>) => {
    let count = 0;
    for (const id of ids) if (!visible.has(id)) count++;
    return count;
  };
  return {
    nodes: chosen,
    hiddenInputs: chosen.map(node => hidden(inside(node))),
    hiddenConsumers: chosen.map(node => hidden(used(node))),
    total: extent.size,
  };

  function choose(): number[] {
    if (extent.size <= limit) return Array.from({ length: extent.count }, (_, position) => extent.nodeAt(position));
    if (focus !== null) return nearest([focus], node => [...inside(node), ...used(node)], limit);
    return nearest(sinks(extent, consumers), inside, limit);
  }
}

function* sinks(extent: Extent, { offset }: Consumers): Iterable<number> {
  for (let at = extent.count - 1; at >= 0; at--) if (offset[at] === offset[at + 1]) yield extent.nodeAt(at);
}

function nearest(starts: Iterable<number>, neighbours: (node: number) => number[], limit: number): number[] {
  const found = new Set<number>();
  for (const start of starts) {
    if (found.size >= limit) break;
    found.add(start);
    // A Set is walked in the order of insertion, including what is added on the way: this is the queue.
    for (const node of found) {
      for (const next of neighbours(node)) if (found.size < limit) found.add(next);
      if (found.size >= limit) break;
    }
  }
  return [...found].sort((a, b) => a - b);
}
