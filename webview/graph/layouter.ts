/** Layout in a worker: warmed early, superseded by termination, with a deadline and a plain layout behind it. */

import type { Graph } from '../../src/protocol/panel';
import { fallbackLayout } from './fallback';
import { type LayoutEngine, layoutGraph } from './layout';
import type { DrawStyle } from './measure';
import { fits, type Placed, rebind } from './placed';

/** elkjs in a worker: it cannot be interrupted, only ended. */
export interface LayoutWorker extends LayoutEngine {
  terminateWorker(): void;
}

const DEADLINE_MS = 5000;
/** Pictures kept for graphs that come back, as when a change is undone. */
const KEPT = 12;

const TOO_LONG = 'The full layout took too long: this is a simpler one.';
const NO_WORKER = 'The layout worker could not be started: this is a simpler layout.';
const FAILED = 'The full layout failed: this is a simpler one.';

export class Layouter {
  private worker: Promise<LayoutWorker | null>;
  private busy = false;
  private latest = 0;
  private readonly kept = new Map<string, Placed>();

  /** `start` makes a new worker; it may reject. */
  constructor(
    private readonly start: () => Promise<LayoutWorker>,
    private readonly deadline = DEADLINE_MS,
  ) {
    this.worker = this.warm();
  }

  /** The picture of a graph; null if a newer request has superseded this one. Never rejects. */
  async layout(graph: Graph, style: DrawStyle): Promise<Placed | null> {
    const request = ++this.latest;
    const name = `${style.opStyle} ${graph.key}`;
    const known = this.kept.get(name);
    if (known && fits(known, graph)) return rebind(known, graph);
    if (this.busy) await this.restart();
    const placed = await this.compute(graph, style, request);
    if (placed && placed.note === null) this.keep(name, placed);
    return request === this.latest ? placed : null;
  }

  private async compute(graph: Graph, style: DrawStyle, request: number): Promise<Placed | null> {
    const worker = await this.worker;
    if (request !== this.latest) return null;
    if (!worker) return fallbackLayout(graph, style, NO_WORKER);
    this.busy = true;
    try {
      const placed = await Promise.race([layoutGraph(worker, graph, style), after(this.deadline)]);
      if (request !== this.latest) return null;
      if (placed) return placed;
      await this.restart();
      return fallbackLayout(graph, style, TOO_LONG);
    } catch (error) {
      console.error(error);
      return fallbackLayout(graph, style, FAILED);
    } finally {
      if (request === this.latest) this.busy = false;
    }
  }

  private async restart(): Promise<void> {
    const old = this.worker;
    this.busy = false;
    this.worker = this.warm();
    (await old)?.terminateWorker();
  }

  /** The first layout of a worker is the slowest: it is one that nobody waits for. */
  private async warm(): Promise<LayoutWorker | null> {
    try {
      const worker = await this.start();
      void worker.layout(TINY).catch(console.error);
      return worker;
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  private keep(name: string, placed: Placed): void {
    this.kept.delete(name);
    this.kept.set(name, placed);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT) this.kept.delete(oldest);
  }
}

const TINY = {
  id: 'root',
  layoutOptions: { 'elk.algorithm': 'layered' },
  children: [
    { id: 'a', width: 1, height: 1 },
    { id: 'b', width: 1, height: 1 },
  ],
  edges: [{ id: 'e', sources: ['a'], targets: ['b'] }],
};

function after(ms: number): Promise<null> {
  return new Promise(resolve => setTimeout(resolve, ms, null));
}
