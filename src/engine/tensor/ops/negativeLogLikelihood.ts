/** The negative log likelihood: what is left of cross entropy once `logSoftmax` has been taken. */

import { compact } from '../loops';
import { blank, type NDArray, zeros } from '../ndarray';
import { checkClass, checkClasses, checkClassWeight, firstOf, type Scores, scoresOf } from './classes';
import { type LossReduction, reduced } from './loss';
import { gradFnOf, type Operand, type TensorOp, type Use } from './op';

const NAME = 'nllLoss';

export interface NegativeLogLikelihood {
  reduction: LossReduction;
  /** Factor of each class; one number a class. */
  weight: NDArray | null;
  /** Places of this class cost nothing, and do not count in the mean. */
  ignoreIndex: number;
}

/** The score of the right class at a place that counts. */
interface Hit {
  place: number;
  /** Place of the score, counted from the first of all. */
  at: number;
  weight: number;
}

interface Reading {
  scores: Scores;
  hits: Hit[];
  /** What the mean divides by. */
  count: number;
}

function read(inputs: readonly Operand[], attributes: NegativeLogLikelihood): Reading {
  const scores = scoresOf(NAME, inputs[0].array);
  const weight = checkClassWeight(NAME, attributes.weight, scores.classes);
  const target = checkClasses(NAME, inputs[1].array, scores);
  const hits: Hit[] = [];
  let count = 0;
  for (let place = 0; place < scores.places; place++) {
    const right = target.values[target.offset + place];
    if (right === attributes.ignoreIndex) continue;
    checkClass(NAME, right, scores.classes);
    const factor = weight === null ? 1 : weight.values[weight.offset + right];
    hits.push({ place, at: firstOf(scores, place) + right * scores.inner, weight: factor });
    count += factor;
  }
  return { scores, hits, count };
}

export const nllLoss: TensorOp<NegativeLogLikelihood> = {
  name: NAME,
  symbol: 'NLL',
  notation: 'function',
  word: 'negative log likelihood',
  formula: '−Σ a[b] / n',
  gradFn: gradFnOf(NAME),
  forward: (inputs, attributes) => {
    const { scores, hits, count } = read(inputs, attributes);
    const { values, offset, dtype } = scores.array;
    const losses = blank(dtype, scores.layout);
    for (const { place, at, weight } of hits) losses.values[losses.offset + place] = -weight * values[offset + at];
    return reduced(losses, attributes.reduction, count);
  },
  derivatives: [{ vjp: towardsScores, reads: 2, formula: '−g / n for the right class, else 0' }],
};

function towardsScores({ inputs, attributes }: Use<NegativeLogLikelihood>, g: NDArray): NDArray {
  const { reduction } = attributes;
  const { scores, hits, count } = read(inputs, attributes);
  const out = zeros(scores.array.dtype, scores.array.shape);
  const upstream = compact(g);
  const share = reduction === 'mean' ? 1 / count : 1;
  for (const { place, at, weight } of hits) {
    out.values[out.offset + at] =
      -weight * share * upstream.values[upstream.offset + (reduction === 'none' ? place : 0)];
  }
  return out;
}
