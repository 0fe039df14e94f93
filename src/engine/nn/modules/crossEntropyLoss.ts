/** The cross entropy of classes as a module. */
import { type CrossEntropyOptions, crossEntropy } from '../../functional/losses';
import { checkOptions } from '../../options';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class CrossEntropyLoss extends Module {
  constructor(private readonly options?: CrossEntropyOptions) {
    super();
    if (options !== undefined)
      checkOptions('CrossEntropyLoss', options, ['weight', 'ignoreIndex', 'reduction', 'labelSmoothing']);
  }

  /** See `F.crossEntropy`. */
  forward(input: Tensor, target: Tensor): Tensor {
    return crossEntropy(input, target, this.options);
  }
}
