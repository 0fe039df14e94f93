/** Activations as functions: the tensor's own methods under the names of layers. */
import { checkTensor } from '../tensor/operand';
import type { Tensor } from '../tensor/tensor';

/** The number where it is above 0, else 0. */
export function relu(input: Tensor): Tensor {
  return checkTensor('relu', input).relu();
}

/** Hyperbolic tangent: squashes into −1 … 1. */
export function tanh(input: Tensor): Tensor {
  return checkTensor('tanh', input).tanh();
}

/** 1 / (1 + e⁻ˣ): squashes into 0 … 1. */
export function sigmoid(input: Tensor): Tensor {
  return checkTensor('sigmoid', input).sigmoid();
}

/** x · Φ(x), with Φ for the standard normal distribution; 'tanh' for the usual approximation of it. */
export function gelu(input: Tensor, { approximate = 'none' }: { approximate?: 'none' | 'tanh' } = {}): Tensor {
  return checkTensor('gelu', input).gelu(approximate);
}

/** eˣ over its sum along `dim`: probabilities. */
export function softmax(input: Tensor, dim: number): Tensor {
  return checkTensor('softmax', input).softmax(dim);
}

/** The logarithm of `softmax`, without overflow. */
export function logSoftmax(input: Tensor, dim: number): Tensor {
  return checkTensor('logSoftmax', input).logSoftmax(dim);
}
