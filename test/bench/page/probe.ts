/**
 * Runs in the page before the panel: takes its messages from the host's process and back, as the editor's API does, and
 * notes when a picture was asked for, laid out and painted. All times are milliseconds since 1970.
 */

import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Frames, Marks, Probed } from '../probed';
import { decode } from '../wire';

const now = (): number => performance.timeOrigin + performance.now();

class Probe implements Probed {
  private readonly worker: Worker | null = null;
  /** Messages to the worker without an answer, and the time since when there are some. */
  private waiting = 0;
  private since = 0;
  /** Answers that the worker gave. */
  private answers = 0;
  private marks: Marks = { delivered: 0, laidOut: 0, computing: 0, painted: 0, isFar: false };
  private isExpecting = false;
  /** The picture that is expected was laid out: what is drawn from now on shows it. */
  private isPlaced = false;
  private tell: ((marks: Marks) => void) | null = null;
  private posting: Promise<unknown> = Promise.resolve();

  constructor() {
    const probe = this;
    const Plain = Worker;
    window.Worker = class extends Plain {
      constructor(url: string | URL) {
        super(url);
        Object.assign(probe, { worker: this });
        this.addEventListener('message', () => probe.answered());
      }

      override postMessage(message: unknown): void {
        if (probe.waiting++ === 0) probe.since = now();
        super.postMessage(message);
      }
    } as typeof Worker;
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      clear.apply(this, box);
      if ('className' in this.canvas && this.canvas.className === 'far') probe.drew(true);
    };
    Object.assign(window, {
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => this.post(message),
        getState: () => null,
        setState: () => null,
      }),
    });
    // Before the panel's own listener, which may work for a while.
    window.addEventListener('message', ({ data }) => {
      if (data.type === 'graph') this.marks.delivered = now();
    });
    void this.listen();
  }

  async warm(): Promise<void> {
    // It takes the algorithms, tells them, and lays out some graphs one after the other.
    for (let idle = 0; idle < 10; idle++) {
      await pause();
      if (this.answers < 3 || this.waiting > 0) idle = 0;
    }
    const scene = document.querySelector('svg.tl-graph .scene')!;
    new MutationObserver(changes => {
      if (changes.some(({ addedNodes }) => addedNodes.length > 0)) this.drew(false);
    }).observe(scene, { childList: true, subtree: true });
    new MutationObserver(() => {
      if (isSettling()) this.isPlaced = true;
    }).observe(document.querySelector('#app')!, { attributeFilter: ['class'] });
    await pause();
  }

  async expect(isFirst: boolean): Promise<void> {
    while (isSettling()) await pause();
    this.marks = { delivered: 0, laidOut: 0, computing: 0, painted: 0, isFar: false };
    this.isPlaced = isFirst;
    this.isExpecting = true;
  }

  painted(): Promise<Marks> {
    return new Promise(resolve => {
      this.tell = resolve;
      this.finish();
    });
  }

  async press(key: string): Promise<number> {
    await this.expect(false);
    const start = now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    return start;
  }

  async ask(message: unknown): Promise<number> {
    await this.expect(false);
    const start = now();
    this.post(message);
    return start;
  }

  layOut(graph: ElkNode): Promise<{ ms: number; graph: ElkNode }> {
    const { worker } = this;
    if (!worker) throw new Error('The panel has no worker.');
    return new Promise((resolve, reject) => {
      const start = now();
      worker.addEventListener('message', ({ data }) => {
        if (data.id !== 'bench') return;
        if (data.error) reject(new Error(String(data.error.message ?? data.error)));
        else resolve({ ms: now() - start, graph: data.data });
      });
      worker.postMessage({
        id: 'bench',
        cmd: 'layout',
        graph,
        layoutOptions: { 'elk.algorithm': 'layered' },
        options: {},
      });
    });
  }

  async move(kind: 'pan' | 'zoom', count: number): Promise<Frames> {
    const picture = document.querySelector('.picture');
    const { width, height } = picture?.getBoundingClientRect() ?? { width: 0, height: 0 };
    return frames(count, frame => {
      const isBack = frame % 60 >= 30;
      const deltaY = kind === 'zoom' ? (isBack ? 12 : -12) : isBack ? 9 : -9;
      const init = { deltaX: kind === 'pan' ? -deltaY : 0, deltaY, ctrlKey: kind === 'zoom' };
      const at = { clientX: width / 2, clientY: height / 2, bubbles: true, cancelable: true };
      picture?.dispatchEvent(new WheelEvent('wheel', { ...init, ...at }));
    });
  }

  private drew(isFar: boolean): void {
    const { marks } = this;
    if (!this.isExpecting || !this.isPlaced || marks.delivered === 0) return;
    this.isExpecting = false;
    marks.isFar = isFar;
    void afterFrame().then(() => {
      marks.painted = now();
      this.finish();
    });
  }

  private finish(): void {
    if (this.marks.painted === 0 || !this.tell) return;
    this.tell(this.marks);
    this.tell = null;
  }

  private answered(): void {
    this.answers++;
    this.marks.laidOut = now();
    if (--this.waiting === 0) this.marks.computing += now() - this.since;
  }

  /** One after the other: they must not overtake each other. */
  private post(message: unknown): void {
    this.posting = this.posting.then(() => fetch('/post', { method: 'POST', body: JSON.stringify(message) }));
  }

  private async listen(): Promise<void> {
    for (;;) {
      const response = await fetch('/next');
      for (const message of decode(await response.arrayBuffer())) window.postMessage(message, '*');
    }
  }
}

/** In every frame does something and lets it be painted. */
async function frames(count: number, act: (frame: number) => void): Promise<Frames> {
  const [busy, between]: [number[], number[]] = [[], []];
  let before = 0;
  for (let frame = 0; frame < count; frame++) {
    const moved = performance.now();
    act(frame);
    const acted = performance.now() - moved;
    const start = await new Promise<number>(resolve => requestAnimationFrame(() => resolve(performance.now())));
    await afterFrame();
    const end = performance.now();
    busy.push(acted + end - start);
    if (before > 0) between.push(start - before);
    before = start;
  }
  return { busy, between };
}

/** Style, layout and the recording of paint are over. */
function afterFrame(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

const isSettling = (): boolean => document.querySelector('#app.is-settling') !== null;

const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20));

Object.assign(window, { probe: new Probe() });
