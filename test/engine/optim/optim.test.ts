import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { F, Generator, MLP, nn, ones, optim, randn, sum, tensor, Value } from '../../../src/engine';
import { tape } from '../../../src/engine/tape';
import { assertClose } from '../numbers';

const wrong = <T>(given: unknown) => given as T;

const OPTIMISERS = [
  { name: 'SGD', make: (p: Iterable<optim.Parameter>) => new optim.SGD(p, { lr: 0.1, momentum: 0.9, nesterov: true }) },
  { name: 'Adam', make: (p: Iterable<optim.Parameter>) => new optim.Adam(p, { lr: 0.1, weightDecay: 0.1 }) },
  { name: 'AdamW', make: (p: Iterable<optim.Parameter>) => new optim.AdamW(p, { lr: 0.1, amsgrad: true }) },
  { name: 'RMSprop', make: (p: Iterable<optim.Parameter>) => new optim.RMSprop(p, { momentum: 0.5, centered: true }) },
  { name: 'Adagrad', make: (p: Iterable<optim.Parameter>) => new optim.Adagrad(p, { lr: 0.1, lrDecay: 0.1 }) },
];

/** Work that needs the kernels' memory, so that what lay there before lies elsewhere. */
function moveOut(): void {
  for (let i = 0; i < 100; i++) ones([20_000]).add(i);
}

describe('optimisers', () => {
  it('come to the same numbers wherever tensors lie', () => {
    const trained = (isMoved: boolean) => {
      const generator = new Generator(1);
      const p = randn([5000], { generator, requiresGrad: true });
      p.mul(randn([5000], { generator }))
        .sum()
        .backward();
      if (isMoved) moveOut();
      new optim.SGD([p], { lr: 0.1 }).step();
      return p.tolist();
    };
    assert.deepEqual(trained(true), trained(false));
  });

  for (const { name, make } of OPTIMISERS) {
    it(`train Values as tensors of float64: ${name}`, () => {
      const values = [new Value(1.5), new Value(-2)];
      const numbers = tensor([1.5, -2], { dtype: 'float64', requiresGrad: true });
      const optimizers = [make(values), make([numbers])];
      for (let step = 0; step < 5; step++) {
        for (const each of optimizers) each.zeroGrad();
        values[0].mul(values[1]).add(values[0].pow(2)).backward();
        numbers
          .slice(0, 0, 1)
          .mul(numbers.slice(0, 1, 2))
          .add(numbers.slice(0, 0, 1).pow(2))
          .backward();
        for (const each of optimizers) each.step();
        for (const [i, x] of (numbers.tolist() as number[]).entries()) assertClose(values[i].data, x, 1e-14);
      }
    });

    it(`write to views where they lie in memory: ${name}`, () => {
      const leaf = () => tensor([1, 2, 3, 4, 5, 6], { dtype: 'float64' }).view(2, 3);
      const [straight, turned] = [leaf().T.clone(), leaf().T];
      for (const each of [straight, turned]) {
        each.requiresGrad = true;
        const optimizer = make([each]);
        for (let step = 0; step < 3; step++) {
          optimizer.zeroGrad();
          each.pow(3).sum().backward();
          optimizer.step();
        }
      }
      assert.equal(turned.isContiguous(), false);
      assert.deepEqual(turned.tolist(), straight.tolist());
    });
  }

  it('let the loss of a network of Values fall', () => {
    const network = new MLP(2, [4, 1]);
    const optimizer = new optim.Adam(network.parameters(), { lr: 0.05 });
    const losses = Array.from({ length: 30 }, () => {
      const samples: [number[], number][] = [
        [[1, 2], 1],
        [[2, -1], -1],
      ];
      const loss = sum(samples.map(([x, y]) => network.forward(x).sub(y).pow(2)));
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      return loss.data;
    });
    assert.ok(losses[29] < losses[0] / 4, `${losses[0]} to ${losses[29]}`);
  });

  it('leave parameters without a grad alone, and begin with them when they have one', () => {
    const [used, unused] = [ones([1], { requiresGrad: true }), ones([1], { requiresGrad: true })];
    const optimizer = new optim.Adam([used, unused], { lr: 0.5 });
    used.sum().backward();
    optimizer.step();
    assert.deepEqual([used.tolist(), unused.tolist()], [[0.5], [1]]);
    optimizer.zeroGrad();
    unused.sum().backward();
    optimizer.step();
    assert.deepEqual([used.tolist(), unused.tolist()], [[0.5], [0.5]]);
  });

  it('make no nodes, and are noticed by a graph that needs the numbers that were', () => {
    const w = ones([2], { requiresGrad: true });
    const optimizer = new optim.SGD([w], { lr: 0.5 });
    const loss = w.mul(w).sum();
    loss.backward(null, { retainGraph: true });
    const before = tape().length;
    optimizer.step();
    assert.equal(tape().length, before);
    assert.deepEqual(w.tolist(), [0, 0]);
    assert.throws(() => loss.backward(), /changed in place/);
  });

  it('set grads to null, those of Values to 0', () => {
    const w = ones([1], { requiresGrad: true });
    const v = new Value(1);
    w.sum().backward();
    v.grad = 3;
    new optim.SGD([w, v]).zeroGrad();
    assert.deepEqual([w.grad, v.grad], [null, 0]);
  });

  it('take another learning rate between steps', () => {
    const w = ones([1], { requiresGrad: true });
    const optimizer = new optim.SGD([w], { lr: 1 });
    w.sum().backward();
    optimizer.lr = 0.25;
    optimizer.step();
    assert.deepEqual(w.tolist(), [0.75]);
  });

  it('refuse a learning rate that is none', () => {
    const optimizer = new optim.Adam([ones([1], { requiresGrad: true })], { lr: 1 });
    for (const lr of [Number.NaN, -1, wrong<number>('0.1'), Number.POSITIVE_INFINITY]) {
      assert.throws(() => (optimizer.lr = lr), {
        name: 'RangeError',
        message: /^Adam expects lr to be a finite number/,
      });
    }
    assert.equal(optimizer.lr, 1);
  });

  it('are printed with their options, as they are now', () => {
    const optimizer = new optim.Adagrad([ones([1], { requiresGrad: true })], { lrDecay: 0.5 });
    optimizer.lr = 0.25;
    const text = [
      'Adagrad (',
      'Parameter Group 0',
      '    eps: 1e-10',
      '    initialAccumulatorValue: 0',
      '    lr: 0.25',
      '    lrDecay: 0.5',
      '    weightDecay: 0',
      ')',
    ].join('\n');
    assert.deepEqual([`${optimizer}`, inspect(optimizer)], [text, text]);
    assert.match(
      `${new optim.AdamW([new Value(1)])}`,
      /^AdamW \(\n.*\n {4}amsgrad: false\n {4}betas: \[0\.9, 0\.999\]\n/,
    );
  });

  it('update what is listed twice once', () => {
    const w = ones([1], { requiresGrad: true });
    w.sum().backward();
    new optim.SGD([w, w], { lr: 0.25 }).step();
    assert.deepEqual(w.tolist(), [0.75]);
  });

  it('train with batch normalisation until the loss is small', () => {
    const model = new nn.Sequential(new nn.Linear(2, 8), new nn.BatchNorm1d(8), new nn.Tanh(), new nn.Linear(8, 1));
    const x = tensor([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const y = tensor([[0], [1], [1], [0]]);
    const optimizer = new optim.Adam(model.parameters(), { lr: 0.05 });
    let loss = F.mseLoss(model.forward(x), y);
    for (let step = 0; step < 100; step++) {
      loss = F.mseLoss(model.forward(x), y);
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
    }
    assert.ok(loss.item() < 0.01, `${loss.item()}`);
  });

  it('name what is wrong with their arguments', () => {
    const w = [ones([1], { requiresGrad: true })];
    const faults: [() => unknown, RegExp][] = [
      [() => new optim.SGD([]), /SGD got no parameters: the list is empty\./],
      [() => new optim.SGD(wrong(new nn.Linear(1, 1))), /new optim\.SGD\(model\.parameters\(\), .* but got a Linear\./],
      [() => new optim.Adam(wrong(undefined)), /Adam expects a list of parameters, .* but got undefined\./],
      [() => new optim.Adam(wrong([w[0], 3])), /expects tensors or Values, but parameter 1 is the number 3\./],
      [() => new optim.SGD([w[0].mul(2)]), /parameter 0 was computed \(MulBackward\); only leaves are trained/],
      [() => new optim.SGD([tensor([1], { dtype: 'int32' })]), /parameter 0 is int32/],
      [() => new optim.SGD(w, { lr: -1 }), /SGD expects lr to be a finite number from 0, but it is the number -1\./],
      [
        () => new optim.SGD(w, { lr: Number.NaN }),
        /SGD expects lr to be a finite number from 0, but it is the number NaN/,
      ],
      [
        () => new optim.SGD(w, wrong({ learningRate: 1 })),
        /SGD has no option 'learningRate'; there are: lr, momentum,/,
      ],
      [
        () => new optim.SGD(w, wrong(0.1)),
        /SGD expects its options as an object, as in \{ lr: … \}, but got the number/,
      ],
      [() => new optim.SGD(w, { nesterov: true }), /nesterov needs a momentum above 0, and no dampening/],
      [() => new optim.Adam(w, { betas: [0.9, 1] }), /betas\[1\] to be a finite number from 0 to below 1, .* 1\./],
      [() => new optim.Adam(w, { betas: wrong([0.9]) }), /Adam expects betas to be two numbers, .* but got an array\./],
      [() => new optim.AdamW(w, { weightDecay: -1 }), /AdamW expects weightDecay/],
      [() => new optim.RMSprop(w, { alpha: -1 }), /RMSprop expects alpha/],
      [() => new optim.Adagrad(w, { eps: wrong('small') }), /Adagrad expects eps .* but it is the string "small"/],
    ];
    for (const [run, message] of faults) assert.throws(run, message);
  });
});
