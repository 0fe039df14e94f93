/** Runs scripts in processes of their own; one is kept warm, so that the next run need not wait for its start. */
import type { ModuleAnswer } from '../../protocol/evaluator';
import { Decoder } from '../../recording/encode';
import { Recording } from '../../recording/recording';
import type { Chunk, ErrorKind, RunError } from '../../recording/schema';
import { memoryUp, timeUp } from '../limits';
import type { Evaluator, Run, RunRequest } from '../run';
import { ModuleFinder } from './modules';
import { EvaluatorProcess } from './process';

const WATCH_MS = 100;
/** The inside stops a script at its limits and knows the line; these much later the outside does. */
const TIME_GRACE_S = 1;
const MEMORY_GRACE = 1.25;
const MEMORY_GRACE_MIB = 128;
const HANGS =
  'What came next takes too long by itself: a regular expression, a sort, a huge number. Leave it out, or make it smaller.';
/** Chunks that show something new. */
const SHOWN: ReadonlySet<Chunk['type']> = new Set(['file', 'nodes', 'pass', 'output', 'end']);

export class NodeEvaluator implements Evaluator {
  private spare: EvaluatorProcess | null = null;
  private readonly running = new Set<NodeRun>();

  /**
   * @param script - Path of the bundled `child.cjs`.
   * @param keepWarm - Start the next process as soon as one is taken.
   */
  constructor(
    private readonly script: string,
    private readonly keepWarm: boolean,
  ) {}

  /** Starts a process for a run that may come. */
  warm(memory: number): void {
    if (this.spare?.memory === memory) return;
    this.spare?.kill();
    const spare = new EvaluatorProcess(this.script, memory);
    spare.unref();
    this.spare = spare;
    void spare.gone.then(() => {
      if (this.spare === spare) this.spare = null;
    });
  }

  run(request: RunRequest): Run {
    const { memory } = request.limits;
    const taken = this.spare?.memory === memory ? this.spare : new EvaluatorProcess(this.script, memory);
    if (taken === this.spare) this.spare = null;
    const run = new NodeRun(taken, request);
    this.running.add(run);
    void run.done.then(() => this.running.delete(run));
    if (this.keepWarm)
      void taken.ready.then(
        () => this.warm(memory),
        () => undefined,
      );
    return run;
  }

  dispose(): void {
    this.spare?.kill();
    for (const run of this.running) run.cancel();
  }
}

class NodeRun implements Run {
  readonly recording = new Recording();
  readonly done: Promise<void>;
  private readonly decoder = new Decoder();
  private readonly finder: ModuleFinder;
  private shown = performance.now();
  private watched = performance.now();
  /** Why it was killed from here. */
  private killed: 'time' | 'memory' | 'cancelled' | 'crash' | null = null;
  private detail = '';

  constructor(
    private readonly process: EvaluatorProcess,
    private readonly request: RunRequest,
  ) {
    this.finder = new ModuleFinder(request.entry.path, request.overlay, request.folders);
    this.done = this.follow();
  }

  cancel(): void {
    this.kill('cancelled');
  }

  private async follow(): Promise<void> {
    const { process, request } = this;
    const watch = setInterval(() => this.watch(), WATCH_MS);
    try {
      await process.ready;
      process.onRecording = bytes => this.record(bytes);
      process.onMessage = message => {
        if (message.type === 'resolve') void this.answer(message.id, message.specifier, message.from);
      };
      this.shown = performance.now();
      process.send({ type: 'run', entry: request.entry, limits: request.limits });
      await process.gone;
      if (!this.recording.ended) this.fail(this.kindOfDeath(), this.detail);
    } catch (error) {
      this.fail(this.killed ?? 'crash', (error as Error).message);
    } finally {
      clearInterval(watch);
      process.kill();
    }
    request.onUpdate();
  }

  private record(bytes: Uint8Array): void {
    if (this.killed === 'crash') return;
    try {
      for (const chunk of this.decoder.push(bytes)) {
        this.recording.append(chunk);
        if (SHOWN.has(chunk.type)) this.shown = performance.now();
      }
    } catch (error) {
      // A script can spoil what its process sends, by changing the language's own objects.
      this.detail = `What it sent could not be read: ${(error as Error).message}.`;
      this.kill('crash');
    }
    this.request.onUpdate();
  }

  private async answer(id: number, specifier: string, from: string): Promise<void> {
    const answer = await this.finder.find(specifier, from).catch(
      (error: Error): ModuleAnswer => ({
        ok: false,
        message: `Cannot read '${specifier}': ${error.message}.`,
        hint: '',
      }),
    );
    this.process.send({ type: 'module', id, answer });
  }

  private watch(): void {
    const { time, memory } = this.request.limits;
    const now = performance.now();
    // This side was busy: what the script has sent meanwhile is still to be read.
    if (now - this.watched > 2 * WATCH_MS) this.shown = now;
    this.watched = now;
    if (performance.now() - this.shown > (time + TIME_GRACE_S) * 1000) this.kill('time');
    else if (this.process.resident() > memory * MEMORY_GRACE + MEMORY_GRACE_MIB) this.kill('memory');
  }

  private kill(why: NonNullable<NodeRun['killed']>): void {
    this.killed ??= why;
    this.process.kill();
  }

  private kindOfDeath(): ErrorKind {
    return this.killed ?? (/heap out of memory|allocation failed/i.test(this.process.lastWords) ? 'memory' : 'crash');
  }

  private fail(kind: ErrorKind, detail = ''): void {
    const error: RunError = { kind, ...this.words(kind, detail), place: this.lastPlace() };
    this.recording.append({ type: 'error', error });
  }

  private words(kind: ErrorKind, detail: string): Pick<RunError, 'message' | 'hint'> {
    const { limits } = this.request;
    if (kind === 'time')
      return {
        ...timeUp(limits),
        message: `The script ran for ${limits.time} s without anything new to show and was stopped. This is the last thing it did.`,
        hint: HANGS,
      };
    if (kind === 'memory') return memoryUp(limits);
    if (kind === 'cancelled') return { message: 'The run was cancelled.' };
    return {
      message:
        `The script's process ended unexpectedly. ${detail || this.process.lastWords.trim().split('\n')[0]}`.trim(),
      hint: 'Run it again; if that does not help, leave out what it did last.',
    };
  }

  private lastPlace(): RunError['place'] {
    const site = this.recording.sites[this.recording.lastSite];
    const [first] = this.recording.files;
    if (site === undefined) return first && { file: first.path, line: 1, col: 1 };
    return { file: this.recording.files[site.file].path, line: site.line, col: site.col };
  }
}
