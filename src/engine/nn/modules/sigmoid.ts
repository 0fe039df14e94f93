/** The sigmoid as a layer. */
import { sigmoid } from '../../functional/activations';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class Sigmoid extends Module {
  forward(input: Tensor): Tensor {
    return sigmoid(input);
  }
}
