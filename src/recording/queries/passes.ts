/** What a pass touched. A pass over a repeated step touched what the pass that it repeats did, moved along. */
import type { Recording } from '../recording';
import type { Pass } from '../schema';
import { firstPast } from './search';

/** Of the pass asked for last. */
const lists = new WeakMap<Recording, { index: number; nodes: Uint32Array }>();

/** Every node that a pass touched, ids ascending. */
export function nodesOf(recording: Recording, index: number): Uint32Array {
  const { nodes, repeats } = recording.passes[index];
  if (repeats === undefined) return nodes;
  const known = lists.get(recording);
  if (known?.index === index) return known.nodes;
  const moved = recording.passes[repeats.pass].nodes.map(node => movedBy(repeats, node));
  lists.set(recording, { index, nodes: moved });
  return moved;
}

/** Of the pass asked for last: whatever is shown of one asks for its steps. */
const stepLists = new WeakMap<Recording, { pass: Pass; steps: Uint32Array }>();

/** The nodes that passed their gradient on, in order; not to be changed. */
export function stepsOf(recording: Recording, index: number): Uint32Array {
  const pass = recording.passes[index];
  if (pass.steps !== undefined) return pass.steps;
  const known = stepLists.get(recording);
  if (known?.pass === pass) return known.steps;
  const steps = findSteps(recording, index);
  stepLists.set(recording, { pass, steps });
  return steps;
}

function findSteps(recording: Recording, index: number): Uint32Array {
  const { repeats } = recording.passes[index];
  const original = repeats === undefined ? undefined : recording.passes[repeats.pass].steps;
  if (repeats !== undefined && original !== undefined) return original.map(node => movedBy(repeats, node));
  const nodes = nodesOf(recording, index);
  const steps = new Uint32Array(nodes.length);
  let count = 0;
  for (let at = nodes.length - 1; at >= 0; at--) if (recording.arity(nodes[at]) > 0) steps[count++] = nodes[at];
  return steps.subarray(0, count);
}

/** Whether a pass touched a node. */
export function touches(recording: Recording, index: number, node: number): boolean {
  const { nodes, repeats } = recording.passes[index];
  if (repeats === undefined) return positionOf(nodes, node) >= 0;
  const original = node - repeats.by;
  const before = original >= repeats.first ? original : node < repeats.first ? node : -1;
  return before >= 0 && positionOf(recording.passes[repeats.pass].nodes, before) >= 0;
}

/** Position of a node in an ascending list; -1 if it is not in it. */
export function positionOf(nodes: Uint32Array, node: number): number {
  const at = firstPast(nodes.length, i => nodes[i] >= node);
  return nodes[at] === node ? at : -1;
}

function movedBy({ first, by }: NonNullable<Pass['repeats']>, node: number): number {
  return node >= first ? node + by : node;
}
