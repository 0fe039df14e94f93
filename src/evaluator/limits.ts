/** When a run has to stop, from the inside: between two steps of the script, so that the line can be told. */
import type { Limits } from '../protocol/evaluator';
import { formatCount } from '../recording/format';
import { Failure } from './failure';
import type { Place } from './positions';

/** So many times the nodes may all passes hold together in grads. */
const PASS_ENTRIES_PER_NODE = 4;
/** Numbers of nodes have 32 bits; some room for what is made until the limits are looked at. */
const MOST_MADE = 2 ** 32 - 2 ** 24;
/** MiB of text that a script may print: whoever shows it keeps all of it. */
const OUTPUT_MIB = 32;

export interface Usage {
  /** Grows whenever there is something new to show. */
  progress: number;
  /** Nodes that are kept, and all that were made. */
  nodes: number;
  made: number;
  passes: number;
  passEntries: number;
  /** Characters printed. */
  printed: number;
}

export class LimitWatch {
  private lastProgress = -1;
  private since: number;

  constructor(
    private readonly limits: Limits,
    /** MiB in use by the whole process. */
    private readonly memory: () => number,
    private readonly now: () => number,
  ) {
    this.since = now();
  }

  /** Throws a `Failure` if a limit is passed; `place` tells where the script is. */
  check(usage: Usage, place: () => Place | undefined): void {
    const { limits } = this;
    if (usage.progress !== this.lastProgress) {
      this.lastProgress = usage.progress;
      this.since = this.now();
    } else if (this.now() - this.since > limits.time * 1000) {
      throw new Failure({ kind: 'time', ...timeUp(limits), place: place() });
    }
    if (usage.nodes > limits.nodes) {
      throw new Failure({
        kind: 'nodes',
        message: `The script made more than ${formatCount(limits.nodes)} nodes and was stopped here.`,
        hint: 'Make fewer values, or raise the limit (setting tapelens.limits.nodes, option --nodes).',
        place: place(),
      });
    }
    if (usage.made > MOST_MADE) {
      throw new Failure({
        kind: 'nodes',
        message: `The script made more than ${formatCount(MOST_MADE)} nodes, and no more can be numbered: it was stopped here.`,
        hint: 'Train for fewer steps.',
        place: place(),
      });
    }
    if (usage.passEntries > limits.nodes * PASS_ENTRIES_PER_NODE) {
      throw new Failure({
        kind: 'nodes',
        message: `The backward passes are too many to keep (${formatCount(usage.passes)}), and the script was stopped here.`,
        hint: 'Run fewer passes, or raise the limit (setting tapelens.limits.nodes, option --nodes).',
        place: place(),
      });
    }
    if (usage.printed > OUTPUT_MIB * 2 ** 20) {
      throw new Failure({
        kind: 'memory',
        message: `The script printed more than ${OUTPUT_MIB} MiB and was stopped here.`,
        hint: 'Print less: every tenth step, say.',
        place: place(),
      });
    }
    if (this.memory() > limits.memory) throw new Failure({ kind: 'memory', ...memoryUp(limits), place: place() });
  }
}

export const timeUp = (limits: Limits) => ({
  message: `The script ran for ${limits.time} s without anything new to show and was stopped here.`,
  hint: 'Make sure that it ends, or raise the limit (setting tapelens.limits.time, option --time).',
});

export const memoryUp = (limits: Limits) => ({
  message: `The script used more than ${formatCount(limits.memory)} MiB of memory and was stopped here.`,
  hint: 'Keep less, or raise the limit (setting tapelens.limits.memory, option --memory).',
});
