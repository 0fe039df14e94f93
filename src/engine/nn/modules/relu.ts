/** Rectified linear unit as a layer. */
import { relu } from '../../functional/activations';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class ReLU extends Module {
  forward(input: Tensor): Tensor {
    return relu(input);
  }
}
