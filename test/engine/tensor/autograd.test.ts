import assert from 'node:assert/strict';
import { noGrad, ones, type Tensor, tensor } from '../../../src/engine/index';

const parameter = (data: number[] | number) => tensor(data, { requiresGrad: true });
const gradOf = (t: Tensor) => t.grad?.tolist();

describe('Gradients of tensors', () => {
  it('are not there before a pass, and of the shape and dtype of their tensor after it', () => {
    const w = tensor([[1, 2]], { requiresGrad: true, dtype: 'float64' });
    assert.equal(gradOf(w), undefined);
    w.sum().backward();
    assert.deepEqual([w.grad?.shape, w.grad?.dtype, gradOf(w)], [[1, 2], 'float64', [[1, 1]]]);
  });

  it('accumulate over uses and over passes, in place', () => {
    const a = parameter([1, 2]);
    a.mul(a).add(a).sum().backward();
    const { grad } = a;
    assert.deepEqual(gradOf(a), [3, 5]);
    a.sum().backward();
    assert.deepEqual(gradOf(a), [4, 6]);
    assert.equal(a.grad, grad);
  });

  it('accumulate into what was assigned, even if it repeats one number', () => {
    const p = parameter([1, 2, 3]);
    p.grad = ones([1]).expand(3);
    p.sum().backward();
    assert.deepEqual(gradOf(p), [2, 2, 2]);
  });

  it('use the numbers written through data, which nobody is told of', () => {
    for (const write of [(w: Tensor) => w.data.mul_(5), (w: Tensor) => w.data.view(1, 1).fill_(5)]) {
      const w = parameter([1]);
      const l = w.mul(w).sum();
      write(w);
      l.backward();
      assert.deepEqual(gradOf(w), [10]);
    }
  });

  it('are refused where numbers were changed through detach()', () => {
    const w = parameter([1]);
    const l = w.mul(w).sum();
    w.detach().mul_(5);
    assert.throws(() => l.backward(), /changed in place/);
  });

  it('are the leaf’s own: changing one changes no other', () => {
    const [a, b] = [parameter([1, 2]), parameter([3, 4])];
    a.add(b).sum().backward();
    a.grad?.mul_(10);
    assert.deepEqual(
      [gradOf(a), gradOf(b)],
      [
        [10, 10],
        [1, 1],
      ],
    );
  });

  it('are kept of leaves, and of what was computed only if it retains its own', () => {
    const a = parameter([1, 2]);
    const [b, c] = [a.mul(2), a.mul(3)];
    b.retainGrad();
    b.mul(c).sum().backward();
    assert.deepEqual([gradOf(b), c.grad], [[3, 6], null]);
  });

  it('flow to no tensor that asks for none', () => {
    const [x, w] = [tensor([1, 2]), parameter([3, 4])];
    x.mul(w).sum().backward();
    assert.deepEqual([x.grad, gradOf(w)], [null, [1, 2]]);
  });

  it('can be set by hand, to null or to a tensor of the same shape', () => {
    const a = parameter([1, 2]);
    a.grad = tensor([5, 5]);
    a.sum().backward();
    assert.deepEqual(gradOf(a), [6, 6]);
    a.zeroGrad();
    assert.equal(a.grad, null);
  });

  it('are weighted by the gradient that a pass starts with', () => {
    const a = parameter([1, 2]);
    a.mul(3).backward(tensor([1, 10]));
    assert.deepEqual(gradOf(a), [3, 30]);
  });

  it('come back in the shape and dtype of the input, whatever it was computed with', () => {
    const a = parameter([1, 2, 3]);
    const b = tensor([[2], [3]], { dtype: 'float64', requiresGrad: true });
    a.mul(b).sum().backward();
    assert.deepEqual([a.grad?.dtype, gradOf(a)], ['float32', [5, 5, 5]]);
    assert.deepEqual([b.grad?.dtype, gradOf(b)], ['float64', [[6], [6]]]);
  });

  it('go through a chain of 200,000 ops without recursion', () => {
    const a = parameter(1);
    let sum = a;
    for (let i = 0; i < 200_000; i++) sum = sum.add(1);
    sum.backward();
    assert.equal(a.grad?.item(), 1);
  });

  it('arrive before a node passes on what it got, however the graph branches', () => {
    const a = parameter(2);
    const early = a.mul(3);
    const late = early.mul(early);
    late.add(early).mul(early).backward();
    // d/da (9a² + 3a) · 3a = 81a² + 18a
    assert.equal(a.grad?.item(), 81 * 4 + 18 * 2);
  });
});

describe('requiresGrad', () => {
  it('passes on to whatever is computed, with the name of the rule', () => {
    const w = parameter([1, 2]);
    const z = w.add(1);
    assert.deepEqual([w.requiresGrad, w.isLeaf, w.gradFn], [true, true, null]);
    assert.deepEqual([z.requiresGrad, z.isLeaf, z.gradFn], [true, false, 'AddBackward']);
    assert.deepEqual(
      [ones([2]).add(1).requiresGrad, w.gt(0).requiresGrad, w.argmax().requiresGrad],
      [false, false, false],
    );
  });

  it('can be set on leaves only, and on floating-point numbers only', () => {
    const w = ones([2]);
    w.requiresGrad = true;
    assert.equal(w.mul(2).requiresGrad, true);
    const computed = w.mul(2);
    assert.throws(() => {
      computed.requiresGrad = false;
    }, /can be set on leaves only/);
    assert.throws(
      () => tensor([1], { dtype: 'int32', requiresGrad: true }),
      /Only floating-point .* this one is int32/,
    );
  });

  it('ends at detach() and data, which share the numbers', () => {
    const w = parameter([1, 2]);
    for (const cut of [w.detach(), w.data]) {
      assert.deepEqual([cut.requiresGrad, cut.isLeaf, cut.array.storage], [false, true, w.array.storage]);
    }
    w.mul(w.detach()).sum().backward();
    assert.deepEqual(gradOf(w), [1, 2]);
  });
});

describe('noGrad', () => {
  it('computes without a graph, and returns what its function does', () => {
    const w = parameter([1, 2]);
    assert.deepEqual([noGrad(() => w.mul(2)).requiresGrad, w.mul(2).requiresGrad], [false, true]);
  });

  it('ends where its function throws, and nests', () => {
    const w = parameter([1, 2]);
    assert.throws(() =>
      noGrad(() => {
        throw new Error('of the script');
      }),
    );
    assert.equal(w.mul(2).requiresGrad, true);
    noGrad(() => {
      noGrad(() => w.mul(2));
      assert.equal(w.mul(2).requiresGrad, false);
    });
  });

  it('refuses a function that goes on after it', () => {
    assert.throws(() => noGrad(async () => 1), /not asynchronous/);
  });
});

describe('backward()', () => {
  it('wants a single number or a gradient', () => {
    const w = parameter([1, 2]);
    assert.throws(() => w.mul(2).backward(), /starts from a single number, .* shape \(2\)/);
    assert.throws(() => w.mul(2).backward(ones([3])), /gradient has the shape \(3\), but the tensor has \(2\)/);
    assert.throws(() => ones([]).backward(), /computed from none that requires a gradient/);
  });

  it('starts from a leaf, too', () => {
    const w = parameter(3);
    w.backward();
    assert.equal(w.grad?.item(), 1);
  });

  it('goes through a graph once, unless that is kept', () => {
    const w = parameter([1, 2]);
    const loss = w.mul(w).sum();
    loss.backward(undefined, { retainGraph: true });
    loss.backward();
    assert.deepEqual(gradOf(w), [4, 8]);
    assert.throws(() => loss.backward(), /gone through this graph \(at its mul\) before/);
  });

  it('may go again through what needs no numbers, as in PyTorch', () => {
    const w = parameter([1, 2]);
    const loss = w.add(1).sum();
    loss.backward();
    loss.backward();
    assert.deepEqual(gradOf(w), [2, 2]);
  });

  it('adds nothing if it is refused', () => {
    const w = parameter([1, 2]);
    const squares = w.mul(w);
    squares.sum().backward();
    w.grad = null;
    const both = w.add(squares).sum();
    assert.throws(() => both.backward(), /before/);
    assert.equal(w.grad, null);
  });
});

describe('Numbers that a gradient needs', () => {
  it('must not change in place before the pass', () => {
    const [x, w] = [tensor([1, 2]), parameter([3, 4])];
    const loss = x.mul(w).sum();
    x.add_(1);
    assert.throws(() => loss.backward(), /gradient of mul needs were changed in place/);
  });

  it('may change if no rule needs them', () => {
    const [x, w] = [tensor([1, 2]), parameter([3, 4])];
    const loss = x.add(w).sum();
    x.add_(1);
    loss.backward();
    assert.deepEqual(gradOf(w), [1, 1]);
  });

  it('may change through data, whose writer answers for it', () => {
    const w = parameter([3, 4]);
    const loss = w.mul(w).sum();
    w.data = tensor([1, 1]);
    loss.backward();
    assert.deepEqual(gradOf(w), [2, 2]);
  });
});
