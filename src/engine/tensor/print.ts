/** Tensors as text. */
import type { TensorCore } from './core';
import { shapeText } from './shape';

export function toText(tensor: TensorCore): string {
  return `tensor(${shapeText(tensor.shape)})`;
}
