/** A table of vectors that are looked up by number and learned. */
import { embedding } from '../../functional/layers';
import { checkOptions } from '../../options';
import type { Tensor } from '../../tensor/tensor';
import { checkCount } from '../parts';
import { checkWeightDType, type DTypeOption, normal } from './init';
import { Module } from './module';

export class Embedding extends Module {
  /** (numEmbeddings, embeddingDim), normal at first. */
  readonly weight: Tensor;

  /** @throws RangeError unless both are whole numbers from 1. */
  constructor(
    readonly numEmbeddings: number,
    readonly embeddingDim: number,
    options: DTypeOption = {},
  ) {
    super();
    checkCount('Embedding', 'embeddings', numEmbeddings);
    checkCount('Embedding', 'dimensions', embeddingDim);
    checkOptions('Embedding', options, ['dtype']);
    this.weight = normal([numEmbeddings, embeddingDim], checkWeightDType('Embedding', options.dtype));
  }

  /** int32 (…) to (…, embeddingDim). @throws RangeError for an index that is no row. */
  forward(input: Tensor): Tensor {
    return embedding(input, this.weight);
  }

  override extraText(): string {
    return `${this.numEmbeddings}, ${this.embeddingDim}`;
  }
}
