/** Functions of several tensors. */
import { describe } from '../describe';
import { apply } from './apply';
import { isTensor } from './core';
import { DEFAULT_DTYPE } from './dtype';
import { readEinsum } from './einsum';
import { single } from './ndarray';
import { checkTensor, numberBeside } from './operand';
import { einsum as einsumOp } from './ops/einsum';
import { cat as catOp, stack as stackOp } from './ops/join';
import { NO_ATTRIBUTES } from './ops/op';
import { where as whereOp } from './ops/selection';
import { dimension } from './shape';
import type { Tensor } from './tensor';

function checkList(op: string, tensors: readonly Tensor[]): readonly Tensor[] {
  if (!Array.isArray(tensors)) throw new TypeError(`${op} expects an array of tensors, but got ${describe(tensors)}.`);
  if (tensors.length === 0) throw new RangeError(`${op} expects at least one tensor.`);
  return tensors.map(each => checkTensor(op, each));
}

/** Tensors of one shape along a new dimension. */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  const list = checkList('stack', tensors);
  return apply(stackOp, list, { dim: dimension('stack', dim, list[0].ndim + 1) });
}

/** Tensors one behind the other along a dimension; their other sizes are the same. */
export function cat(tensors: readonly Tensor[], dim = 0): Tensor {
  const list = checkList('cat', tensors);
  const shaped = list.find(each => each.numel() > 0 || each.ndim !== 1) ?? list[0];
  if (list.some(each => each.ndim === 0)) throw new RangeError('cat: single numbers have no dimension; use stack.');
  return apply(catOp, list, { dim: dimension('cat', dim, shaped.ndim) });
}

/** `a` where the condition is true, else `b`; all three broadcast. */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  const test = checkTensor('where', condition);
  if (test.dtype !== 'bool') {
    throw new TypeError(`where expects a bool tensor as condition, such as a.gt(0), but this one is ${test.dtype}.`);
  }
  const beside = isTensor(a) ? a : isTensor(b) ? b : test.make(single(DEFAULT_DTYPE, 0));
  const operand = (given: Tensor | number) =>
    typeof given === 'number' ? numberBeside(beside, given) : checkTensor('where', given);
  return apply(whereOp, [test, operand(a), operand(b)], NO_ATTRIBUTES);
}

/**
 * Sums of products over named dimensions: `einsum('ij,jk->ik', a, b)` is the matrix product, 'ii->i' the diagonal,
 * '...ij->...ji' a transposition. Any number of operands.
 * @throws SyntaxError for what is no such notation, RangeError where it does not fit the shapes.
 */
export function einsum(notation: string, ...operands: Tensor[]): Tensor {
  if (typeof notation !== 'string') throw new TypeError(`einsum expects a notation, but got ${describe(notation)}.`);
  const list = checkList('einsum', operands);
  return apply(
    einsumOp,
    list,
    readEinsum(
      notation,
      list.map(each => each.shape),
    ),
  );
}
