import assert from 'node:assert/strict';
import { F, Generator, randn, type Tensor, tensor, zeros } from '../../../src/engine/index';
import { setKernels } from '../../../src/engine/tensor/memory';

/** Megabytes of tensors that nobody keeps: whatever was in the kernels' memory before moves. */
function churn(): void {
  const x = zeros([64, 256]);
  for (let i = 0; i < 100; i++) x.add(i).mul(2);
}

const sumOf = (t: Tensor) => t.sum().item();

describe('Tensors whose numbers have moved in memory', () => {
  it('keep them, however many others were made since', () => {
    const x = randn([5000], { generator: new Generator(1) });
    const made = Array.from({ length: 400 }, (_, i) => x.mul(i));
    churn();
    const one = x.toTypedArray();
    for (const [i, t] of made.entries()) {
      assert.deepEqual(
        t.toTypedArray(),
        one.map(number => Math.fround(number * i)),
      );
    }
  });

  it('still share them with their views', () => {
    const t = zeros([100, 90]).add(1);
    const [turned, part, flat] = [t.T, t.slice(0, 10, 20), t.view(9000)];
    churn();
    t.mul_(3);
    churn();
    part.add_(1);
    assert.deepEqual([turned, part, flat, t].map(sumOf), [27_900, 3600, 27_900, 27_900]);
    assert.equal(flat.index(900).item(), 4);
  });

  it('are computed with as before', () => {
    const generator = new Generator(2);
    const [a, b] = [randn([40, 50], { generator }), randn([50, 30], { generator })];
    const before = a.matmul(b);
    churn();
    const after = a.matmul(b);
    assert.deepEqual(after.toTypedArray(), before.toTypedArray());
  });
});

describe('A change in place', () => {
  it('finds room for kernels, however full their memory is', () => {
    const x = zeros([300, 300]);
    const kept = zeros([64, 256]);
    const made: Tensor[] = [];
    for (let i = 0; i < 300; i++) made.push(kept.add(i));
    x.add_(1);
    assert.ok(x.array.storage.pointer >= 0);
    assert.equal(sumOf(x), 90_000);
  });
});

describe('Gradients', () => {
  const generator = new Generator(3);
  const x = randn([32, 40], { generator });
  const y = tensor(
    Array.from({ length: 32 }, (_, i) => i % 20),
    { dtype: 'int32' },
  );
  const w = randn([40, 20], { generator, requiresGrad: true });

  it('of leaves stay what they were when later passes use the memory of this one again', () => {
    const kept: { grad: Tensor; numbers: ArrayLike<number> }[] = [];
    for (let step = 0; step < 50; step++) {
      w.grad = null;
      F.crossEntropy(x.matmul(w).tanh(), y).backward();
      w.data = w.data.sub(w.grad!.mul(0.1));
      kept.push({ grad: w.grad!, numbers: w.grad!.toTypedArray() });
    }
    for (const { grad, numbers } of kept) assert.deepEqual(grad.toTypedArray(), numbers);
    assert.notDeepEqual(kept[0].numbers, kept[49].numbers);
  });

  it('of interior nodes do, too, when they are retained', () => {
    const pass = () => {
      const h = x.matmul(w).tanh();
      h.retainGrad();
      F.crossEntropy(h, y).backward();
      return h.grad!;
    };
    const first = pass();
    const numbers = first.toTypedArray();
    w.data = w.data.mul(0.5);
    const second = pass();
    assert.deepEqual(first.toTypedArray(), numbers);
    assert.notDeepEqual(second.toTypedArray(), numbers);
  });

  it('are right again after a pass that failed', () => {
    const loss = () => F.crossEntropy(x.matmul(w).tanh(), y);
    const gradOf = () => {
      w.grad = null;
      loss().backward();
      return w.grad!.toTypedArray();
    };
    const expected = gradOf();
    const stale = loss();
    const h = x.mul(w.sum());
    const broken = h.mul(h).sum().add(stale);
    h.detach().mul_(2);
    assert.throws(() => broken.backward(), /changed in place/);
    assert.deepEqual(gradOf(), expected);
  });
});

describe('Kernels', () => {
  it('can be chosen before the first large tensor only', () => {
    zeros([1000]);
    assert.throws(() => setKernels({ build: 'plain' }), /there have been tensors already/);
  });
});

describe('Rows and parts of large tensors', () => {
  const table = randn([3000, 40], { generator: new Generator(5) });
  const rows = tensor([2999, 0, 1500], { dtype: 'int32' });

  it('are computed with where the whole is not moved', () => {
    churn();
    const { block } = table.array.storage;
    const part = table.slice(0, 100, 110);
    const doubled = part.mul(2);
    const product = part.matmul(table.slice(0, 5, 8).T);
    assert.equal(table.array.storage.block, block);
    assert.deepEqual(
      doubled.toTypedArray(),
      part.toTypedArray().map(number => 2 * number),
    );
    const exact = part.to('float64').matmul(table.slice(0, 5, 8).to('float64').T);
    assert.ok(product.sub(exact).abs().max().item() < 1e-5);
  });

  it('are taken by their numbers, and get their gradients', () => {
    const one = table.index(rows);
    assert.deepEqual(one.index(0).tolist(), table.index(2999).tolist());
    const w = table.detach().clone();
    w.requiresGrad = true;
    w.index(rows).sum().backward();
    assert.deepEqual([sumOf(w.grad!), sumOf(w.grad!.index(1500)), sumOf(w.grad!.index(1))], [120, 40, 0]);
  });
});
