/** Ops that keep the numbers: copies, and other dtypes. */
import type { DType } from '../dtype';
import { cast, copied } from '../loops';
import { type NoAttributes, named, type TensorOp } from './op';

export const clone: TensorOp<NoAttributes> = {
  ...named('clone', 'copy', 'a'),
  forward: inputs => copied(inputs[0].array),
  derivatives: [{ vjp: (_use, g) => g, reads: 0, formula: 'g' }],
};

/** The gradient comes back in the input's dtype, as all gradients do. */
export const to: TensorOp<{ dtype: DType }> = {
  ...named('to', 'conversion', 'a in another dtype'),
  forward: (inputs, { dtype }) => cast(inputs[0].array, dtype),
  derivatives: [{ vjp: (_use, g) => g, reads: 0, formula: 'g' }],
};
