/** What instrumenting one file gives. The evaluator provides at run time what the code calls. */
import type { Site } from '../recording/schema';

export interface InstrumentOptions {
  /** Index of the file among the run's files: goes into every site. */
  file: number;
  /** The file contains JSX. */
  jsx?: boolean;
  /** The file is JavaScript: type syntax is an error. */
  javascript?: boolean;
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
  /** Helpers that the code uses, without their prefix. */
  helpers: string[];
  /** Begins every name that the code adds; the source does not contain it. */
  prefix: string;
  /**
   * Where the code comes from: triples of offset in `code`, offset in the source, and length of a verbatim stretch.
   * Length 0: the generated text from there on stands for that place in the source.
   */
  segments: Uint32Array;
}
