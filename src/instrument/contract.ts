/** What instrumenting one file gives, and the names of what its code calls at run time. */
import type { Site } from '../recording/schema';

export interface InstrumentOptions {
  /** Index of the file among the run's files: goes into every site. */
  file: number;
  /** The file contains JSX. */
  jsx?: boolean;
  /** The file is JavaScript: type syntax is an error. */
  javascript?: boolean;
}

/** Everything that instrumented code may take from the runtime; the runtime says what each one does. */
export const HELPERS = [
  // tables, indexed by the site's id in its file, and the step counter
  ...(['numbers', 'counts', 'steps', 'trip'] as const),
  // records and names
  ...(['see', 'part', 'result', 'name', 'bind', 'param', 'write', 'thrown'] as const),
  // operators on anything that is not two numbers
  ...([
    'add',
    'sub',
    'mul',
    'div',
    'mod',
    'pow',
    'lt',
    'gt',
    'le',
    'ge',
    'eq',
    'ne',
    'neg',
    'inc',
    'dec',
    'numeric',
    'tree',
  ] as const),
  // frames of calls and loops
  ...(['root', 'enter', 'leave', 'again', 'within', 'loop', 'end', 'suspend', 'resume', 'caught'] as const),
  // what a module has and a function has not
  ...(['import', 'meta'] as const),
] as const;

export type HelperName = (typeof HELPERS)[number];

/** An operator in a `Tree`. Operands: the number of a leaf or, below 0, `~k` for the result of operation number `k`. */
export interface TreeOperation {
  helper: HelperName;
  site: number;
  a: number;
  /** Of unary minus, the same as `a`. */
  b: number;
}

/** Arithmetic that the runtime may do in one call of `tree` where its leaves are the engine's. */
export interface Tree {
  /** Of the whole; counts the evaluations. */
  site: number;
  /** For each leaf, the site that records it; -1 without one. */
  leaves: readonly number[];
  /** Operands before what they are operands of. */
  operations: readonly TreeOperation[];
}

/** Result of instrumenting one file. Ids in the code count from 0 in every file, so that the code can be kept. */
export interface Instrumented {
  /** TypeScript, with the same line structure as the source; types are still in it. */
  code: string;
  /** In the order of their ids in the code. */
  sites: Site[];
  /** For each site, the site whose record holds its value: itself, or the variable's binding that it reads. */
  recordedAt: Uint32Array;
  /** For each site that holds its value, the site that counts its evaluations: itself, or its whole arithmetic tree. */
  countedAt: Uint32Array;
  /** What the code calls `tree` for, by the site of the whole. */
  trees: readonly Tree[];
  /** Helpers that the code uses, without their prefix. */
  helpers: HelperName[];
  /** Begins every name that the code adds; the source does not contain it. */
  prefix: string;
  /**
   * Where the code comes from: triples of offset in `code`, offset in the source, and length of a verbatim stretch.
   * Length 0: the generated text from there on stands for that place in the source.
   */
  segments: Uint32Array;
}
