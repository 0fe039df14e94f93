/** Softmax as a layer. */
import { describe } from '../../describe';
import { softmax } from '../../functional/activations';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class Softmax extends Module {
  /** @param dim - Whose numbers sum to 1; negative ones count from the end. */
  constructor(readonly dim: number) {
    super();
    if (!Number.isInteger(dim)) {
      throw new TypeError(
        `Softmax expects the dimension to sum over, as in new nn.Softmax(1), but got ${describe(dim)}.`,
      );
    }
  }

  forward(input: Tensor): Tensor {
    return softmax(input, this.dim);
  }

  override extraText(): string {
    return `dim=${this.dim}`;
  }
}
