/**
 * The format of a recording: what one run of a script leaves behind.
 *
 * A recording is a sequence of chunks, append-only: a later chunk adds to the columns, it never changes what an
 * earlier one said. The process that runs the script streams the chunks out as it goes, so that whatever ends the run,
 * what was recorded until then can be shown. Columns are typed arrays; everything small is JSON.
 */

export const FORMAT = 'tapelens-recording';
export const VERSION = 2;

/** "No such node, site, scope or name": the largest u32. */
export const NONE = 0xffffffff;

/** What a site in the source text is. */
export type SiteKind =
  | 'op'
  | 'call'
  | 'name'
  | 'read'
  | 'member'
  | 'param'
  | 'function'
  | 'loop'
  | 'write'
  | 'expression';

/** A place in the source text; its id is its index among all sites of the run. */
export interface Site {
  /** Index of the file among the run's files. */
  file: number;
  /** UTF-16 offsets in the file's text, end exclusive. */
  start: number;
  end: number;
  /** Of `start`; both count from 1. */
  line: number;
  col: number;
  kind: SiteKind;
  /** The variable, function or operator at this site. */
  name?: string;
}

/** One source file of the run, its text as it was run. */
export interface SourceFile {
  path: string;
  text: string;
}

/** How an op is written: `a + b`, `-a`, `tanh(a)`. */
export type Notation = 'infix' | 'prefix' | 'function';

/** One op as the run knew it; its code is its index among the run's ops. */
export interface OpInfo {
  /** Name in the op table, or the name the user gave. */
  name: string;
  /** As drawn in a badge: `+`, `tanh`. Empty for a leaf and a constant. */
  symbol: string;
  notation: Notation;
  /** Number of inputs; 'n': `in0` is an offset into the extra inputs and `in1` their count. */
  arity: 0 | 1 | 2 | 'n';
  /** The user's own op: its local derivatives are not known, its contributions are recorded. */
  custom?: boolean;
  /** An op of tensors: their numbers are recorded, not computed again. */
  tensor?: TensorWords;
}

/** An op of tensors in words and formulas, in which a, b, … are the inputs and g the upstream gradient. */
export interface TensorWords {
  word: string;
  /** What it computes. */
  formula: string;
  /** What each input gets; null: nothing. The last stands for all further inputs. */
  gradients: (string | null)[];
}

/** Code of a leaf and of a constant (a plain number that became an operand) in every recording. */
export const LEAF = 0;
export const CONSTANT = 1;

/** The record of the nodes `from`, `from + 1`, …; inputs always have smaller ids than their node. */
export interface NodeColumns {
  op: Uint16Array;
  in0: Uint32Array;
  in1: Uint32Array;
  /** The value when the node was made; later assignments are writes. */
  data: Float64Array;
  site: Uint32Array;
  scope: Uint32Array;
}

/**
 * The record of the next `count` nodes: they are the nodes `of`, `of + 1`, … once more, as a training loop makes them step
 * after step. Inputs from `first` on, where the step of those nodes began, are moved along; earlier ones are the same.
 * Data is what the ops make of the inputs, but for nodes without inputs and the user's own ops: theirs is that of the
 * nodes repeated, except where `changed` (offsets from the first of the nodes, ascending) says otherwise.
 */
export interface Repetition {
  of: number;
  count: number;
  first: number;
  changed: Uint32Array;
  data: Float64Array;
}

/** Many repetitions: a row each; `changed` with `data`, and `standIns`, are one after the other, as many as are told. */
export interface RepetitionColumns {
  of: Uint32Array;
  count: Uint32Array;
  first: Uint32Array;
  /** How many of `changed` are of each. */
  changes: Uint32Array;
  changed: Uint32Array;
  data: Float64Array;
  /** How many of `standIns` are of each. */
  scopes: Uint32Array;
  standIns: StandIns;
}

/** Many passes over repeated steps, all of kind 'backward': a row each; `nodes` with `grads`, and `accumulated`, are one after the other. */
export interface RepeatedPassColumns {
  /** What `repeats` of a `Pass` says. */
  pass: Uint32Array;
  first: Uint32Array;
  by: Uint32Array;
  root: Uint32Array;
  loss: Float64Array;
  length: Uint32Array;
  site: Uint32Array;
  /** How many of `nodes` are of each; NONE: it is thinned. */
  touched: Uint32Array;
  nodes: Uint32Array;
  grads: Float64Array;
  /** How many of `accumulated` are of each. */
  added: Uint32Array;
  accumulated: Uint32Array;
}

/** Pairs of scopes: in the nodes of a chunk, the first of each stands for the second. */
export type StandIns = Uint32Array;

/** Frames of the running script, as a tree: a node's scope path is the way from its scope up to NONE. */
export interface ScopeColumns {
  parent: Uint32Array;
  /** Site of the function or loop. */
  site: Uint32Array;
  /** Index into the names: `layers[0]`, `forward`, `epoch`. */
  name: Uint32Array;
  /** The iteration of a loop, counted or taken from its variable; -1 for a call. */
  iteration: Int32Array;
}

export const FIELD_DATA = 0;
export const FIELD_GRAD = 1;
/** How many fields there are. */
export const FIELDS = 2;

/**
 * Changes of `data` and `grad` other than by a pass: the script's assignments and, without a site, `zeroGrad()` and what
 * a pass that broke off left.
 */
export interface WriteColumns {
  node: Uint32Array;
  field: Uint8Array;
  value: Float64Array;
  site: Uint32Array;
  /** Number of passes that had ended before it. */
  pass: Uint32Array;
  /** Number of nodes that had been made before it. */
  made: Uint32Array;
}

/** Contributions that cannot be computed from the op table. */
export interface ContributionColumns {
  pass: Uint32Array;
  node: Uint32Array;
  input: Uint32Array;
  value: Float64Array;
}

export type DType = 'float32' | 'float64' | 'int32' | 'bool';

/** What a tensor is, but for its numbers. */
export interface TensorKind {
  shape: number[];
  dtype: DType;
  requiresGrad: boolean;
  /** How gradients flow back from it: `AddBackward`; null for a leaf. */
  gradFn: string | null;
}

/** Which nodes are tensors; a later row of a node replaces an earlier one. A repeated node is what the first one is. */
export interface TensorColumns {
  node: Uint32Array;
  /** Index into the tensor kinds. */
  kind: Uint32Array;
}

/** `data`; `grad`, when a pass ended; the grad that a leaf had before a pass; and from here on the input number: what a node passed to it. */
export const OF_DATA = 0;
export const OF_GRAD = 1;
export const OF_GRAD_BEFORE = 2;
export const OF_SHARE = 3;

/** Statistics of tensors, taken of the finite numbers. For every pass of each of its leaves; else where a tensor is too large to be kept. */
export interface StatisticsColumns {
  /** Number of passes that had ended before: the index of the pass that the numbers belong to. */
  pass: Uint32Array;
  node: Uint32Array;
  /** OF_DATA and so on. */
  of: Uint32Array;
  nonFinite: Uint32Array;
  /** NaN without finite numbers. The deviation is divided by their number. */
  mean: Float32Array;
  deviation: Float32Array;
  least: Float32Array;
  most: Float32Array;
}

/**
 * Tensors with all their numbers. Those of a pass may be forgotten when there is not enough room for all passes (see
 * `Kept`): all but the newest pass are thinned evenly. Lasting ones are not: leaves that several steps use.
 */
export interface WholeTensors {
  pass: number;
  lasting: boolean;
  node: Uint32Array;
  of: Uint32Array;
  /** How many numbers each has. */
  length: Uint32Array;
  /** 1: the tensor's numbers are in `exact`. */
  isExact: Uint8Array;
  /** The numbers of the tensors of float32 and bool, one tensor after the other. */
  values: Float32Array;
  /** Those of float64 and int32. */
  exact: Float64Array;
}

/** Bytes that the whole tensors of a run may take, and what each pass takes of them besides. */
export const TENSOR_BUDGET = 2 ** 23;
export const WHOLE_PASS = 2 ** 14;

/** What was last seen at a site. */
export interface SeenColumns {
  site: Uint32Array;
  count: Uint32Array;
  kind: Uint8Array;
  /** The number, the node's id, 0 or 1, or an index into the names: see `SeenKind`. */
  value: Float64Array;
}
export const SEEN_NUMBER = 0;
export const SEEN_NODE = 1;
export const SEEN_BOOLEAN = 2;
export const SEEN_OTHER = 3;

/** What `log(name, value)` was given. */
export interface LoggedColumns {
  /** Index into the names. */
  name: Uint32Array;
  value: Float64Array;
  /** Number of passes that had ended before it. */
  pass: Uint32Array;
}

/** What a plot shows. */
export type PlotPicture =
  | { kind: 'line' | 'scatter'; x: Float64Array; y: Float64Array }
  /** Bins of equal width from `low` to `high`; `omitted`: how many values were not finite. */
  | { kind: 'hist'; low: number; high: number; counts: Uint32Array; omitted: number }
  /** Rows of `width` numbers, the first at the top. */
  | { kind: 'heatmap'; width: number; values: Float64Array };

/** One call of `plot`: the next frame of the plot at its site. Of many frames evenly many may be forgotten (see `Kept`). */
export type PlotFrame = PlotPicture & {
  title: string;
  site: number;
  /** Number of passes that had ended before it. */
  pass: number;
};

/** Bytes that the frames of one plot may take. */
export const PLOT_BUDGET = 2 ** 22;

/** One backward pass: `backward()`, or a series of `backwardStep()` by hand. */
export interface Pass {
  kind: 'backward' | 'manual';
  root: number;
  /** Data of the root when the pass ended; NaN of a tensor with more than one number. */
  loss: number;
  /** Number of nodes that had been made when it ended. */
  length: number;
  /** Site of the call; NONE if unknown. */
  site: number;
  /** Every node the pass touched, ids ascending; of a repeated pass, only those without inputs. */
  nodes: Uint32Array;
  /** The grad of each of `nodes` when the pass ended; NaN of a tensor with more than one number. */
  grads: Float64Array;
  /** The nodes that passed their gradient on, in order; absent: all touched nodes that have inputs, ids descending. */
  steps?: Uint32Array;
  /** Leaves that had a grad before, to which the pass added; only with tensors. */
  accumulated?: Uint32Array;
  /** The pass over a repeated step is pass number `pass` once more: its nodes from `first` on are moved by `by`. */
  repeats?: { pass: number; first: number; by: number };
  /** Only the loss is kept: see `thin`. */
  isThinned?: true;
}

export type ErrorKind = 'syntax' | 'import' | 'runtime' | 'time' | 'memory' | 'nodes' | 'cancelled' | 'crash';

/** Why a run ended early, in the user's words. */
export interface RunError {
  kind: ErrorKind;
  /** What happened: one sentence, without the place. */
  message: string;
  /** What to do about it. */
  hint?: string;
  /** Where; absent only if nothing is known. Line and column count from 1. */
  place?: { file: string; line: number; col: number; endLine?: number; endCol?: number };
}

export type Chunk =
  | { type: 'header'; format: typeof FORMAT; version: number; entry: string; ops: OpInfo[] }
  | { type: 'file'; file: SourceFile }
  | { type: 'sites'; sites: Site[] }
  | { type: 'ops'; ops: OpInfo[] }
  | { type: 'names'; names: string[] }
  | ({ type: 'scopes' } & ScopeColumns)
  | ({ type: 'nodes'; standIns?: StandIns } & NodeColumns)
  | ({ type: 'repeat'; standIns?: StandIns } & Repetition)
  | ({ type: 'repeats' } & RepetitionColumns)
  | ({ type: 'repeatedPasses' } & RepeatedPassColumns)
  /** Data of successive nodes of an earlier step, which others use from now on. */
  | { type: 'returned'; node: number; data: Float64Array }
  | { type: 'extra'; inputs: Uint32Array }
  | { type: 'labels'; node: Uint32Array; name: Uint32Array }
  | ({ type: 'writes' } & WriteColumns)
  | ({ type: 'contributions' } & ContributionColumns)
  | ({ type: 'seen' } & SeenColumns)
  | ({ type: 'pass' } & Pass)
  | ({ type: 'logged' } & LoggedColumns)
  | ({ type: 'plot' } & PlotFrame)
  | { type: 'tensorKinds'; kinds: TensorKind[] }
  | ({ type: 'tensors' } & TensorColumns)
  | ({ type: 'statistics' } & StatisticsColumns)
  | ({ type: 'whole' } & WholeTensors)
  | { type: 'output'; stream: 'stdout' | 'stderr'; text: string; site: number }
  | { type: 'progress'; ms: number; site: number }
  | { type: 'error'; error: RunError }
  | { type: 'end'; ms: number };
