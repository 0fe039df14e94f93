/** Cross entropy of two classes from a logit, the number before the sigmoid: exact where e⁻ˣ would overflow. */
import { type BinaryLoop, binary, cast, type TernaryLoop, ternary } from '../loops';
import type { NDArray } from '../ndarray';
import { type BinaryCrossEntropy, checkWeight, pair, weighted } from './binaryCrossEntropy';
import { passedOn, reduced } from './loss';
import { gradFnOf, type Operand, type TensorOp, type Use } from './op';

const NAME = 'binaryCrossEntropyWithLogits';

export interface BinaryCrossEntropyWithLogits extends BinaryCrossEntropy {
  /** Factor of what the positive class costs; broadcasts. */
  posWeight: NDArray | null;
}

/** A function of logit and target, and the same where the positive class has a weight. */
interface Loops {
  plain: BinaryLoop;
  weighted: TernaryLoop;
}

/** ln(1 + e⁻ˣ), whatever the size of x. */
function softplusOfMinus(x: number): number {
  return Math.log1p(Math.exp(-Math.abs(x))) + Math.max(-x, 0);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

const loss: Loops = {
  plain: (n, out, o, x, i, s, y, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = (1 - y[j]) * x[i] + softplusOfMinus(x[i]);
  },
  weighted: (n, out, o, x, i, s, y, j, t, w, k, u) => {
    for (let e = 0; e < n; e++, i += s, j += t, k += u) {
      out[o + e] = (1 - y[j]) * x[i] + (1 + (w[k] - 1) * y[j]) * softplusOfMinus(x[i]);
    }
  },
};
const towardsLogit: Loops = {
  plain: (n, out, o, x, i, s, y, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = sigmoid(x[i]) - y[j];
  },
  weighted: (n, out, o, x, i, s, y, j, t, w, k, u) => {
    for (let e = 0; e < n; e++, i += s, j += t, k += u) {
      out[o + e] = sigmoid(x[i]) - y[j] + (w[k] - 1) * y[j] * (sigmoid(x[i]) - 1);
    }
  },
};
const towardsTarget: Loops = {
  plain: (n, out, o, x, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = -x[i];
  },
  weighted: (n, out, o, x, i, s, _y, _j, _t, w, k, u) => {
    for (let e = 0; e < n; e++, i += s, k += u) out[o + e] = (w[k] - 1) * softplusOfMinus(x[i]) - x[i];
  },
};

export const binaryCrossEntropyWithLogits: TensorOp<BinaryCrossEntropyWithLogits> = {
  name: NAME,
  symbol: 'BCE',
  notation: 'function',
  word: 'binary cross entropy with logits',
  formula: '−Σ (b · ln σ(a) + (1 − b) · ln(1 − σ(a))) / n',
  gradFn: gradFnOf(NAME),
  forward: (inputs, attributes) => reduced(each(loss, inputs, attributes), attributes.reduction),
  derivatives: [
    { vjp: (use, g) => gradient(towardsLogit, use, g), reads: 3, formula: 'g · (σ(a) − b) / n' },
    { vjp: (use, g) => gradient(towardsTarget, use, g), reads: 1, formula: 'g · −a / n' },
  ],
};

function gradient(loops: Loops, { inputs, attributes }: Use<BinaryCrossEntropyWithLogits>, g: NDArray): NDArray {
  return passedOn(each(loops, inputs, attributes), g, attributes.reduction);
}

function each(loops: Loops, inputs: readonly Operand[], attributes: BinaryCrossEntropyWithLogits): NDArray {
  const { a, b } = pair(NAME, inputs[0].array, inputs[1].array);
  const { posWeight } = attributes;
  if (posWeight === null) return weighted(binary(NAME, loops.plain, a, b, a.dtype), attributes);
  checkWeight('posWeight', posWeight, a);
  return weighted(ternary(NAME, loops.weighted, a, b, cast(posWeight, a.dtype), a.dtype), attributes);
}
