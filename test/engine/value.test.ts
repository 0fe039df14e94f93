import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Value } from '../../src/engine/index';
import { Tape, tape, useTape } from '../../src/engine/tape';
import { isValue } from '../../src/engine/value';

describe('new Value(data, label)', () => {
  it('is a leaf: no op, no inputs, grad 0', () => {
    const a = new Value(2, 'a');
    assert.deepEqual([a.data, a.grad, a.op, a.label], [2, 0, '', 'a']);
    assert.deepEqual(a.inputs, []);
  });

  it('takes NaN and infinities', () => {
    assert.equal(new Value(Number.NaN).data, Number.NaN);
    assert.equal(new Value(Number.NEGATIVE_INFINITY).data, Number.NEGATIVE_INFINITY);
  });

  it('names what was given in place of a number', () => {
    const make = (given: unknown) => () => new Value(given as number);
    assert.throws(make('3'), {
      name: 'TypeError',
      message: 'new Value(data) expects a number, but got the string "3".',
    });
    assert.throws(make(undefined), /but got undefined/);
    assert.throws(make(null), /but got null/);
    assert.throws(make([1]), /but got an array/);
    assert.throws(make({}), /but got an object/);
    assert.throws(make(new Value(1)), /but got a Value/);
    assert.throws(make(3n), /but got the bigint 3n/);
  });

  it('keeps equal leaves apart', () => {
    const a = new Value(1);
    const b = new Value(1);
    assert.notEqual(a.id, b.id);
    a.add(b).backward();
    a.grad = 5;
    assert.equal(b.grad, 1);
  });
});

describe('inputs', () => {
  it('are the operands themselves, in order', () => {
    const a = new Value(2);
    const b = new Value(3);
    const c = a.sub(b);
    assert.equal(c.inputs[0], a);
    assert.equal(c.inputs[1], b);
    assert.equal(c.tanh().inputs[0], c);
  });

  it('are two for a * a, both the same', () => {
    const a = new Value(3);
    const square = a.mul(a);
    assert.equal(square.inputs.length, 2);
    assert.equal(square.inputs[0], a);
    assert.equal(square.inputs[1], a);
    square.backward();
    assert.equal(a.grad, 6);
  });

  it('hold a plain number as a constant, always the same object, which gets no grad', () => {
    const a = new Value(2);
    const c = a.mul(5);
    const five = c.inputs[1];
    assert.equal(c.inputs[1], five);
    assert.deepEqual([five.data, five.op, five.inputs.length], [5, '', 0]);
    c.backward();
    assert.equal(five.grad, 0);
    assert.equal(a.grad, 5);
  });
});

describe('the methods', () => {
  it('compute and say their op', () => {
    const a = new Value(4);
    const b = new Value(-2);
    const made = [a.add(b), a.sub(b), a.mul(b), a.div(b), a.pow(b), a.max(b), a.min(b), a.neg(), a.sqrt(), b.relu()];
    assert.deepEqual(
      made.map(v => [v.op, v.data]),
      [
        ['+', 2],
        ['-', 6],
        ['*', -8],
        ['/', -2],
        ['**', 0.0625],
        ['max', 4],
        ['min', -2],
        ['-', -4],
        ['sqrt', 2],
        ['relu', 0],
      ],
    );
  });

  it('name the op and what was given when an operand is no number', () => {
    const a = new Value(1);
    assert.throws(() => a.mul(undefined as unknown as number), {
      name: 'TypeError',
      message: 'mul expects a Value or a number, but got undefined.',
    });
    assert.throws(() => a.add('1' as unknown as number), /add expects a Value or a number, but got the string "1"/);
  });

  it('refuse a Value of another run', () => {
    const old = new Value(1);
    const before = useTape(new Tape());
    try {
      assert.throws(() => new Value(2).add(old), /add: the operand Value\(data=1, grad=0\) belongs to another run/);
      assert.throws(() => old.tanh(), /tanh: .* belongs to another run/);
      assert.equal(old.data, 1);
    } finally {
      useTape(before);
    }
  });
});

describe('data, grad and label', () => {
  it('can be assigned to; no node is made, and what was computed before stays', () => {
    const a = new Value(2);
    const b = a.mul(3);
    const { length } = tape();
    a.data += 1;
    a.grad = 0.5;
    a.label = 'a';
    assert.deepEqual([a.data, a.grad, a.label, b.data], [3, 0.5, 'a', 6]);
    assert.equal(tape().length, length);
  });

  it('take numbers and a string only', () => {
    const a = new Value(2);
    assert.throws(() => (a.data = new Value(1) as unknown as number), /A Value's data is a number, but got a Value/);
    assert.throws(() => (a.grad = undefined as unknown as number), /A Value's grad is a number, but got undefined/);
    assert.throws(() => (a.label = 5 as unknown as string), /A Value's label is a string, but got the number 5/);
  });

  it('zeroGrad() sets the own grad to 0 and no other', () => {
    const a = new Value(2);
    const b = a.mul(3);
    b.backward();
    b.zeroGrad();
    assert.deepEqual([a.grad, b.grad], [3, 0]);
  });
});

describe('as text', () => {
  const v = new Value(4);
  v.grad = -2;

  it('is Value(data=4, grad=-2), in a template and in the console too', () => {
    assert.equal(v.toString(), 'Value(data=4, grad=-2)');
    assert.equal(`${v}`, 'Value(data=4, grad=-2)');
    assert.equal(inspect([v]), '[ Value(data=4, grad=-2) ]');
  });

  it('is short in JSON', () => {
    assert.equal(JSON.stringify(v), '{"data":4,"grad":-2,"label":"","op":""}');
  });

  it('throws where an operator would silently make text or NaN of it', () => {
    const x = v as unknown as number;
    const uses = [
      () => x * 2,
      () => x + 1,
      () => -x,
      () => Math.exp(x),
      () => [x, x].sort(() => x),
      () => +x,
      () => ~x,
    ];
    for (const use of uses)
      assert.throws(use, /^TypeError: A Value was used where JavaScript wants a .*a\.tanh\(\).*a\.data.*a\.add\(b\)/);
  });

  it('speaks of text as well where JavaScript would take it', () => {
    assert.throws(() => (v as unknown as number) + 1, /wants a number or text/);
  });
});

describe('isValue(x)', () => {
  it('is true for Values alone, and runs no code of the object', () => {
    assert.equal(isValue(new Value(1)), true);
    const trap = () => {
      throw new Error('looked at');
    };
    const proxy = new Proxy(new Value(1), { get: trap, has: trap, getPrototypeOf: trap });
    for (const x of [1, null, undefined, 'v', {}, Object.create(Value.prototype), proxy])
      assert.equal(isValue(x), false);
  });
});
