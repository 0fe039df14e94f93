import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Value } from '../../src/engine/index';
import type { OpName } from '../../src/engine/ops/table';
import { assertClose } from './numbers';
import { PYTORCH, python, runScript } from './python';

/** NaN and infinities are words in JSON. */
type Stored = number | string;

interface Fixture {
  points: { op: OpName; at: Stored[]; upstream: Stored; out: Stored; grads: Stored[] }[];
  expressions: { name: keyof typeof EXPRESSIONS; at: number[]; out: number; grads: number[] }[];
}

/** As in make.py. */
const EXPRESSIONS = {
  neuron: ([x1, x2, w1, w2, b]: Value[]) => x1.mul(w1).add(x2.mul(w2)).add(b).tanh(),
  neuron_by_exp: ([x1, x2, w1, w2, b]: Value[]) => {
    const e = x1.mul(w1).add(x2.mul(w2)).add(b).mul(2).exp();
    return e.sub(1).div(e.add(1));
  },
  reuse: ([a, b]: Value[]) => a.mul(b).mul(a.add(b)),
  twice: ([a]: Value[]) => a.add(a),
  every_op: ([a, b]: Value[]) => {
    const c = a.mul(b).add(b.pow(3));
    const d = a.sub(b).tanh().mul(c);
    const e = d.add(a).relu().add(c.neg().relu());
    const f = e.div(10).sigmoid().add(a.div(4).exp());
    const g = f.mul(f).add(1).sqrt().sub(b.add(3).log());
    const h = g.max(c.div(7)).add(g.min(a)).add(d.abs()).add(b.sin().mul(a.cos()));
    return h.div(f.pow(2).add(1)).sub(b.pow(a));
  },
};

function check({ points, expressions }: Fixture): void {
  for (const { op, at, upstream, out, grads } of points) {
    const inputs = at.map(x => new Value(Number(x)));
    const result = (inputs[0][op] as (b?: Value) => Value).call(inputs[0], inputs[1]);
    const where = `${op}(${at}), upstream ${upstream}:`;
    assertClose(result.data, Number(out), 1e-13, where);
    result.grad = Number(upstream);
    result.backwardStep();
    for (const [i, grad] of grads.entries()) assertClose(inputs[i].grad, Number(grad), 1e-13, `${where} grad ${i}`);
  }
  for (const { name, at, out, grads } of expressions) {
    const inputs = at.map(x => new Value(x));
    const result = EXPRESSIONS[name](inputs);
    result.backward();
    assertClose(result.data, out, 1e-13, name);
    for (const [i, grad] of grads.entries()) assertClose(inputs[i].grad, grad, 1e-13, `${name}, grad ${i}`);
  }
}

describe('the engine against PyTorch', () => {
  it('gives the stored numbers for every op, at edges and kinks too, and for whole expressions', () => {
    const stored = JSON.parse(readFileSync(`${PYTORCH}scalars.json`, 'utf8')) as Fixture;
    assert.equal(new Set(stored.points.map(point => point.op)).size, 17);
    check(stored);
  });

  // The stored numbers are the test; where there is a PyTorch, they are held against it as well.
  if (python === undefined) {
    console.log('No Python here has PyTorch: the engine is compared with the stored numbers alone.');
  } else {
    it('gives the numbers of the PyTorch that is installed', function () {
      this.timeout(60_000);
      check(JSON.parse(runScript('make.py')) as Fixture);
    });
  }
});
