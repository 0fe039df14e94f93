import assert from 'node:assert/strict';
import { NOT_MINE, type Operator } from '../../../src/engine/apply';
import { type Tensor, tensor, Value } from '../../../src/engine/index';
import { apply } from '../apply';

const a = tensor([7, 2]);
const b = tensor([2, 4]);
const lists = (results: unknown[]) => results.map(each => (each as Tensor).tolist());

describe('Operators on tensors', () => {
  it('do arithmetic with a tensor or a number on either side', () => {
    const results: [Operator, number[], number[], number[]][] = [
      ['add', [9, 6], [9, 4], [9, 4]],
      ['sub', [5, -2], [5, 0], [-5, 0]],
      ['mul', [14, 8], [14, 4], [14, 4]],
      ['div', [3.5, 0.5], [3.5, 1], [Math.fround(2 / 7), 1]],
      ['pow', [49, 16], [49, 4], [128, 4]],
    ];
    for (const [operator, both, right, left] of results) {
      assert.deepEqual(lists([apply(operator, a, b), apply(operator, a, 2), apply(operator, 2, a)]), [
        both,
        right,
        left,
      ]);
    }
    assert.deepEqual((apply('neg', a) as Tensor).tolist(), [-7, -2]);
  });

  it('compare number by number, and two single numbers to true or false', () => {
    assert.deepEqual(lists([apply('lt', a, b), apply('ge', 2, a), apply('eq', a, b), apply('ne', a, 7)]), [
      [false, true],
      [false, true],
      [false, false],
      [false, true],
    ]);
    const loss = tensor(0.05);
    assert.deepEqual([apply('lt', loss, 0.1), apply('gt', 0.1, loss), apply('le', loss, 0.01)], [true, true, false]);
    assert.equal(typeof (apply('mul', loss, 2) as Tensor).item(), 'number');
  });

  it('compare tensors of one element to true or false whatever their shape', () => {
    assert.deepEqual([apply('gt', tensor([0.5]), 1), apply('gt', tensor([[2]]), tensor([1]))], [false, true]);
  });

  it('leave == with anything else to JavaScript', () => {
    for (const other of [null, undefined, '7', {}]) assert.equal(apply('eq', a, other), NOT_MINE);
  });

  it('join text with +', () => {
    assert.equal(apply('add', 'a: ', a), 'a: tensor([7., 2.])');
  });

  it('say what is wrong with an operand', () => {
    assert.throws(() => apply('mul', a, undefined), /a \* b with a tensor expects .* the right side is undefined/);
    assert.throws(
      () => apply('add', [1], a),
      /the left side is an array\. A list becomes a tensor with tensor\(\[…\]\)/,
    );
    assert.throws(() => apply('mul', a, new Value(1)), /a tensor and a Value: the two don't mix/);
    assert.throws(() => apply('lt', new Value(1), a), /a tensor and a Value/);
    assert.throws(() => apply('mod', a, 2), /% is not an op of tensors/);
  });
});

describe('JavaScript’s own arithmetic', () => {
  it('refuses tensors, and templates print them', () => {
    const untyped: { a: unknown } = { a };
    assert.throws(() => (untyped.a as number) * 2, /lose the graph.*a\.item\(\).*a\.add\(b\)/s);
    assert.equal(`${a}`, 'tensor([7., 2.])');
  });
});
