/** Dimensions joined into one, as a layer. */

import { checkTensor } from '../../tensor/operand';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class Flatten extends Module {
  /**
   * @param startDim - The first to join: the batch is left alone unless said otherwise.
   * @param endDim - The last to join.
   */
  constructor(
    readonly startDim = 1,
    readonly endDim = -1,
  ) {
    super();
  }

  forward(input: Tensor): Tensor {
    return checkTensor('Flatten', input).flatten(this.startDim, this.endDim);
  }

  override extraText(): string {
    return `startDim=${this.startDim}, endDim=${this.endDim}`;
  }
}
