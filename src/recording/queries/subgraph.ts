/** The part of a graph that can be drawn: all of it, or the nodes nearest to a root or a focus. */
import type { Recording } from '../recording';

/** Which nodes there are to choose from. */
export interface Extent {
  size: number;
  /** 1 for each node that belongs to it, by id; null: all do. */
  members: Uint8Array | null;
}

/** Every node on the tape. */
export function wholeTape(recording: Recording): Extent {
  return { size: recording.length, members: null };
}

/** The graph of one pass: its root and everything the root depends on, the constants among them. */
export function passExtent(recording: Recording, index: number): Extent {
  const members = new Uint8Array(recording.length);
  let size = 0;
  const add = (node: number) => {
    size += 1 - members[node];
    members[node] = 1;
  };
  for (const node of recording.passes[index].nodes) {
    add(node);
    const arity = recording.arity(node);
    for (let i = 0; i < arity; i++) add(recording.input(node, i));
  }
  return { size, members };
}

const has = (extent: Extent, node: number) => extent.members === null || extent.members[node] === 1;

/** Consumers of every node inside an extent: the row of a node in `targets` starts at its `offset`. */
interface Consumers {
  offset: Uint32Array;
  targets: Uint32Array;
}

// Tapes have millions of nodes: these loops make no objects.
function consumersIn(recording: Recording, extent: Extent): Consumers {
  const offset = new Uint32Array(recording.length + 1);
  eachEdge(recording, extent, input => offset[input + 1]++);
  for (let i = 0; i < recording.length; i++) offset[i + 1] += offset[i];
  const targets = new Uint32Array(offset[recording.length]);
  const next = offset.slice(0, -1);
  eachEdge(recording, extent, (input, node) => {
    targets[next[input]++] = node;
  });
  return { offset, targets };
}

function eachEdge(recording: Recording, extent: Extent, visit: (input: number, node: number) => void): void {
  for (let node = 0; node < recording.length; node++) {
    if (!has(extent, node)) continue;
    const arity = recording.arity(node);
    for (let i = 0; i < arity; i++) {
      const input = recording.input(node, i);
      if (has(extent, input)) visit(input, node);
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
  const used = (node: number) => consumers.targets.subarray(consumers.offset[node], consumers.offset[node + 1]);
  const inside = (node: number) => recording.inputs(node).filter(input => has(extent, input));
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
    if (extent.size <= limit) return Array.from(allNodes(recording, extent));
    if (focus !== null) return nearest([focus], node => [...inside(node), ...used(node)], limit);
    return nearest(sinks(recording, extent, consumers), inside, limit);
  }
}

function* allNodes(recording: Recording, extent: Extent): Iterable<number> {
  for (let node = 0; node < recording.length; node++) if (has(extent, node)) yield node;
}

function* sinks(recording: Recording, extent: Extent, { offset }: Consumers): Iterable<number> {
  for (let node = recording.length - 1; node >= 0; node--) {
    if (has(extent, node) && offset[node] === offset[node + 1]) yield node;
  }
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
