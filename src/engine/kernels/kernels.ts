/** The fast loops behind float32 tensors: what they do, whichever way they are built. */

/**
 * Kernels work on one memory. Places in it are bytes from its beginning, multiples of 4: `byteOffset` of a Float32Array
 * over `buffer`. Counts and strides are elements. Elements are float32, indices int32. Matrices are row after row
 * without gaps. Nothing is checked: what lies outside the memory throws, what lies in the memory is taken as it is.
 *
 * An operand may be the result itself, element on element, where nothing else is said. Other overlaps are undefined.
 */
export interface KernelFunctions {
  /**
   * out (m, n) = a (m, k) times b (k, n). Element (i, j) of `a` is `i * aRow + j * aColumn` elements behind its first, so
   * that a transposed matrix is one with its strides exchanged; the same for `b`. `out` overlaps neither.
   */
  matmul(
    m: number,
    n: number,
    k: number,
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    bColumn: number,
    out: number,
  ): void;

  add(n: number, a: number, b: number, out: number): void;
  sub(n: number, a: number, b: number, out: number): void;
  mul(n: number, a: number, b: number, out: number): void;
  div(n: number, a: number, b: number, out: number): void;
  addScalar(n: number, a: number, s: number, out: number): void;
  mulScalar(n: number, a: number, s: number, out: number): void;
  divScalar(n: number, a: number, s: number, out: number): void;
  /** s - a. */
  scalarSub(n: number, s: number, a: number, out: number): void;
  /** s / a. */
  scalarDiv(n: number, s: number, a: number, out: number): void;
  neg(n: number, x: number, out: number): void;
  abs(n: number, x: number, out: number): void;
  /** y += alpha * x. */
  axpy(n: number, alpha: number, x: number, y: number): void;
  fill(n: number, value: number, out: number): void;
  copy(n: number, x: number, out: number): void;

  exp(n: number, x: number, out: number): void;
  log(n: number, x: number, out: number): void;
  sqrt(n: number, x: number, out: number): void;
  tanh(n: number, x: number, out: number): void;
  sigmoid(n: number, x: number, out: number): void;
  relu(n: number, x: number, out: number): void;
  /** The upstream gradient times the local derivative, from the result y: grad * (1 - y * y). */
  tanhBackward(n: number, y: number, grad: number, out: number): void;
  /** grad * (1 - y) * y. */
  sigmoidBackward(n: number, y: number, grad: number, out: number): void;
  /** grad where y is not <= 0, else 0. */
  reluBackward(n: number, y: number, grad: number, out: number): void;
  /** grad / (y + y). */
  sqrtBackward(n: number, y: number, grad: number, out: number): void;

  /** a (m, n) and a row (n) for each of its rows: the bias. */
  addRow(m: number, n: number, a: number, row: number, out: number): void;
  subRow(m: number, n: number, a: number, row: number, out: number): void;
  mulRow(m: number, n: number, a: number, row: number, out: number): void;
  divRow(m: number, n: number, a: number, row: number, out: number): void;
  /** a (m, n) and a column (m) for each of its columns: keepdim's sum. */
  addColumn(m: number, n: number, a: number, column: number, out: number): void;
  subColumn(m: number, n: number, a: number, column: number, out: number): void;
  mulColumn(m: number, n: number, a: number, column: number, out: number): void;
  divColumn(m: number, n: number, a: number, column: number, out: number): void;
  /** out (n): the sums over the rows of x (m, n), which it does not overlap. */
  columnSums(m: number, n: number, x: number, out: number): void;
  /** out (m): the sum of each row of x (m, n), which it does not overlap. */
  rowSums(m: number, n: number, x: number, out: number): void;
  /** out (m, n): row i is row index[i] of the table, which it does not overlap. */
  gatherRows(m: number, n: number, table: number, index: number, out: number): void;
  /** Row index[i] of out += row i of x (m, n), in ascending order of i. */
  scatterAddRows(m: number, n: number, x: number, index: number, out: number): void;

  /** NaN if there is one among them; -∞ of none. */
  max(n: number, x: number): number;
  /** NaN if there is one among them; ∞ of none. */
  min(n: number, x: number): number;
  /**
   * Stores five float64 at `out`, a multiple of 8: how many elements are finite, and of those the mean, the standard
   * deviation (dividing by their number), the smallest and the largest. Of none: NaN, NaN, ∞, -∞.
   */
  statistics(n: number, x: number, out: number): void;

  softmax(m: number, n: number, x: number, out: number): void;
  logSoftmax(m: number, n: number, x: number, out: number): void;
  /** From the result y, which `out` does not overlap. */
  softmaxBackward(m: number, n: number, y: number, grad: number, out: number): void;
  /** From the result y; `out` does not overlap `grad`. */
  logSoftmaxBackward(m: number, n: number, y: number, grad: number, out: number): void;
  /**
   * The sum over the rows of -log softmax(logits)[target], as float64; stores softmax(logits) for the way back.
   * `probabilities` does not overlap `logits`. Every target is an index of a column.
   */
  crossEntropy(m: number, n: number, logits: number, target: number, probabilities: number): number;
  /** out = (probabilities - one-hot target) * scale; scale is the upstream gradient, over m if the loss is a mean. */
  crossEntropyBackward(m: number, n: number, probabilities: number, target: number, scale: number, out: number): void;
}

/** How kernels are built: `deterministic` and `plain` give the same bits on every machine, `relaxed` may differ. */
export type Build = 'deterministic' | 'relaxed' | 'plain';

/** Kernels with their memory, which never grows. */
export interface Kernels extends KernelFunctions {
  readonly build: Build;
  readonly buffer: ArrayBuffer;
  /** The first byte that is free for tensors, a multiple of 64. */
  readonly start: number;
}
