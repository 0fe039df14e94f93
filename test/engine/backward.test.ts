import assert from 'node:assert/strict';
import { Value } from '../../src/engine/index';
import { assertClose } from './numbers';

const BIAS = 6.8813735870195432;

/** Fact 2: L = (a·b + c)·f, which is −8. */
function expression({ a = 2, b = -3, c = 10, f = -2 } = {}) {
  const leaves = { a: new Value(a), b: new Value(b), c: new Value(c), f: new Value(f) };
  const e = leaves.a.mul(leaves.b);
  const d = e.add(leaves.c);
  return { ...leaves, e, d, L: d.mul(leaves.f) };
}

/** Fact 3: one neuron, up to n. */
function neuron() {
  const x1 = new Value(2);
  const x2 = new Value(0);
  const w1 = new Value(-3);
  const w2 = new Value(1);
  const b = new Value(BIAS);
  const x1w1 = x1.mul(w1);
  const x2w2 = x2.mul(w2);
  const sum = x1w1.add(x2w2);
  return { x1, x2, w1, w2, b, x1w1, x2w2, sum, n: sum.add(b) };
}

describe('backward()', () => {
  it('gives L = (a·b + c)·f the grads of the lecture', () => {
    const { a, b, c, d, e, f, L } = expression();
    assert.equal(d.data, 4);
    assert.equal(L.data, -8);
    L.backward();
    assert.deepEqual(
      [L, d, f, e, c, a, b].map(v => v.grad),
      [1, -2, 4, -2, -2, 6, -4],
    );
  });

  it('agrees with nudging each leaf by 0.0001', () => {
    const h = 1e-4;
    const { L, ...nodes } = expression();
    L.backward();
    for (const [leaf, start] of Object.entries({ a: 2, b: -3, c: 10, f: -2 })) {
      const nudged = expression({ [leaf]: start + h }).L.data;
      assertClose((nudged - L.data) / h, nodes[leaf as 'a'].grad, 1e-8, leaf);
    }
  });

  it('points uphill: moving the leaves by 0.01 · grad raises L to about −7.286', () => {
    const { a, b, c, f, L } = expression();
    L.backward();
    for (const leaf of [a, b, c, f]) leaf.data += 0.01 * leaf.grad;
    const moved = a.mul(b).add(c).mul(f);
    assert.equal(moved.data.toFixed(3), '-7.286');
  });

  it('gives a neuron the grads of the lecture, and the same through exp', () => {
    const byTanh = (n: Value) => n.tanh();
    const byExp = (n: Value) => {
      const e = n.mul(2).exp();
      return e.sub(1).div(e.add(1));
    };
    for (const activation of [byTanh, byExp]) {
      const { n, x1, w1, x2, w2 } = neuron();
      const o = activation(n);
      o.backward();
      assertClose(n.data, 0.8813735870195432, 1e-15);
      assertClose(o.data, Math.SQRT1_2, 1e-15);
      for (const [v, grad] of [
        [n, 0.5],
        [w1, 1],
        [x1, -1.5],
        [w2, 0],
        [x2, 0.5],
      ] as const)
        assertClose(v.grad, grad, 1e-14);
    }
  });

  it('adds up over uses', () => {
    const a = new Value(3);
    a.add(a).backward();
    assert.equal(a.grad, 2);

    const x = new Value(-2);
    const y = new Value(3);
    x.mul(y).mul(x.add(y)).backward();
    assert.deepEqual([x.grad, y.grad], [-3, -8]);
  });

  it("adds up over passes as micrograd's: the root starts from 1 again, all others go on from what they had", () => {
    const a = new Value(2);
    const b = a.mul(3);
    const root = b.mul(4);
    root.backward();
    assert.deepEqual([root.grad, b.grad, a.grad], [1, 4, 12]);
    root.backward();
    assert.deepEqual([root.grad, b.grad, a.grad], [1, 8, 36]);
  });

  it('reaches what the root was computed from and nothing else', () => {
    const a = new Value(2);
    const b = a.mul(3);
    const aside = a.mul(100);
    const later = b.mul(7);
    b.backward();
    assert.deepEqual([a.grad, aside.grad, later.grad], [3, 0, 0]);
  });

  it('takes leaves that were made between the other nodes', () => {
    const a = new Value(1);
    const b = a.neg();
    const c = new Value(2);
    const d = b.add(c);
    const e = new Value(3);
    d.mul(e).backward();
    assert.deepEqual([a.grad, b.grad, c.grad, d.grad, e.grad], [-3, 3, 3, 3, 1]);
  });

  it('starts at a leaf as well', () => {
    const a = new Value(2);
    a.backward();
    assert.equal(a.grad, 1);
  });

  it('gives NaN where an upstream gradient of 0 meets an infinite derivative', () => {
    const a = new Value(0);
    a.sqrt().mul(0).backward();
    assert.equal(a.grad, Number.NaN);
  });

  it('works on a chain of 1,000,000 nodes', function () {
    this.timeout(20_000);
    const one = new Value(1);
    let x = one;
    for (let i = 0; i < 1_000_000; i++) x = x.add(1);
    x.backward();
    assert.deepEqual([x.data, one.grad], [1_000_001, 1]);
  });

  it('refuses to run inside another pass, and works again afterwards', () => {
    const a = new Value(2);
    const nested = Value.custom(
      'nested',
      [a],
      x => x,
      () => {
        a.mul(2).backward();
        return [1];
      },
    );
    assert.throws(() => nested.backward(), /backward\(\) was called from inside the backward of an op/);
    a.zeroGrad();
    a.mul(3).backward();
    assert.equal(a.grad, 3);
  });

  it('gives what it would have given, after a pass that the backward of an op broke off', () => {
    const a = new Value(2);
    const b = a.mul(5);
    let works = false;
    const flaky = Value.custom(
      'flaky',
      [a],
      x => 3 * x,
      grad => {
        if (!works) throw new Error('not yet');
        return [3 * grad];
      },
    );
    const root = b.add(flaky);
    assert.throws(() => root.backward(), /not yet/);
    works = true;
    for (const value of [a, b, flaky, root]) value.zeroGrad();
    root.backward();
    assert.deepEqual([a.grad, b.grad, flaky.grad, root.grad], [8, 1, 1, 1]);
  });
});

describe('backwardStep()', () => {
  it("passes a node's grad on once: the whole pass, by hand, in topological order", () => {
    const { n, sum, b, x1w1, x2w2, x1, x2, w1, w2 } = neuron();
    const o = n.tanh();
    o.grad = 1;
    o.backwardStep();
    assertClose(n.grad, 0.5, 1e-14);
    n.backwardStep();
    assertClose(b.grad, 0.5, 1e-14);
    assertClose(sum.grad, 0.5, 1e-14);
    assert.equal(x1w1.grad, 0);
    b.backwardStep();
    sum.backwardStep();
    x1w1.backwardStep();
    x2w2.backwardStep();
    for (const [v, grad] of [
      [w1, 1],
      [x1, -1.5],
      [w2, 0],
      [x2, 0.5],
    ] as const)
      assertClose(v.grad, grad, 1e-14);
  });

  it('adds to what is there, again at each call', () => {
    const a = new Value(2);
    const b = a.mul(5);
    a.grad = 1;
    b.grad = 1;
    b.backwardStep();
    b.backwardStep();
    assert.equal(a.grad, 11);
  });
});
