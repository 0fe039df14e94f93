/** Layout in a worker: warmed early, superseded by termination, with a deadline and a plain layout behind it. */

import type { Graph } from '../../src/protocol/graph';
import { compose, TemplateCache } from './compose';
import { type LayoutEngine, solve } from './elk';
import { type DrawStyle, drawStyle } from './measure';
import type { Scene } from './placed';
import { exercise } from './warm';

/** elkjs in a worker: it cannot be interrupted, only ended. */
export interface LayoutWorker extends LayoutEngine {
  terminateWorker(): void;
}

const DEADLINE_MS = 5000;
const PATIENCE_MS = 700;

/** More make the next layout hardly faster. */
const EXERCISES = 30;

const NO_WORKER = 'The layout worker could not be started: this is a simpler layout.';
const FAILED = 'The full layout failed: this is a simpler one.';

/** Ends a composition that nobody waits for any more. */
class Superseded extends Error {}

/** A composition under way. */
interface Work {
  /** Nobody waits for it any more. */
  isEnded: boolean;
  done: Promise<unknown>;
}

export class Layouter {
  private worker: Promise<LayoutWorker | null>;
  private work: Work | null = null;
  private latest = 0;
  private readonly cache = new TemplateCache();
  /** A picture under way is finished for so long: graphs of a growing tape come faster than their layouts. */
  private readonly patience: number;

  /** `start` makes a new worker; it may reject. */
  constructor(
    private readonly start: () => Promise<LayoutWorker>,
    private readonly deadline = DEADLINE_MS,
  ) {
    this.patience = Math.min(PATIENCE_MS, deadline / 2);
    this.worker = this.warm();
  }

  /** The picture of a graph; null if a newer request has superseded this one. Never rejects. */
  async layout(graph: Graph, style: DrawStyle): Promise<Scene | null> {
    const request = ++this.latest;
    const before = this.work;
    if (before !== null) {
      await inTime(before.done, this.patience);
      if (request !== this.latest) return null;
      if (this.work === before) {
        before.isEnded = true;
        await this.restart();
      }
    }
    const worker = await this.worker;
    if (request !== this.latest) return null;
    const work: Work = { isEnded: false, done: Promise.resolve() };
    const scene = this.compute(graph, style, worker, work);
    work.done = scene;
    this.work = work;
    return scene;
  }

  private async compute(
    graph: Graph,
    style: DrawStyle,
    worker: LayoutWorker | null,
    work: Work,
  ): Promise<Scene | null> {
    const plain = (note: string) => compose(graph, style, () => Promise.resolve(null), this.cache, note);
    const end = performance.now() + this.deadline;
    try {
      if (!worker) return await plain(NO_WORKER);
      return await compose(
        graph,
        style,
        async boxes => {
          const solutions = await inTime(solve(worker, boxes), end - performance.now());
          // A worker that was ended never answers: the rest of a superseded picture is not worth composing.
          if (work.isEnded) throw new Superseded();
          if (solutions === null) await this.restart();
          return solutions;
        },
        this.cache,
      );
    } catch (error) {
      if (work.isEnded) return null;
      console.error(error);
      // Whatever failed once may be dead: the next picture gets another worker.
      await this.restart();
      return plain(FAILED);
    } finally {
      if (this.work === work) this.work = null;
    }
  }

  private async restart(): Promise<void> {
    const old = this.worker;
    this.worker = this.warm();
    (await old)?.terminateWorker();
  }

  private async warm(): Promise<LayoutWorker | null> {
    try {
      const worker = await this.start();
      this.exercise(worker).catch(error => {
        if (!(error instanceof Superseded)) console.error(error);
      });
      return worker;
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  /** A worker's first layouts are slow until its code is compiled: they are ones that nobody waits for. */
  private async exercise(worker: LayoutWorker): Promise<void> {
    const graph = exercise();
    const style = drawStyle(graph, null, 'badge');
    for (let round = 0; round < EXERCISES; round++) {
      await compose(graph, style, boxes => {
        // What is asked meanwhile waits only for what is under way.
        return this.work !== null ? Promise.reject(new Superseded()) : solve(worker, boxes, 'exercise');
      });
    }
  }
}

/** The answer, or null if it is not here in time. */
async function inTime<T>(answer: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(resolve, Math.max(0, ms), null);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
