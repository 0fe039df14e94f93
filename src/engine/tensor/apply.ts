/** Applying an op to tensors: computes, builds the graph for gradients, tells the recorder. */
import { tape } from '../tape';
import type { TensorCore } from './core';
import { isFloating } from './dtype';
import { GradNode } from './grad';
import { isGradEnabled } from './gradMode';
import { makeRoom } from './memory';
import { lengthOf, type NDArray } from './ndarray';
import type { TensorOp } from './ops/op';
import { recordOp } from './record';
import type { Tensor } from './tensor';

/** What the op under way keeps for its rules. */
let kept: NDArray | null = null;

function keep(array: NDArray): void {
  kept = array;
}

/**
 * The result of an op.
 * @param inputs - At least one.
 * @throws RangeError if the shapes don't fit.
 */
export function apply<A>(op: TensorOp<A>, inputs: readonly TensorCore[], attributes: A): Tensor {
  makeRoom(op.room === undefined ? 2 * lengthOf(inputs) : op.room(inputs));
  kept = null;
  const out = inputs[0].make(op.forward(inputs, attributes, keep));
  if (!isGradEnabled()) {
    out.isOffTape = true;
    return out;
  }
  let wantsGrad = false;
  let isOffTape = true;
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input.requiresGrad) wantsGrad = true;
    if (!input.isOffTape) isOffTape = false;
  }
  out.isOffTape = isOffTape;
  if (wantsGrad && op.derivatives.length > 0 && isFloating(out.dtype)) {
    out.node = new GradNode(op as TensorOp, inputs, out, attributes, kept);
  }
  const current = tape();
  if (current.recorder !== null && !isOffTape) recordOp(current, op as TensorOp, inputs, out);
  return out;
}
