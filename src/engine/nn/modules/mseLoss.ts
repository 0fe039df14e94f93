/** The mean squared error as a module. */
import { type LossOptions, mseLoss } from '../../functional/losses';
import { checkOptions } from '../../options';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class MSELoss extends Module {
  constructor(private readonly options?: LossOptions) {
    super();
    if (options !== undefined) checkOptions('MSELoss', options, ['reduction']);
  }

  /** See `F.mseLoss`. */
  forward(input: Tensor, target: Tensor): Tensor {
    return mseLoss(input, target, this.options);
  }
}
