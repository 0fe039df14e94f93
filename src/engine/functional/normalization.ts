/** Batch and layer normalisation as functions. */
import { checkFlag, checkNumber, checkOptions } from '../options';
import { apply } from '../tensor/apply';
import { leaf } from '../tensor/create';
import { isFloating } from '../tensor/dtype';
import { noGrad } from '../tensor/gradMode';
import { contiguous, type Layout, sameShape } from '../tensor/layout';
import { compact, write } from '../tensor/loops';
import { blank, filled, type NDArray } from '../tensor/ndarray';
import { checkTensor } from '../tensor/operand';
import {
  batchNorm as batchNormOp,
  type Groups,
  layerNorm as layerNormOp,
  type Moments,
  momentsOf,
  type Normalization,
} from '../tensor/ops/normalization';
import type { TensorOp } from '../tensor/ops/op';
import { shapeText, sizeOf, sizes } from '../tensor/shape';
import type { Tensor } from '../tensor/tensor';

/** Added to a variance unless said otherwise. */
export const EPS = 1e-5;

export interface LayerNormOptions {
  /** Factor of each number of `normalizedShape`. */
  weight?: Tensor | null;
  /** Added to each number of `normalizedShape`. */
  bias?: Tensor | null;
  /** Added to the variance, against division by 0; 1e-5 unless said otherwise. */
  eps?: number;
}

export interface BatchNormOptions {
  /** Factor of each channel. */
  weight?: Tensor | null;
  /** Added to each channel. */
  bias?: Tensor | null;
  /** Normalise by this batch, and update the running statistics; false unless said otherwise: normalise by those. */
  training?: boolean;
  /** How much of the running statistics a batch replaces; 0.1 unless said otherwise. */
  momentum?: number;
  /** Added to the variance, against division by 0; 1e-5 unless said otherwise. */
  eps?: number;
}

/**
 * Normalises over the last dimensions: mean 0 and variance 1 in each part of shape `normalizedShape`.
 * @throws RangeError naming the shapes if they don't fit.
 */
export function layerNorm(
  input: Tensor,
  normalizedShape: number | readonly number[],
  options: LayerNormOptions = {},
): Tensor {
  checkOptions('layerNorm', options, ['weight', 'bias', 'eps']);
  const { weight = null, bias = null, eps = EPS } = options;
  const { shape } = checkFloats('layerNorm', input);
  const over = sizes('layerNorm', [normalizedShape]);
  const leading = shape.length - over.length;
  const inner = sizeOf(over);
  if (over.length === 0 || over.some((n, d) => n !== shape[leading + d])) {
    throw new RangeError(
      `layerNorm: the shape ${shapeText(shape)} does not end with ${shapeText(over)}, which is normalised over.`,
    );
  }
  checkNumber('layerNorm', 'eps', eps);
  const groups = { outer: 1, groups: sizeOf(shape.slice(0, leading)), inner };
  const attributes: Normalization = { ...groups, eps, known: null, weightOf: 'inner' };
  return normalised(layerNormOp, input, { weight, bias }, contiguous(over), attributes);
}

/**
 * Normalises each channel over the batch and all further dimensions.
 * @param input - (batch, channels) or (batch, channels, …)
 * @param runningMean - Of each channel; updated in place in training. Null: none is kept.
 * @param runningVar - Of each channel, dividing by one less than the number of elements.
 * @throws RangeError naming the shapes if they don't fit, or for training on a single number a channel.
 */
export function batchNorm(
  input: Tensor,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  options: BatchNormOptions = {},
): Tensor {
  checkOptions('batchNorm', options, ['weight', 'bias', 'training', 'momentum', 'eps']);
  const { weight = null, bias = null, training = false, momentum = 0.1, eps = EPS } = options;
  const { array, shape } = checkFloats('batchNorm', input);
  if (shape.length < 2) {
    throw new RangeError(`batchNorm expects the shape (batch, channels, …), but the input has ${shapeText(shape)}.`);
  }
  checkFlag('batchNorm', 'training', training);
  checkNumber('batchNorm', 'momentum', momentum);
  checkNumber('batchNorm', 'eps', eps);
  const groups = { outer: shape[0], groups: shape[1], inner: sizeOf(shape.slice(2)) };
  const running = runningOf(runningMean, runningVar, contiguous([shape[1]]));
  const known = training ? null : knownOf(running);
  if (known === null) update(running, array, groups, momentum);
  const attributes: Normalization = { ...groups, eps, known, weightOf: 'group' };
  return normalised(batchNormOp, input, { weight, bias }, contiguous([shape[1]]), attributes);
}

function checkFloats(op: string, input: Tensor): Tensor {
  if (isFloating(checkTensor(op, input).dtype)) return input;
  throw new TypeError(`${op} expects floating-point numbers, not ${input.dtype}.`);
}

/** Applies the op; if there is only a weight or only a bias, with what changes nothing in place of the other. */
function normalised(
  op: TensorOp<Normalization>,
  input: Tensor,
  { weight, bias }: { weight: Tensor | null; bias: Tensor | null },
  layout: Layout,
  attributes: Normalization,
): Tensor {
  if (weight === null && bias === null) return apply(op, [input], attributes);
  for (const each of [weight, bias]) if (each !== null) checkParameter(op.name, each, layout);
  const inputs = [input, weight ?? constant(input, layout, 1), bias ?? constant(input, layout, 0)];
  return apply(op, inputs, attributes);
}

function constant({ dtype }: Tensor, layout: Layout, value: number): Tensor {
  return noGrad(() => leaf(filled(dtype, layout, value), {}));
}

function checkParameter(op: string, parameter: Tensor, layout: Layout): void {
  if (sameShape(checkTensor(op, parameter).array.layout, layout)) return;
  throw new RangeError(
    `${op} expects weights and statistics of the shape ${shapeText(layout.shape)}, but one has ${shapeText(parameter.shape)}.`,
  );
}

interface Running {
  mean: NDArray;
  variance: NDArray;
}

function runningOf(mean: Tensor | null, variance: Tensor | null, layout: Layout): Running | null {
  if (mean === null && variance === null) return null;
  if (mean === null || variance === null) {
    throw new TypeError('batchNorm expects a running mean and a running variance, or neither.');
  }
  for (const each of [mean, variance]) checkParameter('batchNorm', each, layout);
  return { mean: mean.array, variance: variance.array };
}

/** A copy of the running statistics, which may change before the backward pass. */
function knownOf(running: Running | null): Moments {
  if (running === null) throw new TypeError('batchNorm outside training expects a running mean and variance.');
  const copy = (array: NDArray) => {
    const { values, offset, size } = compact(array);
    return Float64Array.from(values.subarray(offset, offset + size));
  };
  return { mean: copy(running.mean), variance: copy(running.variance) };
}

/** Moves the running statistics towards those of the batch. */
function update(running: Running | null, input: NDArray, groups: Groups, momentum: number): void {
  const count = groups.outer * groups.inner;
  if (count === 1) {
    throw new RangeError(
      `batchNorm: in training each channel needs more than one number, but the input is ${shapeText(input.shape)}.`,
    );
  }
  if (running === null || count === 0) return;
  const { mean, variance } = momentsOf(input, groups);
  moveTowards(running.mean, mean, momentum);
  moveTowards(
    running.variance,
    variance.map(each => (each * count) / (count - 1)),
    momentum,
  );
}

function moveTowards(running: NDArray, target: Float64Array, momentum: number): void {
  const before = compact(running);
  const moved = blank(running.dtype, contiguous(running.shape));
  for (let k = 0; k < target.length; k++) {
    moved.values[moved.offset + k] = (1 - momentum) * before.values[before.offset + k] + momentum * target[k];
  }
  write(running, moved);
}
