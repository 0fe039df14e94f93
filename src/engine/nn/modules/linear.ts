/** A linear layer: x · weightᵀ + bias. */
import { linear } from '../../functional/layers';
import { checkFlag, checkOptions } from '../../options';
import type { Tensor } from '../../tensor/tensor';
import { checkCount } from '../parts';
import { checkWeightDType, type DTypeOption, kaimingBound, uniform } from './init';
import { Module } from './module';

export interface LinearOptions extends DTypeOption {
  /** Add a bias; true unless said otherwise. */
  bias?: boolean;
}

export class Linear extends Module {
  /** (outFeatures, inFeatures), uniform from −1 / √inFeatures to 1 / √inFeatures at first. */
  readonly weight: Tensor;
  /** (outFeatures), the same; null without. */
  readonly bias: Tensor | null;

  /** @throws RangeError unless both are whole numbers from 1. */
  constructor(
    readonly inFeatures: number,
    readonly outFeatures: number,
    options: LinearOptions = {},
  ) {
    super();
    checkCount('Linear', 'input features', inFeatures);
    checkCount('Linear', 'output features', outFeatures);
    checkOptions('Linear', options, ['bias', 'dtype']);
    const { bias = true } = options;
    checkFlag('Linear', 'bias', bias);
    const dtype = checkWeightDType('Linear', options.dtype);
    this.weight = uniform([outFeatures, inFeatures], kaimingBound(inFeatures), dtype);
    this.bias = bias ? uniform([outFeatures], 1 / Math.sqrt(inFeatures), dtype) : null;
  }

  /** (…, inFeatures) to (…, outFeatures). @throws RangeError naming the shapes if they don't fit. */
  forward(input: Tensor): Tensor {
    return linear(input, this.weight, this.bias);
  }

  override extraText(): string {
    return `inFeatures=${this.inFeatures}, outFeatures=${this.outFeatures}, bias=${this.bias !== null}`;
  }
}
