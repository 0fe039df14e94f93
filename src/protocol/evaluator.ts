/** The typed messages between an evaluator and the process in which it runs a script. The recording has a wire of its own. */

/** What stops a run that goes on for too long or grows too large. */
export interface Limits {
  /** Seconds without anything new to show. */
  time: number;
  /** MiB of memory. */
  memory: number;
  /** Nodes on the tape. */
  nodes: number;
}

/** A module as its importer's wish found it. */
export interface ModuleText {
  /** Absolute path; the module's identity. */
  path: string;
  text: string;
  format: 'script' | 'json';
  /** Part of an installed package: run as it is. */
  package: boolean;
}

export type ModuleAnswer = { ok: true; module: ModuleText } | { ok: false; message: string; hint: string };

export type ToChild =
  | { type: 'run'; entry: ModuleText; limits: Limits }
  /** The answer to `resolve`, by its number. */
  | { type: 'module'; id: number; answer: ModuleAnswer };

export type FromChild =
  /** Locked down and warm: takes a run. */
  | { type: 'ready' }
  /** It would not be isolated: it refuses to run anything. */
  | { type: 'refused'; reason: string }
  /** Which module does this specifier mean, seen from this file? */
  | { type: 'resolve'; id: number; specifier: string; from: string };
