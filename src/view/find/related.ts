/** How nodes depend on each other, in words. */
import type { Related, Relation, WayPoint } from '../../protocol/find';
import { formatCount } from '../../recording/format';
import type { Extent } from '../../recording/queries/extent';
import { dependents, dependsOn, type Paths, pathBetween } from '../../recording/queries/relations';
import type { Recording } from '../../recording/recording';
import { nodeName } from '../names';
import { usesOf } from './uses';

/** Values of a way that are told one by one. */
const LONGEST_WAY = 100;

const NOTHING = { other: null, way: [], length: 0 };

/** @param other - Of a path, its other end: it may be earlier or later. */
export function related(
  recording: Recording,
  extent: Extent,
  relation: Relation,
  node: number,
  other: number | null = null,
): Related {
  const answer = relatedTo(recording, extent, relation, node, other);
  return { ...answer, uses: usesOf(recording, extent, answer.ids) };
}

function relatedTo(
  recording: Recording,
  extent: Extent,
  relation: Relation,
  node: number,
  other: number | null,
): Omit<Related, 'uses'> {
  const name = nodeName(recording, node);
  if (relation === 'dependsOn') {
    const ids = dependsOn(recording, extent, node);
    const words = ids.length === 0 ? `${name} depends on no other value` : `${name} depends on ${values(ids.length)}`;
    return { relation, node, ...NOTHING, ids, words };
  }
  if (relation === 'dependents') {
    const ids = dependents(recording, extent, node);
    const verb = ids.length === 1 ? 'depends' : 'depend';
    const words = ids.length === 0 ? `no value depends on ${name}` : `${values(ids.length)} ${verb} on ${name}`;
    return { relation, node, ...NOTHING, ids, words };
  }
  return pathOf(recording, extent, node, other ?? node);
}

function pathOf(recording: Recording, extent: Extent, node: number, other: number): Omit<Related, 'uses'> {
  const [from, to] = node <= other ? [node, other] : [other, node];
  const paths = pathBetween(recording, extent, from, to);
  const ids = paths.nodes;
  const way = Array.from(paths.shortest.subarray(0, LONGEST_WAY), each => pointOf(recording, each));
  const length = paths.shortest.length;
  return { relation: 'path', node, other, ids, way, length, words: pathWords(recording, from, to, paths) };
}

function pathWords(recording: Recording, from: number, to: number, { nodes, shortest }: Paths): string {
  const [start, end] = [nodeName(recording, from), nodeName(recording, to)];
  if (from === to) return `${start} is one value: choose another for the other end of the way`;
  if (nodes.length === 0) return `${start} does not reach ${end}`;
  const steps = shortest.length - 1;
  const ways = nodes.length === shortest.length ? 'the way' : 'the shortest';
  return `${values(nodes.length)} on the way from ${start} to ${end}; ${ways} has ${steps === 1 ? '1 step' : `${formatCount(steps)} steps`}`;
}

function pointOf(recording: Recording, node: number): WayPoint {
  return { node, name: nodeName(recording, node), symbol: recording.op(node).symbol };
}

const values = (count: number) => (count === 1 ? '1 value' : `${formatCount(count)} values`);
