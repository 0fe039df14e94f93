import assert from 'node:assert/strict';
import { Generator, noGrad, ones, randint, randn, type Tensor, tensor } from '../../../src/engine/index';

describe('Tensors of a single layer', () => {
  it('give equal rows of w.grad, which equal b.grad, and no grad to z', () => {
    const x = ones([5]);
    const w = randn([5, 3], { requiresGrad: true });
    const b = randn([3], { requiresGrad: true });
    const z = x.matmul(w).add(b);
    // Binary cross entropy with logits against ones: the mean of ln(1 + e^(−z)).
    const loss = z.neg().exp().add(1).log().mean();
    assert.deepEqual([z.gradFn, z.requiresGrad, z.shape], ['AddBackward', true, [3]]);
    loss.backward();
    const bias = b.grad!.tolist();
    assert.deepEqual(w.grad!.tolist(), [bias, bias, bias, bias, bias]);
    assert.equal(z.grad, null);
    assert.deepEqual(
      b.grad!.tolist<number[]>().map(g => g < 0),
      [true, true, true],
    );
  });
});

describe('The character model', () => {
  const generator = new Generator(2147483647);
  const draw = (shape: number[], scale = 1) => randn(shape, { generator }).mul(scale);
  const C = draw([27, 2]);
  const [W1, b1] = [draw([6, 100], 0.3), draw([100], 0.01)];
  const [W2, b2] = [draw([100, 27], 0.1), draw([27], 0)];
  const parameters = [C, W1, b1, W2, b2];
  for (const p of parameters) p.requiresGrad = true;
  const X = randint(0, 27, [32, 3], { generator });
  const Y = randint(0, 27, [32], { generator });
  const lossOf = (): Tensor => {
    const h = C.index(X).view(32, 6).matmul(W1).add(b1).tanh();
    const logprobs = h.matmul(W2).add(b2).logSoftmax(1);
    return logprobs.gather(1, Y.unsqueeze(1)).mean().neg();
  };

  it('has 3,481 parameters, and shapes as in the lecture', () => {
    assert.equal(
      parameters.reduce((sum, p) => sum + p.numel(), 0),
      3481,
    );
    assert.deepEqual(
      [C.index(X).shape, C.index(X).view(32, -1).shape],
      [
        [32, 3, 2],
        [32, 6],
      ],
    );
  });

  it('names both shapes where the view is forgotten', () => {
    assert.throws(() => C.index(X).matmul(W1), {
      message: 'cannot multiply (32, 3, 2) by (6, 100): the inner sizes 2 and 6 differ.',
    });
  });

  it('learns a batch by heart', () => {
    const first = lossOf().item();
    for (let step = 0; step < 60; step++) {
      const loss = lossOf();
      for (const p of parameters) p.grad = null;
      loss.backward();
      for (const p of parameters) p.data = p.data.add(p.grad!.mul(-0.5));
    }
    assert.ok(first > 3 && lossOf().item() < first / 3, `${first} to ${lossOf().item()}`);
  });

  it('takes its first step as written out by hand', () => {
    const logits = tensor([[1, 2, 0]], { requiresGrad: true });
    logits.logSoftmax(1).index([0], [2]).neg().sum().backward();
    const shares = noGrad(() => logits.softmax(1).sub(tensor([[0, 0, 1]])));
    for (const [i, g] of logits.grad!.toTypedArray().entries()) {
      assert.ok(Math.abs(g - shares.toTypedArray()[i]) < 1e-6);
    }
  });
});
