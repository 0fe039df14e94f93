/** A place in the source text that produced or named a value, or that opens a scope. */
export type SiteKind = 'op' | 'call' | 'name' | 'read' | 'member' | 'param' | 'function' | 'loop' | 'write' | 'expression';

export interface Site {
  /** Index of the file among the run's files. */
  file: number;
  /** UTF-16 offsets in the source, end exclusive. */
  start: number;
  end: number;
  /** Of `start`; both count from 1. */
  line: number;
  col: number;
  kind: SiteKind;
  name?: string;
}
