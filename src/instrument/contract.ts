/** What instrumented code calls at run time. The evaluator provides it; the transform only knows these names. */
import type { Site } from '../recording/schema';

/** Result of instrumenting one file. */
export interface Instrumented {
  /** TypeScript, with the same line structure as the source; types are still in it. */
  code: string;
  /** In the order of their ids, the first of which is `base`. */
  sites: Site[];
  /** Helpers that the code uses, without their prefix. */
  helpers: string[];
  /** Verbatim stretches: triples of offset in `code`, offset in the source, length. */
  segments: Uint32Array;
}
