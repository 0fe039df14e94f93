/** What a search finds, and how nodes depend on each other. */
import type { GradState } from './panel';

export interface FoundRow {
  node: number;
  name: string;
  /** As in a badge; empty for leaves and constants. */
  symbol: string;
  data: string;
  grad: string;
  state: GradState;
  /** `file:line`, empty if unknown. */
  place: string;
  scope: string[];
  /** What tells it from others of its name and place, in words: scopes that it was made or is used in. */
  where: string;
}

/** What is wrong with a query, and from where to where in its text. */
export interface QueryError {
  /** One sentence, and what to write instead. */
  message: string;
  start: number;
  end: number;
}

/** Inputs of nodes, number `inputs[i]` of `users[i]`, users ascending: what is used there may be drawn there alone. */
export interface Uses {
  users: Uint32Array;
  inputs: Uint32Array;
}

export interface Found {
  query: string;
  error: QueryError | null;
  /** Number of nodes that match, and all of them ascending, as far as they are told. */
  total: number;
  ids: Uint32Array;
  /** Of those without inputs, as far as they are told. */
  uses: Uses;
  /** The first of them. */
  rows: FoundRow[];
}

/** All that a node depends on, all that depends on it, or what lies between two nodes. */
export type Relation = 'dependsOn' | 'dependents' | 'path';

/** A value on a way. */
export interface WayPoint {
  node: number;
  name: string;
  symbol: string;
}

export interface Related {
  relation: Relation;
  node: number;
  /** Of a path, its other end; else null. */
  other: number | null;
  /** Ids ascending; of a path, its ends among them. Empty: there are none. */
  ids: Uint32Array;
  /** Of those without inputs, as far as they are told. */
  uses: Uses;
  /** A shortest way from `node` to `other`, or the other way round, in the order of computing; its first values. */
  way: WayPoint[];
  /** Number of values on that way. */
  length: number;
  /** The result in one sentence. */
  words: string;
}
