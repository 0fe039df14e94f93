/** Losses as functions. Each is one node, with a gradient of its own that does not overflow. */
import { checkChoice, checkNumber, checkOptions } from '../options';
import { apply } from '../tensor/apply';
import type { NDArray } from '../tensor/ndarray';
import { checkTensor } from '../tensor/operand';
import { binaryCrossEntropy as binaryCrossEntropyOp } from '../tensor/ops/binaryCrossEntropy';
import { binaryCrossEntropyWithLogits as binaryCrossEntropyWithLogitsOp } from '../tensor/ops/binaryCrossEntropyWithLogits';
import { crossEntropy as crossEntropyOp } from '../tensor/ops/crossEntropy';
import type { LossReduction } from '../tensor/ops/loss';
import { nllLoss as nllLossOp } from '../tensor/ops/negativeLogLikelihood';
import { mseLoss as mseLossOp } from '../tensor/ops/squaredError';
import type { Tensor } from '../tensor/tensor';

export type { LossReduction };

export interface LossOptions {
  /** The mean of all losses, unless said otherwise; their sum, or each one. */
  reduction?: LossReduction;
}

export interface NllLossOptions extends LossOptions {
  /** Factor of each class: one number a class. */
  weight?: Tensor;
  /** Places where the target is this class cost nothing, and do not count in the mean; -100 unless said otherwise. */
  ignoreIndex?: number;
}

export interface CrossEntropyOptions extends NllLossOptions {
  /** What all classes together get of each target, in equal parts: from 0, as it is unless said otherwise, to 1. */
  labelSmoothing?: number;
}

export interface BinaryCrossEntropyOptions extends LossOptions {
  /** Factor of each loss; broadcasts. */
  weight?: Tensor;
}

export interface BinaryCrossEntropyWithLogitsOptions extends BinaryCrossEntropyOptions {
  /** Factor of what the positive class costs; broadcasts. */
  posWeight?: Tensor;
}

const REDUCTIONS: readonly LossReduction[] = ['mean', 'sum', 'none'];
const IGNORED = -100;

/** What is said of no option, so that the usual call makes no objects. */
const USUAL = { reduction: 'mean', weight: null, posWeight: null, ignoreIndex: IGNORED, labelSmoothing: 0 } as const;

/**
 * Cross entropy of classes: the mean of −ln softmax(input)[target].
 * @param input - Logits of shape (classes), (batch, classes) or (batch, classes, …).
 * @param target - A class, int32, in place of the logits of all; or a probability for each logit.
 * @throws RangeError naming the shapes if they don't fit, or for a class that there is not.
 */
export function crossEntropy(input: Tensor, target: Tensor, options?: CrossEntropyOptions): Tensor {
  return apply(crossEntropyOp, operands('crossEntropy', input, target), crossEntropyAttributes(options));
}

function crossEntropyAttributes(options: CrossEntropyOptions | undefined) {
  if (options === undefined) return USUAL;
  const part = 'crossEntropy';
  checkOptions(part, options, ['weight', 'ignoreIndex', 'reduction', 'labelSmoothing']);
  const { labelSmoothing = 0 } = options;
  if (labelSmoothing !== 1) checkNumber(part, 'labelSmoothing', labelSmoothing, 0, 1);
  return { ...nllAttributes(part, options), labelSmoothing };
}

/**
 * Negative log likelihood: the mean of −input[target].
 * @param input - Logarithms of probabilities, as `logSoftmax` gives them; shapes as in `crossEntropy`.
 * @param target - A class, int32, in place of the scores of all.
 * @throws RangeError naming the shapes if they don't fit, or for a class that there is not.
 */
export function nllLoss(input: Tensor, target: Tensor, options?: NllLossOptions): Tensor {
  if (options !== undefined) checkOptions('nllLoss', options, ['weight', 'ignoreIndex', 'reduction']);
  return apply(nllLossOp, operands('nllLoss', input, target), nllAttributes('nllLoss', options));
}

function nllAttributes(part: string, options: NllLossOptions | undefined) {
  if (options === undefined) return USUAL;
  const { reduction = 'mean', weight, ignoreIndex = IGNORED } = options;
  return { reduction: checkReduction(part, reduction), weight: weightOf(part, weight), ignoreIndex };
}

/**
 * Cross entropy of two classes: the mean of −(target · ln input + (1 − target) · ln(1 − input)).
 * @param input - Probabilities; logarithms are cut off at −100.
 * @param target - Of the same shape, from 0 to 1.
 * @throws RangeError if the shapes differ, or for what is no probability.
 */
export function binaryCrossEntropy(input: Tensor, target: Tensor, options?: BinaryCrossEntropyOptions): Tensor {
  const part = 'binaryCrossEntropy';
  if (options !== undefined) checkOptions(part, options, ['weight', 'reduction']);
  return apply(binaryCrossEntropyOp, operands(part, input, target), binaryAttributes(part, options));
}

/**
 * Cross entropy of two classes, of sigmoid(input).
 * @param input - Logits: any numbers.
 * @param target - Of the same shape, from 0 to 1.
 * @throws RangeError if the shapes differ.
 */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor,
  options?: BinaryCrossEntropyWithLogitsOptions,
): Tensor {
  const part = 'binaryCrossEntropyWithLogits';
  if (options !== undefined) checkOptions(part, options, ['weight', 'posWeight', 'reduction']);
  return apply(binaryCrossEntropyWithLogitsOp, operands(part, input, target), binaryAttributes(part, options));
}

function binaryAttributes(part: string, options: BinaryCrossEntropyWithLogitsOptions | undefined) {
  if (options === undefined) return USUAL;
  const { reduction = 'mean', weight, posWeight } = options;
  return {
    reduction: checkReduction(part, reduction),
    weight: weightOf(part, weight),
    posWeight: weightOf(part, posWeight),
  };
}

/**
 * Mean squared error: the mean of (input − target)², which broadcast.
 * @throws RangeError naming the shapes if they don't.
 */
export function mseLoss(input: Tensor, target: Tensor, options?: LossOptions): Tensor {
  if (options !== undefined) checkOptions('mseLoss', options, ['reduction']);
  const reduction = checkReduction('mseLoss', options?.reduction ?? 'mean');
  return apply(mseLossOp, operands('mseLoss', input, target), reduction === 'mean' ? USUAL : { reduction });
}

function operands(op: string, input: Tensor, target: Tensor): [Tensor, Tensor] {
  return [checkTensor(op, input), checkTensor(op, target)];
}

function checkReduction(part: string, reduction: unknown): LossReduction {
  return reduction === 'mean' ? reduction : checkChoice(part, 'reduction', reduction, REDUCTIONS);
}

function weightOf(part: string, weight: Tensor | undefined): NDArray | null {
  return weight === undefined ? null : checkTensor(part, weight).array;
}
