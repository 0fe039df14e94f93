/** Cross entropy of classes from logits: softmax, its logarithm and the loss in one, so that nothing overflows. */
import { floating } from '../dtype';
import { contiguous, sameShape } from '../layout';
import { cast, compact } from '../loops';
import { blank, type NDArray, single, zeros } from '../ndarray';
import {
  checkClass,
  checkClasses,
  checkClassWeight,
  firstOf,
  hasProbabilities,
  type Scores,
  scoresOf,
} from './classes';
import { gradientByKernel, lossByKernel } from './crossEntropyKernel';
import { type LossReduction, reduced } from './loss';
import { gradFnOf, type TensorOp, type Use } from './op';

const NAME = 'crossEntropy';

export interface CrossEntropy {
  reduction: LossReduction;
  /** Factor of each class; one number a class. */
  weight: NDArray | null;
  /** Places of this class cost nothing, and do not count in the mean. */
  ignoreIndex: number;
  /** What all classes together get of each target, in equal parts. */
  labelSmoothing: number;
}

/** What is right at each place. The loss there is −Σ share · ln softmax over the classes. */
interface Goal {
  /** Writes the share of each class. */
  read(place: number, shares: Float64Array): void;
  /** What the place counts in the mean. */
  weightOf(place: number): number;
}

export const crossEntropy: TensorOp<CrossEntropy> = {
  name: NAME,
  symbol: 'CE',
  notation: 'function',
  word: 'cross entropy',
  formula: '−Σ ln softmax(a)[b] / n',
  gradFn: gradFnOf(NAME),
  forward: ([input, target], attributes, keep) => {
    const scores = scoresOf(NAME, floats(input.array));
    const summed = isUsual(scores, target.array, attributes)
      ? lossByKernel(NAME, scores, target.array, attributes.ignoreIndex)
      : null;
    if (summed !== null) {
      keep?.(summed.probabilities);
      return single('float32', summed.loss / divisorOf(scores, attributes));
    }
    const goal = goalOf(scores, target.array, attributes);
    const losses = blank(scores.array.dtype, scores.layout);
    for (let place = 0; place < scores.places; place++)
      losses.values[losses.offset + place] = lossAt(scores, goal, place);
    return reduced(losses, attributes.reduction, attributes.reduction === 'mean' ? countOf(goal, scores) : 1);
  },
  derivatives: [
    { vjp: towardsLogits, reads: 3, formula: 'g · (softmax(a) − oneHot(b)) / n' },
    { vjp: towardsProbabilities, reads: 3, formula: 'g · −ln softmax(a) / n' },
  ],
};

/** A class for each row, all alike: what kernels are for. */
function isUsual({ inner, layout }: Scores, target: NDArray, attributes: CrossEntropy): boolean {
  const { weight, labelSmoothing, reduction } = attributes;
  if (weight !== null || labelSmoothing !== 0 || reduction === 'none' || inner !== 1) return false;
  return target.dtype === 'int32' && target.layout.isContiguous && sameShape(target.layout, layout);
}

function divisorOf({ places }: Scores, { reduction }: CrossEntropy): number {
  return reduction === 'mean' ? places : 1;
}

function floats(array: NDArray): NDArray {
  return cast(array, floating(array.dtype));
}

function goalOf(scores: Scores, target: NDArray, attributes: CrossEntropy): Goal {
  const weight = checkClassWeight(NAME, attributes.weight, scores.classes);
  return hasProbabilities(NAME, target, scores.array)
    ? probabilityGoal(scores, compact(target), weight, attributes)
    : classGoal(scores, checkClasses(NAME, target, scores), weight, attributes);
}

function weightAt(weight: NDArray | null, c: number): number {
  return weight === null ? 1 : weight.values[weight.offset + c];
}

function classGoal(
  { classes }: Scores,
  { values, offset }: NDArray,
  weight: NDArray | null,
  { ignoreIndex, labelSmoothing }: CrossEntropy,
): Goal {
  return {
    read: (place, shares) => {
      const right = values[offset + place];
      if (right === ignoreIndex) {
        shares.fill(0, 0, classes);
        return;
      }
      checkClass(NAME, right, classes);
      if (labelSmoothing === 0) shares.fill(0, 0, classes);
      else for (let c = 0; c < classes; c++) shares[c] = (labelSmoothing / classes) * weightAt(weight, c);
      shares[right] += (1 - labelSmoothing) * weightAt(weight, right);
    },
    weightOf: place => (values[offset + place] === ignoreIndex ? 0 : weightAt(weight, values[offset + place])),
  };
}

function probabilityGoal(
  scores: Scores,
  { values, offset }: NDArray,
  weight: NDArray | null,
  { labelSmoothing }: CrossEntropy,
): Goal {
  const { classes, inner } = scores;
  return {
    read: (place, shares) => {
      const first = offset + firstOf(scores, place);
      for (let c = 0; c < classes; c++) {
        const share = (1 - labelSmoothing) * values[first + c * inner] + labelSmoothing / classes;
        shares[c] = weightAt(weight, c) * share;
      }
    },
    weightOf: () => 1,
  };
}

/** What the mean divides by. */
function countOf(goal: Goal, { places }: Scores): number {
  let count = 0;
  for (let place = 0; place < places; place++) count += goal.weightOf(place);
  return count;
}

/** One number a class, of the place at hand; kept from call to call. */
let powers = new Float64Array(64);
let shares = new Float64Array(64);

function reserve(classes: number): void {
  if (powers.length >= classes) return;
  powers = new Float64Array(2 * classes);
  shares = new Float64Array(2 * classes);
}

function largestAt({ array: { values, offset }, classes, inner }: Scores, first: number): number {
  let most = -Infinity;
  for (let c = 0, i = offset + first; c < classes; c++, i += inner) if (values[i] > most) most = values[i];
  return most;
}

/** Fills `powers` with e^(score − most) and returns their sum. */
function raise({ array: { values, offset }, classes, inner }: Scores, first: number, most: number): number {
  let total = 0;
  for (let c = 0, i = offset + first; c < classes; c++, i += inner) {
    powers[c] = Math.exp(values[i] - most);
    total += powers[c];
  }
  return total;
}

function lossAt(scores: Scores, goal: Goal, place: number): number {
  const { array, classes, inner } = scores;
  reserve(classes);
  goal.read(place, shares);
  const first = firstOf(scores, place);
  const most = largestAt(scores, first);
  const logTotal = Math.log(raise(scores, first, most));
  let loss = 0;
  for (let c = 0, i = array.offset + first; c < classes; c++, i += inner) {
    // A class that has no part in the target may be impossible: a logit of −∞
    if (shares[c] !== 0) loss += shares[c] * (logTotal - (array.values[i] - most));
  }
  return loss;
}

/** What the upstream gradient gives the loss of a place. */
function upstreamOf(g: NDArray, goal: Goal, scores: Scores, reduction: LossReduction): (place: number) => number {
  if (reduction === 'none') {
    const { values, offset } = compact(g);
    return place => values[offset + place];
  }
  const share = g.values[g.offset] / (reduction === 'mean' ? countOf(goal, scores) : 1);
  return () => share;
}

function towardsLogits({ inputs, attributes, kept }: Use<CrossEntropy>, g: NDArray): NDArray {
  const scores = scoresOf(NAME, floats(inputs[0].array));
  const target = inputs[1].array;
  if (kept !== null) {
    const share = g.values[g.offset] / divisorOf(scores, attributes);
    const byKernel = gradientByKernel(NAME, scores, kept, target, attributes.ignoreIndex, share);
    if (byKernel !== null) return byKernel;
  }
  const goal = goalOf(scores, target, attributes);
  const upstream = upstreamOf(g, goal, scores, attributes.reduction);
  const { classes, inner } = scores;
  const out = blank(scores.array.dtype, contiguous(scores.array.shape));
  reserve(classes);
  for (let place = 0; place < scores.places; place++) {
    const first = firstOf(scores, place);
    const total = raise(scores, first, largestAt(scores, first));
    goal.read(place, shares);
    let all = 0;
    for (let c = 0; c < classes; c++) all += shares[c];
    const share = upstream(place);
    // An ignored place gets 0 even where the mean, of none, is NaN
    if (all === 0) continue;
    for (let c = 0, o = out.offset + first; c < classes; c++, o += inner) {
      out.values[o] = share * ((powers[c] / total) * all - shares[c]);
    }
  }
  return out;
}

/** Classes get no gradient; probabilities do. */
function towardsProbabilities({ inputs, attributes }: Use<CrossEntropy>, g: NDArray): NDArray {
  const scores = scoresOf(NAME, floats(inputs[0].array));
  const goal = goalOf(scores, inputs[1].array, attributes);
  const upstream = upstreamOf(g, goal, scores, attributes.reduction);
  const { array, classes, inner } = scores;
  const weight = checkClassWeight(NAME, attributes.weight, classes);
  const out = zeros(array.dtype, array.shape);
  reserve(classes);
  for (let place = 0; place < scores.places; place++) {
    const first = firstOf(scores, place);
    const most = largestAt(scores, first);
    const logTotal = Math.log(raise(scores, first, most));
    const share = upstream(place) * (1 - attributes.labelSmoothing);
    for (let c = 0; c < classes; c++) {
      const loss = logTotal - (array.values[array.offset + first + c * inner] - most);
      out.values[out.offset + first + c * inner] = share * weightAt(weight, c) * loss;
    }
  }
  return out;
}
