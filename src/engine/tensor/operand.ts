/** The arguments of ops: tensors, or plain numbers beside them. */
import { describe } from '../describe';
import { apply } from './apply';
import { isTensor, type TensorCore } from './core';
import { dtypeBeside, element } from './dtype';
import { single } from './ndarray';
import { NO_ATTRIBUTES, type NoAttributes, type TensorOp } from './ops/op';
import type { Tensor } from './tensor';

/** The result of an op with two inputs, of which one may be a plain number. */
export function applyBinary(op: TensorOp<NoAttributes>, a: TensorCore, b: Tensor | number): Tensor {
  return apply(op, [a, typeof b === 'number' ? numberBeside(a, b) : checkOperand(op.name, b)], NO_ATTRIBUTES);
}

/** A plain number as operand: it has no dtype of its own and is no node of its own making. */
export function numberBeside(tensor: TensorCore, value: number): Tensor {
  const dtype = dtypeBeside(tensor.dtype, value);
  const made = tensor.make(single(dtype, element(dtype, value)));
  made.isOffTape = true;
  return made;
}

/** @throws TypeError naming the op unless it is a tensor. */
export function checkOperand(op: string, given: unknown): Tensor {
  if (isTensor(given)) return given;
  throw new TypeError(`${op} expects a tensor or a number, but got ${describe(given)}.`);
}

/** The same where a plain number won't do. */
export function checkTensor(op: string, given: unknown): Tensor {
  if (isTensor(given)) return given;
  throw new TypeError(`${op} expects a tensor, but got ${describe(given)}.`);
}
