import assert from 'node:assert/strict';
import { CODE, CONSTANT, LEAF } from '../../src/engine/ops/table';
import { NONE, Tape, tape, useTape } from '../../src/engine/tape';

describe('Tape', () => {
  it('numbers nodes in the order in which they are made', () => {
    const t = new Tape();
    assert.equal(t.push(LEAF, NONE, NONE, 2), 0);
    assert.equal(t.push(CONSTANT, NONE, NONE, 3), 1);
    assert.equal(t.push(CODE.mul, 0, 1, 6), 2);
    assert.equal(t.length, 3);
    assert.deepEqual(t.frame.inputsOf(2), [0, 1]);
    assert.deepEqual(t.frame.inputsOf(0), []);
    assert.deepEqual([...t.data.subarray(0, 3)], [2, 3, 6]);
  });

  it('keeps every column as it grows', () => {
    const t = new Tape();
    t.scopeOf = () => t.length % 7;
    for (let i = 0; i < 10_000; i++) {
      t.push(i === 0 ? LEAF : CODE.neg, i === 0 ? NONE : i - 1, NONE, i);
      t.grad[i] = -i;
    }
    t.stamp(5);
    for (const i of [1, 4095, 4096, 8191, 8192, 9999]) {
      assert.deepEqual([t.op[i], t.in0[i], t.in1[i], t.data[i], t.grad[i]], [CODE.neg, i - 1, NONE, i, -i]);
      assert.deepEqual([t.site[i], t.frame.structure.scopeOf(i), t.frame.labelOf(i)], [5, i % 7, '']);
    }
  });

  it('describes each code; the first two are leaf and constant', () => {
    const t = new Tape();
    assert.deepEqual(t.ops[LEAF], { name: 'leaf', symbol: '', notation: 'function', arity: 0 });
    assert.deepEqual(t.ops[CONSTANT], { name: 'constant', symbol: '', notation: 'function', arity: 0 });
    assert.deepEqual(t.ops[CODE.add], { name: 'add', symbol: '+', notation: 'infix', arity: 2 });
    assert.deepEqual(t.ops, structuredClone(t.ops));
  });

  it("keeps any number of inputs of the user's own ops", () => {
    const t = new Tape();
    for (let i = 0; i < 40; i++) t.push(LEAF, NONE, NONE, i);
    const code = t.customCode('sum', 'n');
    const few = t.pushMany(code, [3, 1, 2], 6);
    const many = t.pushMany(
      code,
      Array.from({ length: 40 }, (_, i) => i),
      780,
    );
    assert.deepEqual(t.frame.inputsOf(few), [3, 1, 2]);
    assert.equal(t.frame.inputsOf(many).length, 40);
    assert.equal(t.extraLength, 43);
  });

  it("registers the user's own op once per name and arity", () => {
    const t = new Tape();
    const first = t.customCode('square', 1);
    assert.equal(first, CODE.min + 1);
    assert.equal(t.customCode('square', 1), first);
    assert.equal(t.customCode('square', 2), first + 1);
    assert.deepEqual(t.ops[first], { name: 'square', symbol: 'square', notation: 'function', arity: 1, custom: true });
  });

  it('stamps the nodes since the last stamp that have no site', () => {
    const t = new Tape();
    const push = () => t.push(LEAF, NONE, NONE, 0);
    push();
    t.stamp(7);
    push();
    push();
    t.site[2] = 9;
    t.stamp(8);
    t.stamp(10);
    push();
    assert.deepEqual([...t.site.subarray(0, 4)], [7, 8, 9, NONE]);
  });
});

describe('useTape(next)', () => {
  it('replaces the tape that nodes are made on, and returns the one before', () => {
    const next = new Tape();
    const before = useTape(next);
    assert.equal(tape(), next);
    assert.equal(useTape(before), next);
    assert.equal(tape(), before);
  });
});
