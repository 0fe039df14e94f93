/**
 * Batch and layer normalisation: groups of numbers are shifted and scaled to mean 0 and variance 1, then scaled by a
 * weight and shifted by a bias. The two differ in what is a group, and in what a weight belongs to.
 */
import { contiguous } from '../layout';
import { compact } from '../loops';
import { blank, type NDArray } from '../ndarray';
import { gradFnOf, type Operand, type TensorOp, type Use } from './op';

/** The numbers as (outer, groups, inner): a group is all the numbers with one middle index. */
export interface Groups {
  outer: number;
  groups: number;
  inner: number;
}

/** Of each group. */
export interface Moments {
  mean: Float64Array;
  /** Dividing by the number of elements. */
  variance: Float64Array;
}

export interface Normalization extends Groups {
  /** Added to the variance, against division by 0. */
  eps: number;
  /** What is subtracted and divided by, if it was known beforehand; null where it is found in the numbers. */
  known: Moments | null;
  /** The weight has one number a group, or one for each inner index. */
  weightOf: 'group' | 'inner';
}

/** Calls `visit` for each run of neighbours in one group, in the order of memory. */
function eachRun({ outer, groups, inner }: Groups, visit: (group: number, start: number, end: number) => void): void {
  let start = 0;
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < groups; k++, start += inner) visit(k, start, start + inner);
  }
}

/** @param x - Contiguous. */
export function momentsOf({ values, offset }: NDArray, groups: Groups): Moments {
  const count = groups.outer * groups.inner;
  const mean = new Float64Array(groups.groups);
  const variance = new Float64Array(groups.groups);
  eachRun(groups, (k, start, end) => {
    for (let e = start; e < end; e++) mean[k] += values[offset + e];
  });
  for (let k = 0; k < mean.length; k++) mean[k] /= count;
  eachRun(groups, (k, start, end) => {
    for (let e = start; e < end; e++) variance[k] += (values[offset + e] - mean[k]) ** 2;
  });
  for (let k = 0; k < variance.length; k++) variance[k] /= count;
  return { mean, variance };
}

/** The numbers with mean 0 and variance 1, before weight and bias, and what each group was multiplied by for that. */
function normalised({ array }: Operand, attributes: Normalization): { normal: Float64Array; factor: Float64Array } {
  const x = compact(array);
  const { mean, variance } = attributes.known ?? momentsOf(x, attributes);
  const factor = variance.map(each => 1 / Math.sqrt(each + attributes.eps));
  const normal = new Float64Array(x.size);
  eachRun(attributes, (k, start, end) => {
    for (let e = start; e < end; e++) normal[e] = (x.values[x.offset + e] - mean[k]) * factor[k];
  });
  return { normal, factor };
}

/** Multiplies by the weight, or adds the bias, in place. */
function combine(
  numbers: Float64Array,
  parameter: Operand | undefined,
  attributes: Normalization,
  isFactor: boolean,
): void {
  if (parameter === undefined) return;
  const { values, offset } = compact(parameter.array);
  const isByGroup = attributes.weightOf === 'group';
  eachRun(attributes, (k, start, end) => {
    for (let e = start; e < end; e++) {
      const each = values[offset + (isByGroup ? k : e - start)];
      numbers[e] = isFactor ? numbers[e] * each : numbers[e] + each;
    }
  });
}

function stored(numbers: Float64Array, like: NDArray): NDArray {
  const out = blank(like.dtype, contiguous(like.shape));
  out.values.set(numbers, out.offset);
  return out;
}

function forward(inputs: readonly Operand[], attributes: Normalization): NDArray {
  const { normal } = normalised(inputs[0], attributes);
  combine(normal, inputs[1], attributes, true);
  combine(normal, inputs[2], attributes, false);
  return stored(normal, inputs[0].array);
}

/**
 * With n for the normalised numbers, h for g · weight and σ for the deviation: (h − mean(h) − n · mean(h · n)) / σ within
 * each group. A mean and a variance known beforehand do not depend on the numbers: h / σ.
 */
function towardsInput({ inputs, attributes }: Use<Normalization>, g: NDArray): NDArray {
  const { normal, factor } = normalised(inputs[0], attributes);
  const h = numbersOf(g);
  combine(h, inputs[1], attributes, true);
  const count = attributes.outer * attributes.inner;
  const meanOfH = new Float64Array(attributes.groups);
  const meanOfProduct = new Float64Array(attributes.groups);
  if (attributes.known === null) {
    eachRun(attributes, (k, start, end) => {
      for (let e = start; e < end; e++) {
        meanOfH[k] += h[e] / count;
        meanOfProduct[k] += (h[e] * normal[e]) / count;
      }
    });
  }
  eachRun(attributes, (k, start, end) => {
    for (let e = start; e < end; e++) h[e] = (h[e] - meanOfH[k] - normal[e] * meanOfProduct[k]) * factor[k];
  });
  return stored(h, inputs[0].array);
}

function numbersOf(array: NDArray): Float64Array {
  const { values, offset, size } = compact(array);
  return Float64Array.from(values.subarray(offset, offset + size));
}

function towardsWeight({ inputs, attributes }: Use<Normalization>, g: NDArray): NDArray {
  const { normal } = normalised(inputs[0], attributes);
  const upstream = numbersOf(g);
  for (let e = 0; e < normal.length; e++) normal[e] *= upstream[e];
  return gathered(normal, inputs[1], attributes);
}

function towardsBias({ inputs, attributes }: Use<Normalization>, g: NDArray): NDArray {
  return gathered(numbersOf(g), inputs[2], attributes);
}

/** The sum over all the numbers that one weight, or bias, belongs to. */
function gathered(numbers: Float64Array, { array }: Operand, attributes: Normalization): NDArray {
  const sums = new Float64Array(array.size);
  const isByGroup = attributes.weightOf === 'group';
  eachRun(attributes, (k, start, end) => {
    for (let e = start; e < end; e++) sums[isByGroup ? k : e - start] += numbers[e];
  });
  return stored(sums, array);
}

/** Inputs: the numbers; a weight and a bias, both or neither. */
function normalization(name: string, word: string): TensorOp<Normalization> {
  return {
    name,
    symbol: name,
    notation: 'function',
    word,
    formula: '(a − mean) / √(variance + eps) · b + c',
    gradFn: gradFnOf(name),
    forward,
    derivatives: [
      { vjp: towardsInput, reads: 3, formula: '(h − mean(h) − n · mean(h · n)) / σ, h = g · b, n = (a − mean) / σ' },
      { vjp: towardsWeight, reads: 1, formula: 'Σ g · (a − mean) / σ' },
      { vjp: towardsBias, reads: 0, formula: 'Σ g' },
    ],
  };
}

export const batchNorm = normalization('batchNorm', 'batch normalisation');
export const layerNorm = normalization('layerNorm', 'layer normalisation');
