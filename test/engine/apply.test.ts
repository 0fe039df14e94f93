import assert from 'node:assert/strict';
import { NOT_MINE, type Operator } from '../../src/engine/apply';
import { Value } from '../../src/engine/index';
import { apply } from './apply';

const a = new Value(7);
const b = new Value(2);

describe('operation(operator)', () => {
  it('does arithmetic with a Value on either side', () => {
    const results: [Operator, number, number, number][] = [
      ['add', 9, 8, 8],
      ['sub', 5, 6, -6],
      ['mul', 14, 7, 7],
      ['div', 3.5, 7, 1 / 7],
      ['pow', 49, 7, 1],
    ];
    for (const [operator, both, right, left] of results) {
      const made = [apply(operator, a, b), apply(operator, a, 1), apply(operator, 1, a)] as Value[];
      assert.deepEqual(
        made.map(v => v.data),
        [both, right, left],
      );
    }
    assert.equal((apply('neg', a) as Value).data, -7);
  });

  it('keeps the order of the operands', () => {
    const difference = apply('sub', 1, a) as Value;
    assert.deepEqual([difference.inputs[0].data, difference.inputs[1]], [1, a]);
  });

  it('gives a plain number no grad, on the left either', () => {
    const x = new Value(4);
    const quotient = apply('div', 8, x) as Value;
    quotient.backward();
    assert.deepEqual([quotient.inputs[0].grad, x.grad], [0, -0.5]);
  });

  it('compares by data', () => {
    assert.deepEqual(
      (['lt', 'le', 'gt', 'ge'] as const).map(operator => [apply(operator, a, b), apply(operator, 7, a)]),
      [
        [false, false],
        [false, true],
        [true, false],
        [true, true],
      ],
    );
  });

  it('takes == and != by data between Values and numbers, and leaves them alone beside anything else', () => {
    assert.deepEqual([apply('eq', a, new Value(7)), apply('eq', a, b), apply('eq', 7, a)], [true, false, true]);
    assert.deepEqual([apply('ne', a, new Value(7)), apply('ne', a, b), apply('ne', a, 7)], [false, true, false]);
    for (const other of [null, undefined, '7', true, {}]) assert.equal(apply('eq', a, other), NOT_MINE);
  });

  it('joins text with +', () => {
    assert.equal(apply('add', 'loss ', b), 'loss Value(data=2, grad=0)');
    assert.equal(apply('add', b, '!'), 'Value(data=2, grad=0)!');
  });

  it('leaves alone what has no Value', () => {
    assert.equal(apply('add', 1, 2), NOT_MINE);
    assert.equal(apply('neg', {}), NOT_MINE);
    assert.equal(apply('mul', {}, []), NOT_MINE);
  });

  it('says which side is wrong', () => {
    const message =
      'a * b with a Value expects a Value or a number on the other side, but the right side is undefined.';
    assert.throws(() => apply('mul', a, undefined), { name: 'TypeError', message });
    assert.throws(() => apply('sub', true, a), /a - b .* the left side is true/);
    assert.throws(() => apply('lt', a, '3'), /a < b .* the right side is the string "3"/);
    assert.throws(() => apply('pow', a, 2n), /the right side is the bigint 2n/);
    assert.throws(() => apply('mul', a, {}), /the right side is an object/);
    assert.throws(() => apply('lt', a, new Date()), /the right side is a Date/);
  });

  it('says what to do with an array', () => {
    assert.throws(() => apply('mul', a, [b]), /the right side is an array\. .*xs\.map\(x => a \* x\)/);
    assert.throws(() => apply('sub', [b], a), /the left side is an array\. .*xs\.map\(x => x - a\)/);
  });

  it('has no remainder, and says what to write', () => {
    assert.throws(() => apply('mod', a, 2), /% is not an op of Value.*a\.data % b\.data/);
  });
});
