/** What optimisers update: tensors, and the Values of scalar networks. */
import { describe } from '../describe';
import { tape } from '../tape';
import { isTensor } from '../tensor/core';
import { isFloating, type Numbers } from '../tensor/dtype';
import { compact, write } from '../tensor/loops';
import type { NDArray } from '../tensor/ndarray';
import { recordWrite } from '../tensor/record';
import type { Tensor } from '../tensor/tensor';
import { isValue, type Value } from '../value';

/** What training adjusts. */
export type Parameter = Tensor | Value;

/** `n` numbers of a parameter in `data` from `at` on, and their gradients in `grad` from `gradAt` on. */
export interface Run {
  n: number;
  data: Numbers;
  at: number;
  grad: Numbers;
  gradAt: number;
  /** The same as arrays; null for a Value. */
  arrays: { data: NDArray; grad: NDArray } | null;
}

/**
 * The parameters, each once.
 * @throws TypeError or RangeError naming the optimiser for what it cannot update.
 */
export function checkParameters(optimizer: string, given: unknown): Parameter[] {
  if (typeof given !== 'object' || given === null || !(Symbol.iterator in given)) {
    throw new TypeError(
      `${optimizer} expects a list of parameters, as in new optim.${optimizer}(model.parameters(), { lr: 0.1 }), but ` +
        `got ${describe(given)}.`,
    );
  }
  const parameters = new Set(given as Iterable<unknown>);
  if (parameters.size === 0) throw new RangeError(`${optimizer} got no parameters: the list is empty.`);
  return Array.from(parameters, (each, i) => checkParameter(optimizer, each, i));
}

function checkParameter(optimizer: string, given: unknown, i: number): Parameter {
  if (isValue(given)) return given;
  if (!isTensor(given)) {
    throw new TypeError(`${optimizer} expects tensors or Values, but parameter ${i} is ${describe(given)}.`);
  }
  if (!given.isLeaf) {
    throw new TypeError(
      `${optimizer}: parameter ${i} was computed (${given.gradFn}); only leaves are trained. Set requiresGrad after the ` +
        'computation that makes it, or cut that off with detach().',
    );
  }
  if (isFloating(given.dtype)) return given;
  throw new TypeError(`${optimizer}: parameter ${i} is ${given.dtype}; only floating-point numbers are trained.`);
}

/** Lets `update` change a parameter in place, which is no node. One without a grad is left alone. */
export function updateInPlace(parameter: Parameter, update: (run: Run) => void): void {
  if (isValue(parameter)) updateValue(parameter, update);
  else if (parameter.grad !== null) updateTensor(parameter, parameter.grad, update);
}

function updateValue(value: Value, update: (run: Run) => void): void {
  const data = Float64Array.of(value.data);
  update({ n: 1, data, at: 0, grad: Float64Array.of(value.grad), gradAt: 0, arrays: null });
  value.data = data[0];
}

function updateTensor(tensor: Tensor, gradient: Tensor, update: (run: Run) => void): void {
  const { array } = tensor;
  const grad = compact(gradient.array);
  const own = compact(array);
  if (own === array) array.written();
  update({
    n: own.size,
    data: own.values,
    at: own.offset,
    grad: grad.values,
    gradAt: grad.offset,
    arrays: { data: own, grad },
  });
  if (own !== array) write(array, own);
  if (tape().recorder !== null) recordWrite(tape(), tensor, 'data');
}
