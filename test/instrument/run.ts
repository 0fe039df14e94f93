/** Runs a script as the evaluator does, with or without instrumentation, and returns what it logged. */

import { inspect } from 'node:util';
import { isProxy } from 'node:util/types';
import { transform } from 'sucrase';
import type { Runtime, RuntimeOptions } from '../../src/evaluator/runtime/contract';
import { createRuntime } from '../../src/evaluator/runtime/runtime';
import type { Instrumented } from '../../src/instrument/contract';
import { instrument } from '../../src/instrument/instrument';
import { prologue } from '../../src/instrument/prologue';

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

/** TypeScript to what a module function can run. */
export function strip(code: string): string {
  return transform(code, {
    transforms: ['typescript', 'imports'],
    disableESTransforms: true,
    preserveDynamicImport: true,
    keepUnusedImports: false,
  }).code;
}

/** One argument of `log`, printed so that -0, holes, accessors, symbols and classes can be told apart. */
const print = (value: unknown): string =>
  typeof value === 'string' ? value : inspect(value, { depth: 6, breakLength: Number.POSITIVE_INFINITY });

export interface Ran {
  logs: string[];
  /** What the script threw. */
  error: unknown;
  runtime: Runtime;
  module?: Instrumented;
  names: string[];
}

export type Globals = Record<string, unknown>;

const errorText = (error: unknown): string =>
  `threw ${error instanceof Error ? `${error.name}: ${error.message}` : print(error)}`;

/** The names of a run, in the order in which they were asked for. */
export function nameTable(): { names: string[]; intern: (name: string) => number } {
  const names: string[] = [];
  return {
    names,
    intern: name => {
      const known = names.indexOf(name);
      return known >= 0 ? known : names.push(name) - 1;
    },
  };
}

/** The source with its types taken out. */
export async function runPlain(source: string, globals: Globals = {}): Promise<string[]> {
  const logs: string[] = [];
  const log = (...values: unknown[]): void => void logs.push(values.map(print).join(' '));
  try {
    const js = strip(source).replace(/\bimport\.meta\b/g, 'meta');
    await evaluate(js, { log, meta: META, ...globals });
  } catch (error) {
    logs.push(errorText(error));
  }
  return logs;
}

const META = Object.freeze({ url: 'file:///script.ts' });

/** The same, instrumented. */
export async function runInstrumented(
  source: string,
  options: Partial<RuntimeOptions> = {},
  globals: Globals = {},
  attach: (runtime: Runtime) => void = () => undefined,
): Promise<Ran> {
  const { names, intern } = nameTable();
  const runtime = createRuntime({ graph: null, intern, onTrip: () => undefined, isProxy, ...options });
  attach(runtime);
  const logs: string[] = [];
  const log = (...values: unknown[]): void => void logs.push(values.map(print).join(' '));
  const ran: Ran = { logs, error: undefined, runtime, names };
  try {
    const module = instrument(source, { file: 0 });
    ran.module = module;
    const { helpers } = runtime.load(module, { import: specifier => Promise.resolve({ specifier }), meta: META });
    await evaluate(prologue(module) + strip(module.code), { log, ...globals, [module.prefix]: helpers });
  } catch (error) {
    ran.error = error;
    logs.push(errorText(error));
  }
  return ran;
}

async function evaluate(js: string, globals: Globals): Promise<void> {
  const exports = {};
  const require = (specifier: string): unknown => MODULES[specifier];
  const names = ['require', 'exports', ...Object.keys(globals)];
  await new AsyncFunction(...names, js)(require, exports, ...Object.values(globals));
}

/** What scripts under test may import. */
const MODULES: Record<string, unknown> = {
  shared: {
    __esModule: true,
    count: 3,
    tag: (strings: TemplateStringsArray, ...values: unknown[]) => strings.raw.join('|') + values.join(),
    default: class Shared {
      value = 7;
    },
    twice: (x: number) => x * 2,
    whoAmI(this: unknown) {
      return this === undefined;
    },
  },
};
