/**
 * A graph as it is drawn, without its numbers. Parts of the same structure are described once, as a template, and placed
 * many times: a training loss of a million values is some twenty templates.
 *
 * Ids are relative: a template placed at (`node`, `group`) stands for the node `node + at` wherever an item says `at`, and
 * for the group `group + group` of an item. Groups are numbered in preorder, so that equal parts have equal numbers inside.
 */

/** One value as drawn, wherever its template is placed. */
export interface ViewNode {
  /** Variable name, or empty. */
  label: string;
  kind: 'leaf' | 'constant' | 'op';
  /** As in a badge: `+`, `tanh`; empty for leaves and constants. */
  symbol: string;
  /** The op in words: `addition`; empty for leaves and constants. */
  opName: string;
  /** What the value is if it is a tensor. */
  tensor: ViewTensor | null;
  /** Number of terms of a sum that is drawn as one node; 0 for every other node. */
  terms: number;
}

export interface ViewTensor {
  /** `32×6`, `[5]`; empty for a single number without dimensions. */
  shape: string;
  dtype: string;
  requiresGrad: boolean;
  /** `AddBackward`; empty for a leaf. */
  gradFn: string;
  /** It has one number, which is shown; of others statistics are. */
  isSingle: boolean;
}

export interface ValueItem {
  kind: 'value';
  at: number;
  /** Ids of the additions that a sum stands for besides its last one; null for every other value. */
  absorbed: Uint32Array | null;
  node: ViewNode;
}

/** A value that is used here and belongs elsewhere, as a weight in a loss: drawn small beside its consumer. */
export interface ReferenceItem {
  kind: 'reference';
  /** It is input number `input` of the node `user`. */
  user: number;
  input: number;
  node: ViewNode;
}

/** A call, a loop's iteration, a line: closed it is one box, open it shows its template. */
export interface GroupItem {
  kind: 'group';
  /** Where its template is placed, and the number of nodes that its ids span. */
  at: number;
  span: number;
  group: number;
  /** `layers[0]`, `x => n.forward(x)`. */
  name: string;
  /** Number of values in it. */
  count: number;
  /** Index of its template; null: closed. */
  template: number | null;
  /** Number of its entries and exits; a closed group has them, too, all at one place. */
  ins: number;
  outs: number;
  /** The value it results in, whose numbers its closed box shows, as an id of the template around it; null if there are several. */
  result: number | null;
  /** Which copy of a stack it is, where each stands for itself; null: it is none. */
  copy: { index: number; of: number; hasOwnName: boolean } | null;
}

/**
 * Siblings of the same structure, drawn once: a stack. The one on show has its entries and exits as a group has; closed, or
 * with all of them on show in rows, they come together at one place on each side.
 */
export interface RepeatItem {
  kind: 'repeat';
  /** Where each is, in order, as of a group. */
  at: Uint32Array;
  group: Uint32Array;
  span: number;
  /** Of the one on show; of all that have names of their own, what these share. */
  name: string;
  /** Of each, where all are shown and have names of their own; else null. */
  names: string[] | null;
  /** Number of values in each. */
  count: number;
  template: number | null;
  fold: Fold;
  /** Number of entries and exits of each. */
  ins: number;
  outs: number;
  /** The value that each results in, as an id of its own template. */
  result: number | null;
  /** Each uses what the one before resulted in. */
  chained: boolean;
}

/** How a group is shown: closed, open, or of a repeat one of them (by index) or all. */
export type Fold = 'closed' | 'open' | number | 'all';

export type Item = ValueItem | ReferenceItem | GroupItem | RepeatItem;

/** What a link in a template starts or ends at: an item, or the template's own border. */
export const BORDER = -1;

/**
 * From where a value is made to where it is used. `exit`: of a group, which of its exits; at the border, which of the
 * template's entries; else 0. `entry`: the operand's position at a value, which entry of a group, which exit at the border.
 */
export interface Link {
  source: number;
  exit: number;
  target: number;
  entry: number;
  /** It is of copies of a stack that are not on show, and of none that is. */
  hidden: boolean;
}

export interface Template {
  /** Equal keys, equal layouts. */
  key: string;
  items: Item[];
  links: Link[];
  /** Number of entries and exits. */
  ins: number;
  outs: number;
}

export interface Graph {
  /** Counts the graphs that were sent; values belong to one of them. */
  serial: number;
  /** Equal for graphs that look the same but for their numbers and ids. */
  key: string;
  /** Equal for graphs that differ only in what is open. */
  lineage: string;
  /** The whole picture is the last one; items refer to earlier ones. */
  templates: Template[];
  /** Where the whole picture is placed. */
  node: number;
  group: number;
  /** Number of values of the pass or tape, and of those that are drawn one by one. */
  total: number;
  drawn: number;
}
