/** Layer normalisation as a layer. */
import { EPS, layerNorm } from '../../functional/normalization';
import { checkFlag, checkNumber, checkOptions } from '../../options';
import type { Tensor } from '../../tensor/tensor';
import { checkCount } from '../parts';
import { checkWeightDType, constant, type DTypeOption } from './init';
import { Module } from './module';

export interface LayerNormOptions extends DTypeOption {
  /** Added to the variance; 1e-5 unless said otherwise. */
  eps?: number;
  /** Learn a weight and a bias; true unless said otherwise. */
  elementwiseAffine?: boolean;
}

export class LayerNorm extends Module {
  readonly normalizedShape: readonly number[];
  readonly eps: number;
  /** Of shape `normalizedShape`, 1 at first; null if not affine. */
  readonly weight: Tensor | null = null;
  /** Of shape `normalizedShape`, 0 at first; null if not affine. */
  readonly bias: Tensor | null = null;

  /**
   * @param normalizedShape - The last dimensions of the inputs; a number for the last one alone.
   * @throws RangeError unless the sizes are whole numbers from 1.
   */
  constructor(normalizedShape: number | readonly number[], options: LayerNormOptions = {}) {
    super();
    const shape = typeof normalizedShape === 'number' ? [normalizedShape] : [...normalizedShape];
    checkCount('LayerNorm', 'dimensions', shape.length);
    for (const n of shape) checkCount('LayerNorm', 'features', n);
    checkOptions('LayerNorm', options, ['eps', 'elementwiseAffine', 'dtype']);
    const { eps = EPS, elementwiseAffine = true } = options;
    checkNumber('LayerNorm', 'eps', eps);
    checkFlag('LayerNorm', 'elementwiseAffine', elementwiseAffine);
    const dtype = checkWeightDType('LayerNorm', options.dtype);
    this.normalizedShape = shape;
    this.eps = eps;
    if (elementwiseAffine) {
      this.weight = constant(shape, 1, dtype);
      this.bias = constant(shape, 0, dtype);
    }
  }

  /** (…, *normalizedShape). @throws RangeError for a shape that ends otherwise. */
  forward(input: Tensor): Tensor {
    const { weight, bias, eps } = this;
    return layerNorm(input, this.normalizedShape, { weight, bias, eps });
  }

  override extraText(): string {
    return `[${this.normalizedShape.join(', ')}], eps=${this.eps}, elementwiseAffine=${this.weight !== null}`;
  }
}
