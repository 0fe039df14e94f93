/** The chain rule in full for one node: every contribution to its grad in one pass, in the order in which it came. */
import { f64, u32 } from '../column';
import type { Recording } from '../recording';
import type { Pass } from '../schema';
import { uses } from './consumers';
import { RecordedContributions } from './contributions';
import { positionOf, stepsOf } from './passes';
import { contributionsOf, gradBefore, timelineOf } from './timeline';

/** Columns, a row each contribution: a weight of a large batch gets many thousands. */
export interface Chain {
  /** The grad before the first of them. */
  start: number;
  /** Number of the step of the pass, from 1; the node that takes it, and which of its operands the node is. */
  step: Uint32Array;
  consumer: Uint32Array;
  operand: Uint32Array;
  upstream: Float64Array;
  /** NaN for the user's own op. */
  local: Float64Array;
  value: Float64Array;
  /** The grad with it. */
  sum: Float64Array;
}

/** The chain asked for last: going through the steps of a pass asks for the same again and again. */
const chains = new WeakMap<Recording, { pass: Pass; node: number; chain: Chain }>();

/** All contributions that a pass over scalars brings a node; the pass must be kept, and have touched the node. */
export function chainOf(recording: Recording, index: number, node: number): Chain {
  const pass = recording.passes[index];
  const known = chains.get(recording);
  if (known?.pass === pass && known.node === node) return known.chain;
  const chain = gather(recording, index, node);
  chains.set(recording, { pass, node, chain });
  return chain;
}

function gather(recording: Recording, index: number, node: number): Chain {
  const steps = stepsOf(recording, index);
  const recorded = new RecordedContributions(recording, index);
  const { start, upstreamOf } = gradsOf(recording, index, node);
  const [step, consumer, operand] = [u32(), u32(), u32()];
  const [upstream, local, value, sum] = [f64(), f64(), f64(), f64()];
  let reached = start;
  for (let i = 0; i < steps.length; i++) {
    if (!uses(recording, steps[i], node)) continue;
    const grad = upstreamOf(i);
    for (const [position, each] of contributionsOf(recording, recorded, steps[i], grad).entries()) {
      if (each.input !== node || each.constant) continue;
      reached += each.value;
      step.push(i + 1);
      consumer.push(steps[i]);
      operand.push(position);
      upstream.push(grad);
      local.push(each.local);
      value.push(each.value);
      sum.push(reached);
    }
  }
  return {
    start,
    step: step.view(),
    consumer: consumer.view(),
    operand: operand.view(),
    upstream: upstream.view(),
    local: local.view(),
    value: value.view(),
    sum: sum.view(),
  };
}

/** The grad that a node starts from, and the one that a step, by its index, passes on. */
function gradsOf(recording: Recording, index: number, node: number) {
  const { kind, root, steps, repeats, nodes, grads } = recording.passes[index];
  if (kind === 'backward' && steps === undefined && repeats === undefined) {
    // Ids descend, and whatever uses a node has a larger one: a grad that is passed on is the one that the pass ended with.
    const order = stepsOf(recording, index);
    return {
      start: node === root ? 1 : gradBefore(recording, node, index).value,
      upstreamOf: (i: number) => grads[positionOf(nodes, order[i])],
    };
  }
  const timeline = timelineOf(recording, index);
  return { start: timeline.grad(node, 0) ?? 0, upstreamOf: (i: number) => timeline.detail(i + 1).upstream };
}
