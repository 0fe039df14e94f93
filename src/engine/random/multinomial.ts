/**
 * Draws categories by their probabilities, as `torch.multinomial` of PyTorch 1 does on a CPU without Intel's MKL. Later
 * versions draw a single one with replacement as those without; with MKL the latter come from another generator.
 */
import { type Floats, fillExponential } from './distributions';
import type { Generator } from './torch';

export interface Draw {
  /** Numbers in a row of the result. */
  count: number;
  /** A category may be drawn again. */
  replacement: boolean;
  generator: Generator;
}

/**
 * Indices of categories, `count` for each row of weights, which need not sum to 1. With replacement a uniform number is
 * looked up among the cumulative sums; without, the weights are divided by exponential noise, and the largest taken.
 * @throws RangeError for weights that are no probabilities, or too few above 0.
 */
export function drawMultinomial(weights: Floats, categories: number, draw: Draw): Int32Array {
  const { count, replacement } = draw;
  const rows = weights.length / categories;
  const least = replacement ? 1 : count;
  for (let row = 0; row < rows; row++) checkRow(weights.subarray(row * categories, (row + 1) * categories), least);
  const drawRows = replacement ? drawByCumulativeSum : drawByNoise;
  const out = new Int32Array(rows * count);
  drawRows(weights, categories, draw, out);
  return out;
}

function drawByNoise(weights: Floats, categories: number, { count, generator }: Draw, out: Int32Array): void {
  const scores = weights.slice();
  fillExponential(scores, generator);
  for (let i = 0; i < scores.length; i++) scores[i] = weights[i] / scores[i];
  for (let row = 0; row * categories < scores.length; row++) {
    const ofRow = scores.subarray(row * categories, (row + 1) * categories);
    out.set(indicesOfLargest(ofRow, count), row * count);
  }
}

function drawByCumulativeSum(weights: Floats, categories: number, { count, generator }: Draw, out: Int32Array): void {
  const cumulative = weights.slice(0, categories);
  for (let row = 0; row * categories < weights.length; row++) {
    accumulate(weights.subarray(row * categories, (row + 1) * categories), cumulative);
    for (let i = 0; i < count; i++) out[row * count + i] = firstNotBelow(cumulative, generator.uniform53());
  }
}

/** Writes the running sums of the weights over their total, the last exactly 1; rounds as the arrays do. */
function accumulate(weights: Floats, into: Floats): void {
  into[0] = weights[0];
  for (let i = 1; i < weights.length; i++) into[i] = into[i - 1] + weights[i];
  const total = into[into.length - 1];
  for (let i = 0; i < into.length; i++) into[i] /= total;
  into[into.length - 1] = 1;
}

/** The first index whose value, in ascending values, is not below `x`. */
function firstNotBelow(ascending: Floats, x: number): number {
  let left = 0;
  let right = ascending.length;
  while (left < right) {
    const middle = (left + right) >>> 1;
    if (ascending[middle] < x) left = middle + 1;
    else right = middle;
  }
  return left;
}

/** The largest first. */
function indicesOfLargest(scores: Floats, count: number): Uint32Array {
  const byScore = Uint32Array.from(scores.keys()).sort((i, j) => scores[j] - scores[i]);
  return byScore.subarray(0, count);
}

function checkRow(weights: Floats, least: number): void {
  let above = 0;
  for (const weight of weights) {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`multinomial expects probabilities, finite and not below 0, but one is ${weight}.`);
    }
    if (weight > 0) above++;
  }
  if (above === 0) throw new RangeError('multinomial expects probabilities, but all of them are 0.');
  if (above < least) {
    throw new RangeError(
      `multinomial cannot draw ${least} without replacement: only ${above} of ${weights.length} probabilities are above 0.`,
    );
  }
}
