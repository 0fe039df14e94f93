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

/** Mean and variance of each group. */
export function momentsOf(array: NDArray, { outer, groups, inner }: Groups): Moments {
  const { values, offset } = compact(array);
  const mean = new Float64Array(groups);
  const variance = new Float64Array(groups);
  for (let o = 0, e = offset; o < outer; o++) {
    for (let k = 0; k < groups; k++) for (let i = 0; i < inner; i++) mean[k] += values[e++];
  }
  for (let k = 0; k < groups; k++) mean[k] /= outer * inner;
  for (let o = 0, e = offset; o < outer; o++) {
    for (let k = 0; k < groups; k++) {
      for (let i = 0; i < inner; i++) {
        const fromMean = values[e++] - mean[k];
        variance[k] += fromMean * fromMean;
      }
    }
  }
  for (let k = 0; k < groups; k++) variance[k] /= outer * inner;
  return { mean, variance };
}

/** What each group is shifted by and multiplied with to get mean 0 and variance 1. */
function scaleOf(x: NDArray, attributes: Normalization): { mean: Float64Array; factor: Float64Array } {
  const { mean, variance } = attributes.known ?? momentsOf(x, attributes);
  return { mean, factor: variance.map(each => 1 / Math.sqrt(each + attributes.eps)) };
}

/** The weight or the bias in double precision; without one, `otherwise` for all. */
function parameterOf(inputs: readonly Operand[], input: number, attributes: Normalization, otherwise: number) {
  const numbers = new Float64Array(attributes.weightOf === 'group' ? attributes.groups : attributes.inner);
  if (input >= inputs.length) return numbers.fill(otherwise);
  const { values, offset } = compact(inputs[input].array);
  for (let p = 0; p < numbers.length; p++) numbers[p] = values[offset + p];
  return numbers;
}

function forward(inputs: readonly Operand[], attributes: Normalization): NDArray {
  const { outer, groups, inner, weightOf } = attributes;
  const x = compact(inputs[0].array);
  const { mean, factor } = scaleOf(x, attributes);
  const weight = parameterOf(inputs, 1, attributes, 1);
  const bias = parameterOf(inputs, 2, attributes, 0);
  const out = blank(x.dtype, contiguous(x.shape));
  const { values, offset } = x;
  const { values: results, offset: first } = out;
  const isByGroup = weightOf === 'group';
  for (let o = 0, e = 0; o < outer; o++) {
    for (let k = 0; k < groups; k++) {
      for (let i = 0; i < inner; i++, e++) {
        const p = isByGroup ? k : i;
        results[first + e] = (values[offset + e] - mean[k]) * factor[k] * weight[p] + bias[p];
      }
    }
  }
  return out;
}

/**
 * With n for the normalised numbers, h for g · weight and σ for the deviation: (h − mean(h) − n · mean(h · n)) / σ within
 * each group. A mean and a variance known beforehand do not depend on the numbers: h / σ.
 */
function towardsInput({ inputs, attributes }: Use<Normalization>, g: NDArray): NDArray {
  const { outer, groups, inner, weightOf } = attributes;
  const x = compact(inputs[0].array);
  const upstream = compact(g);
  const { mean, factor } = scaleOf(x, attributes);
  const weight = parameterOf(inputs, 1, attributes, 1);
  const means = meansOf(x, upstream, mean, weight, attributes);
  const out = blank(g.dtype, contiguous(x.shape));
  const { values, offset } = x;
  const { values: upstreams, offset: start } = upstream;
  const { values: results, offset: first } = out;
  const isByGroup = weightOf === 'group';
  for (let o = 0, e = 0; o < outer; o++) {
    for (let k = 0; k < groups; k++) {
      const slope = means.ofProduct[k] * factor[k] * factor[k];
      for (let i = 0; i < inner; i++, e++) {
        const h = upstreams[start + e] * weight[isByGroup ? k : i];
        const fromMean = values[offset + e] - mean[k];
        results[first + e] = (h - means.ofUpstream[k] - fromMean * slope) * factor[k];
      }
    }
  }
  return out;
}

/** Within each group the means of h = g · weight and of h · (x − mean); zeros where these play no part. */
function meansOf(x: NDArray, g: NDArray, mean: Float64Array, weight: Float64Array, attributes: Normalization) {
  const { outer, groups, inner, weightOf, known } = attributes;
  const ofUpstream = new Float64Array(groups);
  const ofProduct = new Float64Array(groups);
  if (known !== null) return { ofUpstream, ofProduct };
  const count = outer * inner;
  const { values, offset } = x;
  const { values: upstreams, offset: start } = g;
  const isByGroup = weightOf === 'group';
  for (let o = 0, e = 0; o < outer; o++) {
    for (let k = 0; k < groups; k++) {
      for (let i = 0; i < inner; i++, e++) {
        const h = (upstreams[start + e] * weight[isByGroup ? k : i]) / count;
        ofUpstream[k] += h;
        ofProduct[k] += h * (values[offset + e] - mean[k]);
      }
    }
  }
  return { ofUpstream, ofProduct };
}

function towardsWeight({ inputs, attributes }: Use<Normalization>, g: NDArray): NDArray {
  const x = compact(inputs[0].array);
  const { values, offset } = x;
  const { mean, factor } = scaleOf(x, attributes);
  return gathered(g, inputs[1].array, attributes, (e, k) => (values[offset + e] - mean[k]) * factor[k]);
}

function towardsBias({ inputs, attributes }: Use<Normalization>, g: NDArray): NDArray {
  return gathered(g, inputs[2].array, attributes, () => 1);
}

/** For each weight, or bias, the sum of g · local derivative over all the numbers that it belongs to. */
function gathered(
  g: NDArray,
  parameter: NDArray,
  { outer, groups, inner, weightOf }: Normalization,
  local: (element: number, group: number) => number,
): NDArray {
  const { values, offset } = compact(g);
  const sums = new Float64Array(parameter.size);
  for (let o = 0, e = 0; o < outer; o++) {
    for (let k = 0; k < groups; k++) {
      for (let i = 0; i < inner; i++, e++) sums[weightOf === 'group' ? k : i] += values[offset + e] * local(e, k);
    }
  }
  const out = blank(parameter.dtype, contiguous(parameter.shape));
  for (let p = 0; p < sums.length; p++) out.values[out.offset + p] = sums[p];
  return out;
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
