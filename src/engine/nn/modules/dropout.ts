/** Dropout as a layer: only in training. */
import { checkProbability, dropout } from '../../functional/dropout';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class Dropout extends Module {
  /** @param p - The probability that a number is dropped. */
  constructor(readonly p = 0.5) {
    super();
    checkProbability('Dropout', p);
  }

  forward(input: Tensor): Tensor {
    return dropout(input, this.p, { training: this.training });
  }

  override extraText(): string {
    return `p=${this.p}`;
  }
}
