/** The chain rule in full for one node: every contribution to its grad in one pass, in the order in which it came. */
import { f64, u32 } from '../column';
import type { Recording } from '../recording';
import type { Pass } from '../schema';
import { uses } from './consumers';
import { timelineOf } from './timeline';

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
  const timeline = timelineOf(recording, index);
  const [step, consumer, operand] = [u32(), u32(), u32()];
  const [upstream, local, value, sum] = [f64(), f64(), f64(), f64()];
  const start = timeline.grad(node, 0) ?? 0;
  for (let i = 0; i < timeline.steps.length; i++) {
    if (!uses(recording, timeline.steps[i], node)) continue;
    const detail = timeline.detail(i + 1);
    for (const [position, each] of detail.contributions.entries()) {
      if (each.input !== node || each.constant) continue;
      step.push(i + 1);
      consumer.push(detail.node);
      operand.push(position);
      upstream.push(detail.upstream);
      local.push(each.local);
      value.push(each.value);
      sum.push(each.after);
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
