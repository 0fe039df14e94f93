/** Hyperbolic tangent as a layer. */
import { tanh } from '../../functional/activations';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export class Tanh extends Module {
  forward(input: Tensor): Tensor {
    return tanh(input);
  }
}
