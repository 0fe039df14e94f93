import assert from 'node:assert/strict';
import { F, Tensor } from '../../../src/engine/index';
import { TENSOR_OPS } from '../../../src/engine/tensor/ops/table';
import { isOperation } from './pytorch/operations';

/** What is compared under another name, or, being random, with PyTorch's random numbers. */
const ELSEWHERE = ['select', 'dropout'];

/** Methods and getters of tensors that compute nothing, and those within that others are made of. */
const NO_OPS = [
  ...['constructor', 'make', 'itself', 'over', 'spreadOver', 'best', 'compute', 'put', 'checkAllowed'],
  ...['shape', 'strides', 'dtype', 'ndim', 'numel', 'size', 'isContiguous', 'label', 'toString'],
  ...['requiresGrad', 'isLeaf', 'gradFn', 'grad', 'data', 'detach', 'retainGrad', 'zeroGrad', 'backward'],
  ...['item', 'tolist', 'toTypedArray', 'toJSON'],
];

/** The names of all methods and getters, inherited ones included. */
function membersOf(prototype: object | null): string[] {
  if (prototype === null || prototype === Object.prototype) return [];
  return [...Object.getOwnPropertyNames(prototype), ...membersOf(Object.getPrototypeOf(prototype) as object | null)];
}

const notCompared = (names: readonly string[]) => names.filter(name => !isOperation(name) && !ELSEWHERE.includes(name));

describe('What is compared with PyTorch', () => {
  it('is every op of the table', () => {
    assert.ok(TENSOR_OPS.length > 50);
    assert.deepEqual(notCompared(TENSOR_OPS.map(op => op.name)), []);
  });

  it('is every method of tensors that computes', () => {
    const members = new Set(membersOf(Tensor.prototype));
    assert.deepEqual(notCompared([...members].filter(name => !NO_OPS.includes(name))), []);
    assert.deepEqual(
      NO_OPS.filter(name => !members.has(name)),
      [],
    );
  });

  it('is every function of F', () => {
    assert.deepEqual(notCompared(Object.keys(F)), []);
  });
});
