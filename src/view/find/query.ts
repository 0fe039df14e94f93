/** A search as a tree, the words that it is written with, and what is searched. */

export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** What a single word asks of a node. */
export const QUALITIES = ['nan', 'inf', 'leaf', 'constant', 'parameter', 'unreached', 'dead'] as const;
export type Quality = (typeof QUALITIES)[number];

/** What stands before a colon. */
export const KEYS = ['op', 'label', 'scope', 'shape', 'line'] as const;
export type Key = (typeof KEYS)[number];

export type Query =
  | { kind: 'all' | 'any'; parts: Query[] }
  | { kind: 'not'; part: Query }
  /** In the label, the op or the scope path, or as `name`. */
  | { kind: 'text' | 'op' | 'label' | 'scope'; text: string }
  /** In the expression, or the number, that is shown instead of a label. */
  | { kind: 'name'; text: string }
  /** Null: any size. */
  | { kind: 'shape'; sizes: (number | null)[] }
  /** Empty: any file. */
  | { kind: 'line'; file: string; from: number; to: number }
  | { kind: 'is'; quality: Quality }
  | { kind: 'compare'; field: 'data' | 'grad'; isSize: boolean; comparison: Comparison; value: number };

/** Nodes to search, ids ascending: an extent is one. */
export interface NodeList {
  count: number;
  nodeAt(position: number): number;
}
