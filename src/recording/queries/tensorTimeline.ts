/**
 * One backward pass through tensors, step by step, from what was recorded: nothing is computed again but sums of what
 * arrived, and these only where all of it was kept.
 */
import type { Recording } from '../recording';
import type { Pass } from '../schema';
import { type Numbers, numbersOf, tensorGrad, tensorGradBefore, tensorShare } from './numbers';
import { nodesOf, positionOf, stepsOf } from './passes';
import type { Reach } from './timeline';

/** What a step adds to the grad of one input. */
export interface TensorContribution {
  input: number;
  /** The rule, with a, b, … for the inputs, g for the upstream gradient and out for the node; null: nothing is passed on. */
  formula: string | null;
  /** Null: it was not kept. */
  share: Numbers | null;
  /** The input's gradient before and after; null: it was not kept. */
  before: Numbers | null;
  after: Numbers | null;
  /** Nothing had arrived before. */
  isFirst: boolean;
}

export interface TensorStep {
  node: number;
  upstream: Numbers | null;
  contributions: TensorContribution[];
}

/** A gradient on its way: what was in it before, and what arrived so far. */
interface Arrival {
  step: number;
  node: number;
  input: number;
}

export class TensorTimeline {
  readonly pass: Pass;
  readonly steps: Uint32Array;
  private readonly nodes: Uint32Array;
  /** What each node gets, in order. */
  private readonly arrivals = new Map<number, Arrival[]>();

  constructor(
    private readonly recording: Recording,
    /** Index of the pass. */
    readonly index: number,
  ) {
    this.pass = recording.passes[index];
    this.nodes = nodesOf(recording, index);
    this.steps = stepsOf(recording, index);
    for (const [i, node] of this.steps.entries()) this.findArrivals(node, i + 1);
  }

  private findArrivals(node: number, step: number): void {
    for (const [input, target] of this.recording.inputs(node).entries()) {
      if (positionOf(this.nodes, target) < 0 || gradientRule(this.recording, node, input) === null) continue;
      const list = this.arrivals.get(target);
      const arrival = { step, node, input };
      if (list === undefined) this.arrivals.set(target, [arrival]);
      else list.push(arrival);
    }
  }

  /** How far the gradient of a node is after `step` steps; undefined if the pass has nothing to do with it. */
  reach(node: number, step: number): Reach | undefined {
    if (positionOf(this.nodes, node) < 0) return undefined;
    const arrivals = this.arrivals.get(node) ?? [];
    if (node === this.pass.root || step >= (arrivals.at(-1)?.step ?? 0)) return 'final';
    return this.hadGrad(node) || step >= arrivals[0].step ? 'reached' : 'unreached';
  }

  /** Gradient of a node after `step` steps, if any has arrived; null if it was not kept. */
  grad(node: number, step: number): Numbers | null {
    return this.reach(node, step) === 'final' ? tensorGrad(this.recording, node, this.index) : this.sum(node, step);
  }

  /** What step number `step`, counted from 1, does. */
  detail(step: number): TensorStep {
    const node = this.steps[step - 1];
    const { recording, index } = this;
    const inputs = recording.inputs(node);
    return {
      node,
      upstream: tensorGrad(recording, node, index),
      contributions: inputs.map((input, i) => {
        const arrivals = this.arrivals.get(input) ?? [];
        const at = arrivals.findIndex(arrival => arrival.node === node && arrival.input === i);
        const none = { input, formula: null, share: null, before: null, after: null, isFirst: true };
        if (at < 0) return none;
        const isLast = at === arrivals.length - 1;
        return {
          input,
          formula: gradientRule(recording, node, i),
          share: this.share(arrivals[at], input),
          before: this.sumOf(input, at),
          after: isLast ? tensorGrad(recording, input, index) : this.sumOf(input, at + 1),
          isFirst: at === 0 && !this.hadGrad(input),
        };
      }),
    };
  }

  private hadGrad(node: number): boolean {
    return this.pass.accumulated?.includes(node) ?? false;
  }

  /** What a node passed on: recorded, or all that the input got. */
  private share({ node, input }: Arrival, target: number): Numbers | null {
    const isOnly = this.arrivals.get(target)?.length === 1 && !this.hadGrad(target);
    return isOnly
      ? tensorGrad(this.recording, target, this.index)
      : tensorShare(this.recording, node, input, this.index);
  }

  private sum(node: number, step: number): Numbers | null {
    const arrived = this.arrivals.get(node)?.filter(arrival => arrival.step <= step).length ?? 0;
    return this.sumOf(node, arrived);
  }

  /** What a gradient was before, and the first `count` arrivals; null if it is nothing, or not all of it was kept. */
  private sumOf(node: number, count: number): Numbers | null {
    const { recording, index } = this;
    const arrived =
      this.arrivals
        .get(node)
        ?.slice(0, count)
        .map(arrival => this.share(arrival, node)) ?? [];
    const parts = this.hadGrad(node) ? [tensorGradBefore(recording, node, index), ...arrived] : arrived;
    if (parts.length < 2) return parts[0] ?? null;
    const values = parts.map(part => part?.values);
    const sum = values[0]?.slice();
    if (sum === undefined) return null;
    for (const more of values.slice(1)) {
      if (!more) return null;
      for (let i = 0; i < sum.length; i++) sum[i] += more[i];
    }
    return numbersOf(sum);
  }
}

/** What an input gets of the upstream gradient; null: nothing. */
function gradientRule(recording: Recording, node: number, input: number): string | null {
  const gradients = recording.op(node).tensor?.gradients ?? [];
  return gradients[Math.min(input, gradients.length - 1)] ?? null;
}

const timelines = new WeakMap<Recording, TensorTimeline>();

/** The timeline of a pass through tensors; the last one asked for is kept. */
export function tensorTimelineOf(recording: Recording, index: number): TensorTimeline {
  let timeline = timelines.get(recording);
  if (timeline?.index !== index) {
    timeline = new TensorTimeline(recording, index);
    timelines.set(recording, timeline);
  }
  return timeline;
}
