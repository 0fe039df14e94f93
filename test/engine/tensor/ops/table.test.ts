import assert from 'node:assert/strict';
import * as tapelens from '../../../../src/engine/index';
import { TENSOR_OPS } from '../../../../src/engine/tensor/ops/table';

/** Ops that scripts reach under another name. */
const REACHED_AS: Readonly<Record<string, string>> = { select: 'index', batchNorm: 'F', layerNorm: 'F' };

describe('The table of tensor ops', () => {
  const methods = new Set<string>();
  for (let level = tapelens.Tensor.prototype; level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) methods.add(name);
  }
  const functions = new Set([...Object.keys(tapelens), ...Object.keys(tapelens.F)]);

  it('has each name once', () => {
    assert.equal(new Set(TENSOR_OPS.map(op => op.name)).size, TENSOR_OPS.length);
  });

  for (const op of TENSOR_OPS) {
    it(`says all of ${op.name}`, () => {
      const name = REACHED_AS[op.name] ?? op.name;
      assert.ok(methods.has(name) || functions.has(name), 'is no method and no function');
      assert.equal(op.gradFn, `${op.name[0].toUpperCase()}${op.name.slice(1)}Backward`);
      for (const text of [op.symbol, op.word, op.formula]) assert.match(text, /\S/);
      for (const derivative of op.derivatives)
        if (derivative !== null) assert.match(derivative.formula, /g|0|part|place/);
    });
  }

  it('has a rule for every op but comparisons and positions', () => {
    const without = TENSOR_OPS.filter(op => op.derivatives.length === 0).map(op => op.name);
    assert.deepEqual(without, ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'argmax']);
  });
});
