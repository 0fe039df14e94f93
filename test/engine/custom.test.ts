import assert from 'node:assert/strict';
import { Value } from '../../src/engine/index';

const square = (x: Value) =>
  Value.custom(
    'square',
    [x],
    a => a * a,
    (grad, [a]) => [2 * a * grad],
  );

describe('Value.custom(name, inputs, forward, backward)', () => {
  it('computes, draws and passes gradients as it is told', () => {
    const a = new Value(3);
    const b = square(a);
    assert.deepEqual([b.data, b.op], [9, 'square']);
    assert.equal(b.inputs[0], a);
    b.mul(2).backward();
    assert.equal(a.grad, 12);
  });

  it('takes any number of inputs, plain numbers among them', () => {
    const a = new Value(2);
    const b = new Value(3);
    const product = Value.custom(
      'product',
      [a, b, 5, a],
      (...x) => x.reduce((p, y) => p * y),
      (grad, x, out) => x.map(y => (grad * out) / y),
    );
    assert.equal(product.data, 60);
    assert.equal(product.inputs[3], a);
    assert.equal(product.inputs[2].data, 5);
    product.backward();
    assert.deepEqual([a.grad, b.grad, product.inputs[2].grad], [60, 20, 0]);
    product.backwardStep();
    assert.equal(a.grad, 120);
  });

  it('keeps the backward of each call, not of the name', () => {
    const scaled = (x: Value, k: number) =>
      Value.custom(
        'scaled',
        [x],
        a => k * a,
        grad => [k * grad],
      );
    const a = new Value(1);
    const two = scaled(a, 2);
    const seven = scaled(a, 7);
    two.backward();
    assert.equal(a.grad, 2);
    seven.backward();
    assert.equal(a.grad, 9);
  });

  it('names the op and the rule when something wrong is returned', () => {
    const a = new Value(2);
    const make = (forward: unknown, backward: unknown) => () =>
      Value.custom('mine', [a, 1], forward as () => number, backward as () => number[]).backward();
    const two = () => 2;
    assert.throws(
      make(() => 'x', two),
      /^TypeError: Value\.custom\('mine'\): forward must return a number, but it returned the string "x"/,
    );
    assert.throws(
      make(two, () => [1]),
      /Value\.custom\('mine'\): backward must return an array of one number per input \(2\), but it returned 1/,
    );
    assert.throws(
      make(two, () => 5),
      /but it returned the number 5/,
    );
    assert.throws(
      make(two, () => [1, undefined]),
      /but number 2 of them is undefined/,
    );
  });

  it('names what is wrong with its arguments', () => {
    const f = () => 1;
    const g = () => [1];
    const custom = Value.custom as (...args: unknown[]) => Value;
    assert.throws(() => custom('', [1], f, g), /expects the op's name first, but got the string ""/);
    assert.throws(() => custom('mine', [], f, g), /'mine'.* at least one Value or number, but got an empty array/);
    assert.throws(() => custom('mine', 3, f, g), /but got the number 3/);
    assert.throws(
      () => custom('mine', ['3'], f, g),
      /Value\.custom\('mine'\) expects a Value or a number, but got the string "3"/,
    );
    assert.throws(() => custom('mine', [1], 3, g), /expects forward to be a function, but got the number 3/);
    assert.throws(() => custom('mine', [1], f), /expects backward to be a function, but got undefined/);
  });
});
