import assert from 'node:assert/strict';
import { gradCheck, MLP, Value } from '../../src/engine/index';
import { OPS } from '../../src/engine/ops/table';
import { Tape, tape, useTape } from '../../src/engine/tape';
import { assertClose } from './numbers';

/** What a row says without the numbers that are not exact. */
const named = (root: Value) => gradCheck(root).map(({ label, op, data, analytic }) => ({ label, op, data, analytic }));
const worst = (root: Value) => Math.max(...gradCheck(root).map(row => row.relativeError));

describe('gradCheck', () => {
  it('gives the gradient of every node in two ways', () => {
    const a = new Value(2, 'a');
    const b = new Value(-3, 'b');
    const e = a.mul(b);
    e.label = 'e';
    const root = e.add(a).mul(2);
    assert.deepEqual(named(root), [
      { label: 'a', op: '', data: 2, analytic: -4 },
      { label: 'b', op: '', data: -3, analytic: 4 },
      { label: 'e', op: '*', data: -6, analytic: 2 },
      { label: '', op: '+', data: -4, analytic: 2 },
      { label: '', op: '*', data: -8, analytic: 1 },
    ]);
    for (const { analytic, numeric, relativeError } of gradCheck(root)) {
      assertClose(numeric, analytic, 1e-9);
      assert.ok(relativeError < 1e-9, `${relativeError}`);
    }
  });

  it('finds every op of the table right, away from its kinks', () => {
    for (const op of OPS) {
      for (const { at } of op.samples.filter(sample => !sample.kink)) {
        const [a, b] = at.map(x => new Value(x));
        const method = a[op.name as 'mul'] as (b?: Value) => Value;
        const error = worst(method.call(a, b));
        assert.ok(error < 1e-6, `${op.name}(${at}): ${error}`);
      }
    }
  });

  it('finds a wrong backward of the user’s own op, and a right one', () => {
    const cube = (slope: (x: number) => number) => (x: Value) =>
      Value.custom(
        'cube',
        [x],
        a => a ** 3,
        (grad, [a]) => [grad * slope(a)],
      );
    const right = cube(a => 3 * a * a);
    const wrong = cube(a => 2 * a * a);
    assert.ok(worst(right(new Value(1.5)).tanh()) < 1e-8);
    const x = new Value(1.5, 'x');
    const [row] = gradCheck(wrong(x), { of: [x] });
    assert.equal(row.analytic, 4.5);
    assertClose(row.numeric, 6.75, 1e-9);
    assertClose(row.relativeError, 1 / 3, 1e-9);
  });

  it('checks ops with one input and with three', () => {
    const last = Value.custom(
      'last',
      [new Value(2)],
      (...data) => data[data.length - 1],
      grad => [grad],
    );
    assert.ok(worst(last) < 1e-9);
    const inputs = [1, 2, 3].map(x => new Value(x));
    const product = Value.custom(
      'product',
      inputs,
      (a, b, c) => a * b * c,
      (grad, [a, b, c]) => [grad * b * c, grad * a * c, grad * a * b],
    );
    assert.deepEqual(
      gradCheck(product.add(1), { of: inputs }).map(row => row.analytic),
      [6, 3, 2],
    );
    assert.ok(worst(product) < 1e-9);
  });

  it('checks a network, at the data that its parameters have by now', () => {
    const network = new MLP(3, [4, 4, 1]);
    const [out] = [network.forward([2, 3, -1])].flat();
    const loss = out.sub(1).pow(2);
    for (const parameter of network.parameters()) parameter.data *= 1.1;
    const of = network.parameters();
    const rows = gradCheck(loss, { of });
    assert.deepEqual(
      rows.map(row => row.data),
      of.map(parameter => parameter.data),
    );
    for (const { relativeError } of rows) assert.ok(relativeError < 1e-6, `${relativeError}`);
  });

  it('says nothing is wrong where a gradient is 0 but for rounding', () => {
    const x = new Value(0.3);
    assert.ok(worst(x.sin().pow(2).add(x.cos().pow(2))) < 1e-6);
  });

  it('shows the kink of relu', () => {
    const x = new Value(0);
    const [row] = gradCheck(x.relu(), { of: [x] });
    assert.deepEqual([row.analytic, row.numeric, row.relativeError], [0, 0.5, 1]);
  });

  it('changes nothing and records nothing', () => {
    const a = new Value(2);
    const root = a.mul(a);
    const { length } = tape();
    gradCheck(root);
    assert.deepEqual([tape().length, a.data, a.grad, root.grad], [length, 2, 0, 0]);
  });

  it('says what is wrong with an argument', () => {
    const root = new Value(2).mul(3);
    const other = new Value(1);
    assert.throws(
      () => gradCheck(4 as unknown as Value),
      /gradCheck expects a Value or a Tensor, but got the number 4/,
    );
    assert.throws(() => gradCheck(root, { of: [root, other] }), /not computed from number 1 of `of`, Value\(data=1/);
    assert.throws(() => gradCheck(root, { nodes: [root] } as object), /gradCheck has no option 'nodes'; there are: of/);
    assert.throws(() => gradCheck(root, { of: [2 as unknown as Value] }), /number 0 is the number 2/);
    const before = useTape(new Tape());
    try {
      assert.throws(() => gradCheck(new Value(1), { of: [root] }), /not computed from number 0/);
    } finally {
      useTape(before);
    }
  });
});
