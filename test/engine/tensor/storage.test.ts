import assert from 'node:assert/strict';
import { arange, noGrad, ones, optim, stack, tensor, zeros } from '../../../src/engine/index';

const numbers = () =>
  tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

describe('Writing what lies in the same storage', () => {
  it('turns a matrix', () => {
    const a = arange(9).view(3, 3);
    a.data = a.T;
    assert.deepEqual(a.tolist(), [
      [0, 3, 6],
      [1, 4, 7],
      [2, 5, 8],
    ]);
  });

  it('moves numbers to either side', () => {
    const [up, down] = [arange(10), arange(10)];
    up.slice(0, 1, 10).copy_(up.slice(0, 0, 9));
    down.slice(0, 0, 9).copy_(down.slice(0, 1, 10));
    assert.deepEqual(up.tolist(), [0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(down.tolist(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
  });

  it('moves many numbers, as kernels do', () => {
    const a = arange(100000).to('float32');
    a.view(1000, 100)
      .slice(0, 1)
      .copy_(a.view(1000, 100).slice(0, 0, 999));
    assert.deepEqual([a.slice(0, 99900, 99901).item(), a.slice(0, 99, 101).tolist()], [99800, [99, 0]]);
  });
});

describe('Whoever watches a storage', () => {
  /** What the storage held when its watcher was told, once for each time. */
  const told = (change: (t: ReturnType<typeof ones>) => void, size = 3) => {
    const t = ones([size]);
    const seen: number[][] = [];
    t.array.storage.watcher = { aboutToChange: () => seen.push(t.tolist<number[]>().slice(0, 3)) };
    change(t);
    return seen;
  };
  const before = [[1, 1, 1]];

  it('is told before its numbers change, in whatever way', () => {
    for (const size of [3, 5000]) {
      assert.deepEqual(
        told(t => {
          t.data = zeros([size]);
        }, size),
        before,
      );
      assert.deepEqual(
        told(t => t.slice(0, 1).fill_(0), size),
        before,
      );
      assert.deepEqual(
        told(t => t.detach().mul_(2), size),
        before,
      );
      for (const make of [optim.SGD, optim.Adam, optim.RMSprop]) {
        const seen = told(t => {
          t.requiresGrad = true;
          t.mul(2).sum().backward();
          new make([t], { lr: 0.1 }).step();
        }, size);
        assert.deepEqual(seen, before);
      }
    }
  });

  it('is told before a pass adds to a grad', () => {
    for (const size of [3, 5000]) {
      const w = ones([size], { requiresGrad: true });
      w.sum().backward();
      const seen: number[] = [];
      w.grad!.array.storage.watcher = { aboutToChange: () => seen.push(w.grad!.tolist<number[]>()[size - 1]) };
      w.mul(2).sum().backward();
      assert.deepEqual([seen, w.grad!.tolist<number[]>()[0]], [[1], 3]);
    }
  });

  it('hears nothing of reading', () => {
    assert.deepEqual(
      told(t => [t.mul(2), t.clone().fill_(3), t.view(3, 1), t.tolist()]),
      [],
    );
  });
});

describe('Views', () => {
  it('share the storage of what they show', () => {
    const a = numbers();
    const views = [a.view(6), a.T, a.transpose(0, 1), a.permute(1, 0), a.slice(1, 1), a.index(1), a.unsqueeze(0)];
    for (const view of [...views, a.expand(2, 2, 3), a.detach(), a.data, a.reshape(3, 2), a.flatten(), a.squeeze()]) {
      assert.equal(view.array.storage, a.array.storage);
    }
  });

  it('see what is written through any of them', () => {
    const a = numbers();
    const [row, turned] = [a.index(0), a.T];
    a.data = tensor([
      [10, 20, 30],
      [40, 50, 60],
    ]);
    assert.deepEqual(
      [row.tolist(), turned.tolist()],
      [
        [10, 20, 30],
        [
          [10, 40],
          [20, 50],
          [30, 60],
        ],
      ],
    );
    row.zero_();
    assert.deepEqual(a.tolist(), [
      [0, 0, 0],
      [40, 50, 60],
    ]);
  });

  it('are no copies, and copies are no views', () => {
    const a = numbers();
    for (const copy of [a.clone(), a.T.reshape(6), a.index(arange(2)), a.add(0), stack([a]), tensor(a)]) {
      assert.notEqual(copy.array.storage, a.array.storage);
    }
  });

  it('of numbers in another order than theirs are refused, and reshape copies', () => {
    const turned = numbers().T;
    assert.equal(turned.isContiguous(), false);
    assert.throws(() => turned.view(6), /don't lie in memory as \(6\).*Use reshape/);
    assert.deepEqual(turned.reshape(6).tolist(), [1, 4, 2, 5, 3, 6]);
  });

  it('split and join dimensions that lie in memory as one, of what is not contiguous, too', () => {
    const a = arange(24).view(4, 6).slice(1, 0, 3);
    assert.deepEqual(a.view(2, 2, 3).shape, [2, 2, 3]);
    assert.deepEqual(a.view(2, 2, 3, 1).index(1, 1).tolist(), [[18], [19], [20]]);
    assert.throws(() => a.view(12), /Use reshape/);
  });
});

describe('Assigning to data', () => {
  it('copies numbers in and leaves shape, dtype and graph as they are', () => {
    const w = ones([2], { requiresGrad: true });
    const { storage } = w.array;
    w.data = w.data.sub(tensor([0.5, 2], { dtype: 'float64' }));
    assert.deepEqual([w.tolist(), w.dtype, w.requiresGrad, w.isLeaf], [[0.5, -1], 'float32', true, true]);
    assert.equal(w.array.storage, storage);
  });

  it('wants the same shape', () => {
    const w = ones([2]);
    assert.throws(() => {
      w.data = ones([1, 2]);
    }, /data: the tensor has the shape \(2\), but what was assigned has \(1, 2\)/);
  });
});

describe('Changes in place', () => {
  it('return the tensor itself and broadcast what comes in', () => {
    const a = zeros([2, 2]);
    assert.equal(
      a
        .add_(1)
        .add_(tensor([1, 2]))
        .mul_(3)
        .sub_(1)
        .div_(2),
      a,
    );
    assert.deepEqual(a.tolist(), [
      [2.5, 4],
      [2.5, 4],
    ]);
    a.T.copy_(tensor([[1], [2]]));
    assert.deepEqual(a.tolist(), [
      [1, 2],
      [1, 2],
    ]);
    assert.deepEqual(a.fill_(7).index(0, 0).item(), 7);
  });

  it('are for updates: of what asks for a gradient only inside noGrad', () => {
    const w = ones([2], { requiresGrad: true });
    assert.throws(() => w.add_(1), /add_: gradients don't flow .* noGrad.* use add\(…\)/);
    assert.throws(() => ones([2]).add_(w), /add_: gradients don't flow/);
    noGrad(() => w.add_(1));
    assert.deepEqual([w.tolist(), w.isLeaf], [[2, 2], true]);
  });

  it('keep shape and dtype', () => {
    assert.throws(() => ones([2]).add_(ones([3, 2])), /shape \(2\) can't take numbers of shape \(3, 2\)/);
    assert.throws(() => arange(2).mul_(0.5), /result is float32, which a tensor of int32 can't take/);
    assert.deepEqual(arange(3).mul_(2).tolist(), [0, 2, 4]);
  });
});

describe('Shapes', () => {
  it('can be read and not changed', () => {
    const a = numbers();
    assert.deepEqual([a.shape, a.strides, a.ndim, a.numel(), a.size(), a.size(-1)], [[2, 3], [3, 1], 2, 6, [2, 3], 3]);
    assert.throws(() => (a.shape as number[]).push(1), TypeError);
    assert.deepEqual(ones([2, 3]).shape, [2, 3]);
  });

  it('of many tensors at once do not get mixed up', () => {
    const sizes = Array.from({ length: 3000 }, (_, i) => i);
    const made = sizes.map(n => zeros([n % 61, n % 53]));
    assert.deepEqual(
      made.map(each => each.shape),
      sizes.map(n => [n % 61, n % 53]),
    );
    const vectors = sizes.map(n => zeros([n]));
    assert.deepEqual(
      vectors.map(each => each.numel()),
      sizes,
    );
  });
});

describe('Tiny tensors', () => {
  it('begin as zeros and never share a place', () => {
    const made = Array.from({ length: 5000 }, (_, i) => {
      const t = zeros([1 + (i % 7)]);
      assert.equal(t.abs().sum().item(), 0);
      return t.fill_(i);
    });
    for (const [i, t] of made.entries()) assert.deepEqual(new Set(t.tolist<number[]>()), new Set([i]));
  });
});
