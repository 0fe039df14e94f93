/** The table of tensor ops, by name: what hover, docs and checks know them from. */
import { gelu, relu, sigmoid, tanh } from './activation';
import { add, div, mul, neg, pow, sub } from './arithmetic';
import { binaryCrossEntropy } from './binaryCrossEntropy';
import { binaryCrossEntropyWithLogits } from './binaryCrossEntropyWithLogits';
import { eq, ge, gt, le, lt, ne } from './comparison';
import { clone, to } from './convert';
import { crossEntropy } from './crossEntropy';
import { dropout } from './dropout';
import { einsum } from './einsum';
import { cos, exp, log, sin, sqrt } from './exponential';
import { argmax, max, min } from './extreme';
import { gather, scatterAdd } from './gather';
import { index, indexSelect } from './indexing';
import { cat, stack } from './join';
import { linear } from './linear';
import { matmul } from './matmul';
import { nllLoss } from './negativeLogLikelihood';
import { batchNorm, layerNorm } from './normalization';
import type { TensorOp } from './op';
import { select, slice } from './parts';
import { deviation, logsumexp, mean, sum, variance } from './reduction';
import { abs, clamp, maximum, minimum, where } from './selection';
import { logSoftmax, softmax } from './softmax';
import { mseLoss } from './squaredError';
import { expand, flatten, permute, reshape, squeeze, transpose, unsqueeze, view } from './view';

/** Every op once; of those with two forms (the maximum of all, and along a dimension) the general one. */
export const TENSOR_OPS: readonly TensorOp[] = [
  ...[add, sub, mul, div, pow, neg, exp, log, sqrt, sin, cos, tanh, sigmoid, relu, gelu, abs],
  ...[maximum, minimum, clamp, where, eq, ne, lt, le, gt, ge, clone, to],
  ...[sum, mean, variance, deviation, logsumexp, max, min, argmax, softmax, logSoftmax],
  ...[view, reshape, flatten, squeeze, unsqueeze, transpose, permute, expand, slice, select],
  ...[index, indexSelect, gather, scatterAdd, cat, stack, matmul, einsum],
  ...[linear, dropout, batchNorm, layerNorm],
  ...[crossEntropy, nllLoss, binaryCrossEntropy, binaryCrossEntropyWithLogits, mseLoss],
];
