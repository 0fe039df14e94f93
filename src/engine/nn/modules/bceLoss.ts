/** The cross entropy of two classes as a module. */
import { type BinaryCrossEntropyOptions, binaryCrossEntropy } from '../../functional/losses';
import { checkOptions } from '../../options';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class BCELoss extends Module {
  constructor(private readonly options?: BinaryCrossEntropyOptions) {
    super();
    if (options !== undefined) checkOptions('BCELoss', options, ['weight', 'reduction']);
  }

  /** See `F.binaryCrossEntropy`. */
  forward(input: Tensor, target: Tensor): Tensor {
    return binaryCrossEntropy(input, target, this.options);
  }
}
