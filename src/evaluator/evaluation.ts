/** One run of a script, on whatever platform: engine, runtime, linker and stream put together. */
import { Tape, useTape } from '../engine/tape';
import { instrument } from '../instrument/instrument';
import { prologue } from '../instrument/prologue';
import type { Limits, ModuleAnswer, ModuleText } from '../protocol/evaluator';
import { NONE, type RunError, type Site } from '../recording/schema';
import { ENGINE } from './engineModule';
import { Failure } from './failure';
import { engineGraph } from './graph';
import { LimitWatch } from './limits';
import { Linker } from './link';
import { hintFor, readable } from './messages';
import { type Place, Positions } from './positions';
import type { ModuleLinks, Runtime } from './runtime/contract';
import { createRuntime } from './runtime/runtime';
import { Stream } from './stream';

const ENGINE_MODULE = 'tapelens';
const FLUSH_MS = 100;
const EVENT_GROWTH = 1.1;
/** Calls deep that sending something may go, with room to spare. */
const STACK_FOR_FLUSH = 400;

/** What differs between a process and a browser's worker. */
export interface Platform {
  /** Takes the next bytes of the recording; must not lose them, whatever happens next. */
  write(frame: Uint8Array): void;
  resolve(specifier: string, from: string): Promise<ModuleAnswer>;
  /** A harmless module of the platform itself. */
  builtIn(specifier: string): object | undefined;
  compile(code: string, path: string): unknown;
  /** MiB in use. */
  memory(): number;
  isProxy(value: object): boolean;
  /** Place in user code that an error's stack names first. */
  placeOf(error: unknown, positions: Positions): Place | undefined;
}

export class Evaluation {
  readonly positions = new Positions();
  readonly stream: Stream;
  private readonly tape = new Tape();
  private readonly runtime: Runtime;
  private readonly watch: LimitWatch;
  private readonly files: string[] = [];
  private flushed = Number.NEGATIVE_INFINITY;
  /** Expressions that have ended and names that were given, and at how many of them the next part goes out. */
  private events = 0;
  private nextEvent = 1;
  private over = false;

  constructor(
    private readonly entry: ModuleText,
    limits: Limits,
    private readonly platform: Platform,
  ) {
    useTape(this.tape);
    this.stream = new Stream(this.tape, frame => platform.write(frame), entry.path);
    this.watch = new LimitWatch(
      limits,
      () => platform.memory(),
      () => performance.now(),
    );
    this.runtime = createRuntime({
      graph: engineGraph(
        this.tape,
        site => this.stamped(site),
        site => this.happened(site),
      ),
      intern: name => this.stream.intern(name),
      onTrip: site => this.tripped(site),
      isProxy: value => platform.isProxy(value),
    });
    this.stream.attach(this.runtime);
  }

  /** Runs the script's modules to their end; what they left in the event loop may go on. Never throws. */
  async run(): Promise<void> {
    const linker = new Linker({
      resolve: (specifier, from) => this.platform.resolve(specifier, from),
      builtIn: specifier => (specifier === ENGINE_MODULE ? ENGINE : this.platform.builtIn(specifier)),
      instrument: (module, links) => this.prepare(module, links),
      compile: (code, path) => this.platform.compile(code, path),
      positions: this.positions,
    });
    try {
      await linker.run(this.entry);
    } catch (error) {
      this.failed(error);
    }
  }

  /** Something was thrown that nobody in the script caught. */
  failed(error: unknown): void {
    if (!this.over) this.stream.error(this.describe(this.runtime.limit ?? error));
  }

  /** Sends what is new, and checks the limits while the script waits for something. */
  idle(): void {
    if (this.over) return;
    try {
      this.runtime.trip(this.stream.lastSite);
    } catch (error) {
      this.failed(error);
      throw error;
    }
    this.stream.flush(this.stream.lastSite);
  }

  /** The last word of the recording. */
  end(): void {
    if (this.over) return;
    this.stream.end();
    this.over = true;
  }

  /** An expression has ended. A pass or an output in it goes out at once, unless there are more and more of them. */
  private stamped(site: number): void {
    const isWorthSending = this.stream.stamped(site) && performance.now() - this.flushed > FLUSH_MS;
    if (isWorthSending) this.nextEvent = 0;
    this.happened(site);
  }

  /**
   * A short script goes out expression by expression, a longer one in parts that grow by a tenth: what came before a
   * call that never returns is then outside, and nobody could send it from there.
   */
  private happened(site: number): void {
    if (++this.events < this.nextEvent || !hasStack(STACK_FOR_FLUSH)) return;
    this.nextEvent = Math.max(this.events + 1, Math.ceil(this.events * EVENT_GROWTH));
    this.flushed = performance.now();
    this.stream.flushGraph(site);
  }

  private tripped(site: number): void {
    if (!hasStack(STACK_FOR_FLUSH)) return;
    const now = performance.now();
    if (now - this.flushed > FLUSH_MS) {
      this.flushed = now;
      this.stream.flush(site);
    }
    const { progress, nodesKept, passes, passEntries, printed } = this.stream;
    const usage = { progress, nodes: nodesKept, made: this.tape.made, passes, passEntries, printed };
    this.watch.check(usage, () => this.placeOfSite(site));
  }

  private prepare(module: ModuleText, links: ModuleLinks) {
    const file = this.files.push(module.path) - 1;
    this.stream.file({ path: module.path, text: module.text });
    const instrumented = instrument(module.text, {
      file,
      jsx: module.path.endsWith('x'),
      javascript: /\.[cm]?jsx?$/.test(module.path),
    });
    const loaded = this.runtime.load(instrumented, links);
    this.stream.sites(this.runtime.sites.slice(loaded.base));
    const { code, segments, prefix } = instrumented;
    return { code, segments, prologue: prologue(instrumented), parameter: prefix, helpers: loaded.helpers };
  }

  private placeOfSite(site: number): Place | undefined {
    const at: Site | undefined = this.runtime.sites[site];
    return at === undefined ? undefined : { file: this.files[at.file], line: at.line, col: at.col };
  }

  private describe(error: unknown): RunError {
    if (error instanceof Failure) return error.error;
    const thrown = this.runtime.siteOfThrown(error);
    const site = thrown === NONE ? this.stream.lastSite : thrown;
    const place = this.platform.placeOf(error, this.positions) ?? this.placeOfSite(site);
    const message = readable(messageOf(error));
    return { kind: 'runtime', message, hint: hintFor(message), place };
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `Thrown: ${printable(error)}`;
  return error.name === 'Error' || error.name === '' ? error.message : `${error.name}: ${error.message}`;
}

function printable(thrown: unknown): string {
  try {
    return String(thrown);
  } catch (error) {
    return `something that cannot be printed (${(error as Error).message})`;
  }
}

/** Near the end of the stack nothing must be begun: half a chunk would spoil all that follows. */
function hasStack(calls: number): boolean {
  const descend = (left: number): number => (left === 0 ? 0 : 1 + descend(left - 1));
  try {
    return descend(calls) === calls;
  } catch {
    return false;
  }
}
