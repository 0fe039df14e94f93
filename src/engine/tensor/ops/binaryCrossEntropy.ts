/** Cross entropy of two classes, from the probability of one. */
import { floating } from '../dtype';
import { sameShape } from '../layout';
import { type BinaryLoop, binary, cast, compact } from '../loops';
import type { NDArray } from '../ndarray';
import { broadcastShapes, shapeText } from '../shape';
import { mulLoop } from './arithmetic';
import { commonDType } from './elementwise';
import { type LossReduction, passedOn, reduced } from './loss';
import { gradFnOf, type TensorOp, type Use } from './op';

export interface BinaryCrossEntropy {
  reduction: LossReduction;
  /** Factor of each loss; broadcasts. */
  weight: NDArray | null;
}

/** Logarithms are cut off here, so that a certain and wrong answer costs 100, not ∞. */
const LEAST_LOG = -100;
/** The least p · (1 − p) that a gradient is divided by; PyTorch's constant is a float32. */
const LEAST_VARIANCE = Math.fround(1e-12);

const lossLoop: BinaryLoop = (n, out, o, p, i, s, y, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) {
    const right = Math.max(Math.log(p[i]), LEAST_LOG);
    const wrong = Math.max(Math.log1p(-p[i]), LEAST_LOG);
    out[o + e] = (y[j] - 1) * wrong - y[j] * right;
  }
};
const towardsProbability: BinaryLoop = (n, out, o, p, i, s, y, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) {
    out[o + e] = (p[i] - y[j]) / Math.max(p[i] * (1 - p[i]), LEAST_VARIANCE);
  }
};
const towardsTarget: BinaryLoop = (n, out, o, p, i, s) => {
  for (let e = 0; e < n; e++, i += s) out[o + e] = Math.log1p(-p[i]) - Math.log(p[i]);
};

export const binaryCrossEntropy: TensorOp<BinaryCrossEntropy> = {
  name: 'binaryCrossEntropy',
  symbol: 'BCE',
  notation: 'function',
  word: 'binary cross entropy',
  formula: '−Σ (b · ln a + (1 − b) · ln(1 − a)) / n',
  gradFn: gradFnOf('binaryCrossEntropy'),
  forward: (inputs, attributes) => {
    const { a: p, b: y } = pair('binaryCrossEntropy', inputs[0].array, inputs[1].array);
    checkProbabilities(p);
    return reduced(weighted(binary('binaryCrossEntropy', lossLoop, p, y, p.dtype), attributes), attributes.reduction);
  },
  derivatives: [
    { vjp: (use, g) => gradient(towardsProbability, use, g), reads: 3, formula: 'g · (a − b) / (a · (1 − a)) / n' },
    { vjp: (use, g) => gradient(towardsTarget, use, g), reads: 1, formula: 'g · (ln(1 − a) − ln a) / n' },
  ],
};

function gradient(loop: BinaryLoop, { inputs, attributes }: Use<BinaryCrossEntropy>, g: NDArray): NDArray {
  const { a: p, b: y } = pair('binaryCrossEntropy', inputs[0].array, inputs[1].array);
  const local = weighted(binary('binaryCrossEntropy', loop, p, y, p.dtype), attributes);
  return passedOn(local, g, attributes.reduction);
}

/**
 * What is predicted and what is right, in one dtype.
 * @throws RangeError unless they have the same shape: broadcasting here is always a mistake.
 */
export function pair(op: string, a: NDArray, b: NDArray): { a: NDArray; b: NDArray } {
  if (!sameShape(a.layout, b.layout)) {
    throw new RangeError(
      `${op}: the input has the shape ${shapeText(a.shape)}, but the target has ${shapeText(b.shape)}; they must be equal.`,
    );
  }
  const dtype = floating(commonDType(a, b));
  return { a: cast(a, dtype), b: cast(b, dtype) };
}

/** Losses, or their local derivatives, times the weight if there is one. */
export function weighted(losses: NDArray, { weight }: BinaryCrossEntropy): NDArray {
  if (weight === null) return losses;
  checkWeight('weight', weight, losses);
  return binary('weight', mulLoop, losses, cast(weight, losses.dtype), losses.dtype);
}

/** @throws RangeError unless the weight broadcasts to the shape of the losses. */
export function checkWeight(name: string, weight: NDArray, losses: NDArray): void {
  const shape = broadcastShapes(name, losses.shape, weight.shape);
  if (shape.every((n, d) => n === losses.shape[d])) return;
  throw new RangeError(
    `${name}: the shape ${shapeText(weight.shape)} does not fit losses of ${shapeText(losses.shape)}.`,
  );
}

/** @throws RangeError for what is no probability; NaN passes, and shows in the loss. */
function checkProbabilities(p: NDArray): void {
  const { values, offset, size } = compact(p);
  for (let e = offset; e < offset + size; e++) {
    if (values[e] >= 0 && values[e] <= 1) continue;
    if (Number.isNaN(values[e])) continue;
    throw new RangeError(
      `binaryCrossEntropy expects probabilities from 0 to 1, but one is ${values[e]}. For numbers before a sigmoid ` +
        'there is binaryCrossEntropyWithLogits.',
    );
  }
}
