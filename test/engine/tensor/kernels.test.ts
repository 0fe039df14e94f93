import assert from 'node:assert/strict';
import { F, optim, randint, randn, type Tensor } from '../../../src/engine';
import { assertClose } from '../numbers';

/** Float32 numbers, enough for kernels, and the same as float64, which the loops compute with. */
function pair(): Tensor[] {
  const many = randn([13, 27]);
  return [many, many.to('float64')].map(each => {
    const leaf = each.detach().clone();
    leaf.requiresGrad = true;
    return leaf;
  });
}

function assertAlike(actual: Tensor, expected: Tensor): void {
  const numbers = expected.toTypedArray();
  for (const [i, x] of actual.toTypedArray().entries()) assertClose(x, numbers[i], 2e-6);
}

const OPS: Record<string, (x: Tensor) => Tensor> = {
  softmax: x => x.softmax(1),
  'softmax of columns': x => x.softmax(0),
  logSoftmax: x => x.logSoftmax(1),
  abs: x => x.abs(),
  max: x => x.max(),
  min: x => x.min(),
};

describe('Kernels in tensors agree with the loops', () => {
  for (const [name, op] of Object.entries(OPS)) {
    it(`in ${name} and its gradient`, () => {
      const [[many, exact], weights] = [pair(), randn([13, 27])];
      const [a, b] = [op(many), op(exact)];
      assertAlike(a, b);
      a.mul(weights).sum().backward();
      b.mul(weights.to('float64')).sum().backward();
      assertAlike(many.grad!, exact.grad!);
    });
  }

  it('in gradients that are added to others', () => {
    const [many, exact] = pair();
    for (const x of [many, exact]) {
      const twice = x.tanh();
      twice.mul(x).add(twice).sum().backward();
      x.exp().sum().backward();
    }
    assertAlike(many.grad!, exact.grad!);
  });

  /** More places than are handed to a kernel at once. */
  const MANY = 5000;
  const positions = (below: number) => randint(0, below, [MANY]);

  it('in the cross entropy of many places, in every pass through it', () => {
    const classes = positions(27);
    const rows = positions(13);
    const [many, exact] = pair();
    for (const x of [many, exact]) {
      const loss = F.crossEntropy(x.index(rows), classes);
      for (const retainGraph of [true, false]) loss.backward(undefined, { retainGraph });
    }
    assertAlike(many.grad!, exact.grad!);
  });

  it('in steps of SGD', () => {
    const [many, exact] = pair();
    for (const x of [many, exact]) {
      const optimizer = new optim.SGD([x], { lr: 0.1 });
      for (let step = 0; step < 3; step++) {
        optimizer.zeroGrad();
        x.exp().sum().backward();
        optimizer.step();
      }
    }
    assertAlike(many, exact);
  });

  it('in the maximum where a number is NaN', () => {
    const many = randn([100]);
    many.slice(0, 70, 71).mul_(Number.NaN);
    assert.ok(Number.isNaN(many.max().item()));
    assert.ok(Number.isNaN(many.min().item()));
  });
});
