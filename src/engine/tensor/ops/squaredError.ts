/** The mean squared error. */
import { floating } from '../dtype';
import { type BinaryLoop, binary, cast } from '../loops';
import type { NDArray } from '../ndarray';
import { commonDType } from './elementwise';
import { type LossReduction, passedOn, reduced } from './loss';
import { gradFnOf, type TensorOp, type Use } from './op';

export interface SquaredError {
  reduction: LossReduction;
}

const squareLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = (a[i] - b[j]) * (a[i] - b[j]);
};
const towardsFirst: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = 2 * (a[i] - b[j]);
};
const towardsSecond: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = 2 * (b[j] - a[i]);
};

function pairwise(loop: BinaryLoop, { inputs: [a, b] }: Pick<Use<SquaredError>, 'inputs'>): NDArray {
  const dtype = floating(commonDType(a.array, b.array));
  return binary('mseLoss', loop, cast(a.array, dtype), cast(b.array, dtype), dtype);
}

export const mseLoss: TensorOp<SquaredError> = {
  name: 'mseLoss',
  symbol: 'mse',
  notation: 'function',
  word: 'mean squared error',
  formula: 'Σ (a − b)² / n',
  gradFn: gradFnOf('mseLoss'),
  forward: (inputs, { reduction }) => reduced(pairwise(squareLoop, { inputs }), reduction),
  derivatives: [
    {
      vjp: (use, g) => passedOn(pairwise(towardsFirst, use), g, use.attributes.reduction),
      reads: 3,
      formula: 'g · 2 (a − b) / n',
    },
    {
      vjp: (use, g) => passedOn(pairwise(towardsSecond, use), g, use.attributes.reduction),
      reads: 3,
      formula: 'g · 2 (b − a) / n',
    },
  ],
};
