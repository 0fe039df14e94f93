import assert from 'node:assert/strict';
import { F, Generator, nn, ones, optim, randn, type Tensor, tensor } from '../../../src/engine';
import { assertNear, stored } from './fixture';

const LETTERS = '.abcdefghijklmnopqrstuvwxyz';
const CONTEXT = 3;
const SEED = 2147483647;

/** Contexts of three characters and the character that follows, for every character of the words. */
function examples(words: readonly string[]): { X: Tensor; Y: Tensor } {
  const contexts: number[][] = [];
  const targets: number[] = [];
  for (const word of words) {
    let context = Array.from({ length: CONTEXT }, () => 0);
    for (const letter of `${word}.`) {
      contexts.push(context);
      targets.push(LETTERS.indexOf(letter));
      context = [...context.slice(1), LETTERS.indexOf(letter)];
    }
  }
  return { X: tensor(contexts, { dtype: 'int32' }), Y: tensor(targets, { dtype: 'int32' }) };
}

describe('the character model', () => {
  const { X, Y } = examples(stored.characters.words);

  function train(steps: number) {
    const generator = new Generator(SEED);
    const parameters = [[27, 2], [6, 100], [100], [100, 27], [27]].map(shape => randn(shape, { generator }));
    for (const p of parameters) p.requiresGrad = true;
    const [C, W1, b1, W2, b2] = parameters;
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      const h = C.index(X).view(-1, 6).matmul(W1).add(b1).tanh();
      const loss = F.crossEntropy(h.matmul(W2).add(b2), Y);
      for (const p of parameters) p.grad = null;
      loss.backward();
      for (const p of parameters) p.data = p.data.add(p.grad!.mul(-0.1));
      losses.push(loss.item());
    }
    return { parameters, losses, C };
  }

  it('has 3,481 parameters, and 32 examples of five names', () => {
    const { parameters } = train(0);
    assert.equal(
      parameters.reduce((sum, p) => sum + p.numel(), 0),
      3481,
    );
    assert.deepEqual(parameters[0].index(X).shape, [32, 3, 2]);
    assert.deepEqual(Y.shape, [32]);
  });

  it('begins with the loss of the lecture, and goes with PyTorch for ten steps', () => {
    const { losses, C } = train(10);
    assert.equal(losses[0].toFixed(4), '17.7697');
    assertNear(losses, stored.characters.losses, 1e-5, 'losses');
    assertNear(C, stored.characters.C, 1e-5, 'C');
  });

  it('learns: the loss falls in each of 200 steps, to below 1', () => {
    const { losses } = train(200);
    const rises = losses.filter((loss, i) => i > 0 && loss >= losses[i - 1]);
    assert.deepEqual(rises, []);
    assert.ok(losses[199] < 1, `${losses[199]}`);
  });

  it('is the same with layers and an optimiser', () => {
    const { parameters, losses } = train(10);
    const [table, hidden, output] = [new nn.Embedding(27, 2), new nn.Linear(6, 100), new nn.Linear(100, 27)];
    const model = new nn.Sequential(table, new nn.Flatten(), hidden, new nn.Tanh(), output);
    const [C, W1, b1, W2, b2] = train(0).parameters.map(p => p.data);
    const state = { '0.weight': C, '2.weight': W1.T, '2.bias': b1, '4.weight': W2.T, '4.bias': b2 };
    model.loadStateDict(state);
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
    const criterion = new nn.CrossEntropyLoss();
    for (const expected of losses) {
      const loss = criterion.forward(model.forward(X), Y);
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      assertNear([loss.item()], [expected], 1e-5, 'loss');
    }
    assertNear(table.weight, Array.from(parameters[0].toTypedArray()), 1e-5, 'C');
  });

  it('names both shapes where the embeddings are not viewed as rows', () => {
    const [C, W1] = train(0).parameters;
    assert.throws(() => W1.matmul(C.index(X)), /\(6, 100\) by \(32, 3, 2\): the inner sizes 100 and 3 differ/);
  });
});

describe('one layer and binary cross entropy', () => {
  const x = ones([5]);
  const build = () => {
    const generator = new Generator(1);
    return {
      w: randn([5, 3], { generator, requiresGrad: true }),
      b: randn([3], { generator, requiresGrad: true }),
    };
  };

  it('ends with an addition, whose grad is not kept', () => {
    const { w, b } = build();
    const z = x.matmul(w).add(b);
    const loss = F.binaryCrossEntropyWithLogits(z, ones([3]));
    assert.equal(z.gradFn, 'AddBackward');
    assert.equal(loss.gradFn, 'BinaryCrossEntropyWithLogitsBackward');
    loss.backward();
    assert.equal(z.grad, null);
  });

  it('gives every row of the weights the grad of the bias', () => {
    const { w, b } = build();
    F.binaryCrossEntropyWithLogits(x.matmul(w).add(b), ones([3])).backward();
    const rows = w.grad!.tolist() as number[][];
    for (const row of rows) assert.deepEqual(row, b.grad!.tolist());
  });

  it('is the same as a linear layer with its weight the other way round', () => {
    const { w, b } = build();
    const layer = new nn.Linear(5, 3);
    layer.loadStateDict({ weight: w.data.T, bias: b.data });
    const criterion = new nn.BCEWithLogitsLoss();
    criterion.forward(layer.forward(x), ones([3])).backward();
    F.binaryCrossEntropyWithLogits(x.matmul(w).add(b), ones([3])).backward();
    assertNear(layer.weight.grad!.T.flatten(), w.grad!.flatten().tolist() as number[], 1e-6, 'w');
  });
});
