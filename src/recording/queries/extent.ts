/** The part of a tape that there is a picture of: all of it, or the graph of one pass. */
import type { Recording } from '../recording';
import { nodesOf } from './passes';
import { Positions } from './positions';

/** A tape of which more is not drawn: the last nodes of it. */
const LONGEST = 2 ** 22;

/** Which nodes there are to choose from. */
export interface Extent {
  kind: 'tape' | 'pass' | 'part';
  size: number;
  /** Number of nodes that are searched, and the id and the position of each. */
  count: number;
  /** Training steps share the nodes with smaller ids; those from here on are the step's own. */
  own: number;
  nodeAt(position: number): number;
  /** -1: not among them. */
  positionOf(node: number): number;
}

/** Every node on the tape. */
export function wholeTape({ length }: Recording): Extent {
  const from = Math.max(0, length - LONGEST);
  return {
    kind: 'tape',
    size: length,
    count: length - from,
    own: 0,
    nodeAt: position => from + position,
    positionOf: node => (node >= from && node < length ? node - from : -1),
  };
}

/** The graph of one pass: its root and everything the root depends on, the constants among them. */
export function passExtent(recording: Recording, index: number): Extent {
  const members = withInputs(recording, nodesOf(recording, index));
  const positions = new Positions(members);
  return {
    kind: 'pass',
    size: members.length,
    count: members.length,
    own: ownFrom(recording, index),
    nodeAt: position => members[position],
    positionOf: node => positions.of(node),
  };
}

/** Some nodes of another extent, ids ascending. */
export function partOf(around: Extent, ids: Uint32Array): Extent {
  const positions = new Positions(ids);
  return {
    kind: 'part',
    size: ids.length,
    count: ids.length,
    own: around.own,
    nodeAt: position => ids[position],
    positionOf: node => positions.of(node),
  };
}

function ownFrom({ passes }: Recording, index: number): number {
  const repetition = passes[index].repeats ?? passes.find(({ repeats }) => repeats?.pass === index)?.repeats;
  return repetition?.first ?? 0;
}

/** The nodes and their inputs, ascending. A set of millions of numbers takes longer than bits. */
function withInputs(recording: Recording, nodes: Uint32Array): Uint32Array {
  if (nodes.length === 0) return nodes;
  const bits = new Uint32Array((nodes[nodes.length - 1] >>> 5) + 1);
  let count = 0;
  const add = (node: number) => {
    const bit = 1 << (node & 31);
    if (bits[node >>> 5] & bit) return;
    bits[node >>> 5] |= bit;
    count++;
  };
  for (const node of nodes) {
    add(node);
    const arity = recording.arity(node);
    for (let i = 0; i < arity; i++) add(recording.input(node, i));
  }
  const all = new Uint32Array(count);
  let filled = 0;
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]; rest !== 0; rest &= rest - 1) all[filled++] = word * 32 + 31 - Math.clz32(rest & -rest);
  }
  return all;
}
