import assert from 'node:assert/strict';
import {
  CODE,
  chainRule,
  FIRST_OP,
  type LocalDerivative,
  localDerivative,
  OPS,
  type Op,
  opByName,
  TABLE,
} from '../../../src/engine/ops/table';
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
    const formulas = (name: string) => opByName(name)?.derivatives.map((d: LocalDerivative) => d.formula);
    assert.deepEqual(formulas('mul'), ['b', 'a']);
    assert.deepEqual(formulas('div'), ['1 / b', '−a / b²']);
    assert.deepEqual(formulas('pow'), ['b · aᵇ⁻¹', 'aᵇ · ln a']);
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

describe('chainRule(name, input, upstream, a, b, out)', () => {
  it('multiplies the upstream gradient by the local derivative', () => {
    assert.deepEqual(chainRule('mul', 0, -2, 3, 5, 15), { local: 5, contribution: -10 });
  });

  it('lets nothing through where an op is switched off, where a product would be NaN', () => {
    assert.deepEqual(chainRule('relu', 0, Number.POSITIVE_INFINITY, -1, 0, 0), { local: 0, contribution: 0 });
    assert.deepEqual(chainRule('max', 1, Number.NaN, 2, 1, 2), { local: 0, contribution: 0 });
  });

  it('gives 0 · ∞ = NaN elsewhere', () => {
    assert.deepEqual(chainRule('mul', 0, 0, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), {
      local: Number.POSITIVE_INFINITY,
      contribution: Number.NaN,
    });
  });
});

describe('localDerivative(name, input, a, b, out)', () => {
  it('is the derivative of a table op', () => {
    assert.equal(localDerivative('tanh', 0, 0, 0, 0.5), 0.75);
  });

  it('is NaN for an op that the table does not know', () => {
    assert.equal(localDerivative('square', 0, 2, 0, 4), Number.NaN);
  });
});
