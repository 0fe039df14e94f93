/** Batch normalisation of features as a layer. */
import { batchNorm, EPS } from '../../functional/normalization';
import { checkFlag, checkNumber, checkOptions } from '../../options';
import { leaf } from '../../tensor/create';
import type { DType } from '../../tensor/dtype';
import { contiguous } from '../../tensor/layout';
import { filled, single } from '../../tensor/ndarray';
import { checkTensor } from '../../tensor/operand';
import { shapeText } from '../../tensor/shape';
import type { Tensor } from '../../tensor/tensor';
import { checkCount } from '../parts';
import { checkWeightDType, constant, type DTypeOption } from './init';
import { Module } from './module';

export interface BatchNorm1dOptions extends DTypeOption {
  /** Added to the variance; 1e-5 unless said otherwise. */
  eps?: number;
  /** How much of the running statistics a batch replaces; 0.1 unless said otherwise; null for the mean of all batches. */
  momentum?: number | null;
  /** Learn a weight and a bias; true unless said otherwise. */
  affine?: boolean;
  /** Keep running statistics, and use them in eval mode; true unless said otherwise. */
  trackRunningStats?: boolean;
}

export class BatchNorm1d extends Module {
  readonly eps: number;
  readonly momentum: number | null;
  /** (numFeatures), 1 at first; null if not affine. */
  readonly weight: Tensor | null = null;
  /** (numFeatures), 0 at first; null if not affine. */
  readonly bias: Tensor | null = null;
  /** (numFeatures), 0 at first; null if none is kept. */
  readonly runningMean: Tensor | null = null;
  /** (numFeatures), 1 at first; null if none is kept. */
  readonly runningVar: Tensor | null = null;
  /** Batches seen in training; null if running statistics are not kept. */
  readonly numBatchesTracked: Tensor | null = null;

  /** @throws RangeError unless the number of features is a whole number from 1. */
  constructor(
    readonly numFeatures: number,
    options: BatchNorm1dOptions = {},
  ) {
    super();
    checkCount('BatchNorm1d', 'features', numFeatures);
    checkOptions('BatchNorm1d', options, ['eps', 'momentum', 'affine', 'trackRunningStats', 'dtype']);
    const { eps = EPS, momentum = 0.1, affine = true, trackRunningStats = true } = options;
    checkNumber('BatchNorm1d', 'eps', eps);
    if (momentum !== null) checkNumber('BatchNorm1d', 'momentum', momentum);
    checkFlag('BatchNorm1d', 'affine', affine);
    checkFlag('BatchNorm1d', 'trackRunningStats', trackRunningStats);
    const dtype = checkWeightDType('BatchNorm1d', options.dtype);
    this.eps = eps;
    this.momentum = momentum;
    if (affine) {
      this.weight = constant([numFeatures], 1, dtype);
      this.bias = constant([numFeatures], 0, dtype);
    }
    if (trackRunningStats) {
      this.runningMean = buffer(numFeatures, 0, dtype);
      this.runningVar = buffer(numFeatures, 1, dtype);
      this.numBatchesTracked = leaf(single('int32', 0), {});
    }
  }

  /** (batch, numFeatures) or (batch, numFeatures, places). @throws RangeError for another shape. */
  forward(input: Tensor): Tensor {
    this.check(input);
    const { weight, bias, runningMean, runningVar, eps } = this;
    const training = this.training || runningMean === null;
    const momentum = this.training ? this.nextMomentum() : 0;
    return batchNorm(input, runningMean, runningVar, { weight, bias, training, momentum, eps });
  }

  override extraText(): string {
    const { numFeatures, eps, momentum, weight, runningMean } = this;
    const kept = `affine=${weight !== null}, trackRunningStats=${runningMean !== null}`;
    return `${numFeatures}, eps=${eps}, momentum=${momentum}, ${kept}`;
  }

  private check(input: Tensor): void {
    const { shape } = checkTensor('BatchNorm1d', input);
    if ((shape.length === 2 || shape.length === 3) && shape[1] === this.numFeatures) return;
    throw new RangeError(
      `BatchNorm1d expects the shape (batch, ${this.numFeatures}) or (batch, ${this.numFeatures}, places), but the ` +
        `input has ${shapeText(shape)}.`,
    );
  }

  /** Counts the batch. */
  private nextMomentum(): number {
    const { numBatchesTracked, momentum } = this;
    if (numBatchesTracked === null) return 0;
    numBatchesTracked.data = numBatchesTracked.data.add(1);
    return momentum ?? 1 / numBatchesTracked.item();
  }
}

function buffer(length: number, value: number, dtype: DType): Tensor {
  return leaf(filled(dtype, contiguous([length]), value), {});
}
