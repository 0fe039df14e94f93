import assert from 'node:assert/strict';
import { CODE, contribution, FIRST_OP, OPS, type Op, opByName, TABLE } from '../../../src/engine/ops/table';
import { assertClose } from '../numbers';

const STEP = 1e-5;

/** Central difference of the op with respect to one input. */
function slope(op: Op, at: readonly number[], input: number): number {
  const moved = (by: number) => at.map((x, i) => (i === input ? x + by : x)) as [number, number];
  return (op.forward(...moved(STEP)) - op.forward(...moved(-STEP))) / (2 * STEP);
}

describe('the op table', () => {
  it('lists every op under its own name', () => {
    for (const [key, op] of Object.entries(TABLE)) assert.equal(op.name, key);
    assert.deepEqual(
      OPS.map(op => op.name),
      Object.keys(TABLE),
    );
  });

  it('numbers the ops after leaf and constant, in order', () => {
    assert.equal(CODE.add, 2);
    assert.deepEqual(
      Object.values(CODE),
      OPS.map((_, i) => FIRST_OP + i),
    );
  });

  it('has one derivative per input and words and formulas for everything', () => {
    for (const op of OPS) {
      assert.equal(op.derivatives.length, op.arity, op.name);
      for (const text of [op.symbol, op.word, op.formula, ...op.derivatives.map(d => d.formula)]) {
        assert.ok(text.length > 0, op.name);
      }
    }
  });

  it('finds ops by name, and no others', () => {
    assert.equal(opByName('tanh'), TABLE.tanh);
    assert.equal(opByName('toString'), undefined);
    assert.equal(opByName('leaf'), undefined);
  });

  it('gives formulas in plain mathematics', () => {
    const formulas = (name: string) => opByName(name)?.derivatives.map(d => d.formula);
    assert.deepEqual(formulas('mul'), ['b', 'a']);
    assert.deepEqual(formulas('div'), ['1 / b', '−a / b²']);
    assert.deepEqual(formulas('pow'), ['b · a ** (b − 1)', 'a ** b · ln a']);
    assert.deepEqual(formulas('tanh'), ['1 − out²']);
  });

  for (const op of OPS) {
    describe(op.name, () => {
      it('has at least two samples without a kink, one number per input', () => {
        assert.ok(op.samples.filter(sample => !sample.kink).length >= 2);
        for (const { at } of op.samples) assert.equal(at.length, op.arity);
      });

      it('agrees with finite differences', () => {
        for (const { at, kink } of op.samples) {
          const [a, b] = at as [number, number];
          const out = op.forward(a, b);
          if (kink) continue;
          for (const [input, derivative] of op.derivatives.entries()) {
            assertClose(derivative.at(a, b, out), slope(op, at, input), 1e-7, `${op.name}(${at}), input ${input}:`);
          }
        }
      });

      it('has two slopes at a kink, and takes one between them', () => {
        for (const { at } of op.samples.filter(sample => sample.kink)) {
          const [a, b] = at as [number, number];
          const out = op.forward(a, b);
          const left = (out - op.forward(a - STEP, b)) / STEP;
          const right = (op.forward(a + STEP, b) - out) / STEP;
          assert.ok(Math.abs(left - right) > 0.5, `${op.name} has one slope at ${at}`);
          const chosen = op.derivatives[0].at(a, b, out);
          assert.ok(chosen >= Math.min(left, right) && chosen <= Math.max(left, right));
        }
      });
    });
  }
});

describe('contribution(derivative, upstream, a, b, out)', () => {
  const { POSITIVE_INFINITY: infinity, NaN: nan } = Number;

  it('is the upstream gradient times the local derivative', () => {
    assert.equal(contribution(TABLE.mul.derivatives[0], -2, 3, 5, 15), -10);
  });

  it('is 0 where an op is switched off, whatever the upstream gradient', () => {
    assert.equal(contribution(TABLE.relu.derivatives[0], infinity, -1, 0, 0), 0);
    assert.equal(contribution(TABLE.max.derivatives[1], nan, 2, 1, 2), 0);
    assert.equal(contribution(TABLE.pow.derivatives[0], infinity, 2, 0, 1), 0);
  });

  it('is NaN for 0 · ∞ elsewhere', () => {
    assert.equal(contribution(TABLE.mul.derivatives[0], 0, 1, infinity, infinity), nan);
  });
});
