/** The cross entropy of two classes, from logits, as a module. */
import { type BinaryCrossEntropyWithLogitsOptions, binaryCrossEntropyWithLogits } from '../../functional/losses';
import { checkOptions } from '../../options';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class BCEWithLogitsLoss extends Module {
  constructor(private readonly options?: BinaryCrossEntropyWithLogitsOptions) {
    super();
    if (options !== undefined) checkOptions('BCEWithLogitsLoss', options, ['weight', 'posWeight', 'reduction']);
  }

  /** See `F.binaryCrossEntropyWithLogits`. */
  forward(input: Tensor, target: Tensor): Tensor {
    return binaryCrossEntropyWithLogits(input, target, this.options);
  }
}
