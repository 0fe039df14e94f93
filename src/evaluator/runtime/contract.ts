/** The runtime of instrumented code as the evaluator sees it: what it needs, and what can be asked. */
import type { Instrumented } from '../../instrument/contract';
import type { ScopeColumns, SeenColumns, Site } from '../../recording/schema';
import type { Graph } from './graph';

export interface RuntimeOptions {
  /** The engine whose values the operators work on; null: plain JavaScript. */
  graph: Graph | null;

  /** Index of a name among the run's names; scope names and previews are interned here. */
  intern(name: string): number;

  /**
   * Called about every `periodMs` of busy time, from inside the loop or call at `site`: the place to look at the clock,
   * at the memory and at a stop flag, and to stream out what has been recorded. What it throws ends the script: it is
   * thrown again by every `catch`, `finally`, loop and call until nothing of the script is left.
   */
  onTrip(site: number): void;

  /** Busy time between two trips in ms; 5 if absent. */
  periodMs?: number;

  /** Monotonic clock in ms; `performance.now` if absent. */
  now?(): number;

  /** Whether looking into `value` would run the script's own traps (Node's `util.types.isProxy`); absent: never. */
  isProxy?(value: object): boolean;
}

/** What the linker provides for one module beside the runtime's own helpers. */
export interface ModuleLinks {
  /** What `import(specifier)` does in this module. */
  import(specifier: unknown, options?: unknown): Promise<unknown>;
  /** The module's `import.meta`. */
  meta: object;
}

/** One instrumented module, ready to run. */
export interface LoadedModule {
  /** Id of the module's first site among the run's sites. */
  base: number;
  /** The object that the module's prologue takes its helpers from. */
  helpers: object;
}

export interface Runtime {
  /** Every site loaded so far; a site's id is its index. */
  readonly sites: readonly Site[];

  /** Adds a module's sites and record tables. Modules can be loaded at any time, also while others run. */
  load(module: Instrumented, links: ModuleLinks): LoadedModule;

  /** Scope of the code that runs now: a row of the scope columns, NONE at the top level of a module. */
  scopeId(): number;

  /** Site of the assignment to `data` or `grad` that runs now; NONE otherwise. Asking twice gives NONE. */
  takeWriteSite(): number;

  /** Site of the `throw` that threw this value last; NONE if another threw since, or none did. */
  siteOfThrown(value: unknown): number;

  /** What `onTrip` threw, undefined until then. Once set, no code of the script runs on. */
  readonly limit: unknown;

  /** Lets a long operation of the engine have the limits checked: calls `onTrip` now. */
  trip(site: number): void;

  /**
   * A step of a training loop begins, like the one before: it gets the same scopes. Returns pairs of them; each first, of
   * a loop around the step, stands for the second from now on.
   */
  beginStep(): number[];

  /** The scope rows added since the last call. */
  takeScopes(): ScopeColumns;

  /** What was last seen at every site evaluated since the last call. */
  takeSeen(): SeenColumns;
}
