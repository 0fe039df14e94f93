import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { manualSeed, nn, ones, randn, type Tensor, tensor, zeros } from '../../../../src/engine';

class Block extends nn.Module {
  readonly first = new nn.Linear(4, 4);
  readonly others = [new nn.Tanh(), new nn.Linear(4, 4, { bias: false })];
  readonly scale = ones([4], { requiresGrad: true });
  readonly shift = zeros([4]);
  readonly name = 'block';
  last: Tensor | null = null;

  forward(x: Tensor): Tensor {
    this.last = this.first.forward(x).mul(this.scale);
    return this.last.add(this.shift);
  }
}

const names = (pairs: [string, Tensor][]) => pairs.map(([name]) => name);

describe('nn.Module', () => {
  it('finds its parameters in fields, in arrays and in modules', () => {
    const block = new Block();
    const expected = ['first.weight', 'first.bias', 'others.1.weight', 'scale'];
    assert.deepEqual(names(block.namedParameters()), expected);
    assert.deepEqual(names(block.namedBuffers()), ['shift']);
    assert.deepEqual(
      block.parameters().map(each => each.numel()),
      [16, 4, 16, 4],
    );
  });

  it('takes what it has computed for no parameter of its own', () => {
    const block = new Block();
    block.forward(randn([2, 4]));
    assert.equal(block.parameters().length, 4);
  });

  it('counts what it holds twice once', () => {
    const shared = new nn.Linear(2, 2);
    const model = new nn.Sequential(shared, new nn.Tanh(), shared);
    assert.deepEqual(names(model.namedParameters()), ['0.weight', '0.bias']);
  });

  it('survives a field that leads back to it', () => {
    class Child extends nn.Module {
      parent: nn.Module | null = null;
      readonly weight = ones([2], { requiresGrad: true });
    }
    class Parent extends nn.Module {
      readonly child = new Child();
      readonly weight = ones([2], { requiresGrad: true });
    }
    const parent = new Parent();
    parent.child.parent = parent;
    assert.deepEqual(names(parent.namedParameters()), ['child.weight', 'weight']);
    assert.equal(parent.eval().child.training, false);
    assert.equal(String(parent), 'Parent(\n  (child): Child(\n    (parent): Parent(…)\n  )\n)');
  });

  it('keeps the parameters of layers that are frozen', () => {
    const layer = new nn.Linear(2, 1);
    for (const each of layer.parameters()) each.requiresGrad = false;
    assert.deepEqual(names(layer.namedParameters()), ['weight', 'bias']);
    assert.equal(layer.forward(ones([1, 2])).requiresGrad, false);
  });

  it('tells all modules in it whether they are trained', () => {
    const model = new nn.Sequential(new nn.Dropout(0.5), new nn.Sequential(new nn.Dropout(0.5)));
    const x = ones([4, 4]);
    assert.equal(model.eval().forward(x), x);
    assert.notEqual(model.train().forward(x), x);
    assert.throws(() => model.train(1 as unknown as boolean), /train expects true or false, but got the number 1\./);
  });

  it('sets all grads to null', () => {
    const layer = new nn.Linear(2, 1);
    layer
      .forward(ones([3, 2]))
      .sum()
      .backward();
    assert.notEqual(layer.weight.grad, null);
    layer.zeroGrad();
    assert.deepEqual(
      layer.parameters().map(each => each.grad),
      [null, null],
    );
  });

  it('gives its numbers to another by name', () => {
    const [from, to] = [new nn.BatchNorm1d(3), new nn.BatchNorm1d(3)];
    from.forward(randn([5, 3]));
    to.loadStateDict(from.stateDict());
    assert.deepEqual(Object.keys(from.stateDict()), [
      'weight',
      'bias',
      'runningMean',
      'runningVar',
      'numBatchesTracked',
    ]);
    assert.deepEqual(to.runningMean!.tolist(), from.runningMean!.tolist());
    assert.equal(to.numBatchesTracked!.item(), 1);
    assert.equal(to.weight!.requiresGrad, true);
  });

  it('is printed as PyTorch prints it', () => {
    const model = new nn.Sequential(
      new nn.Embedding(27, 2),
      new nn.Flatten(),
      new nn.Linear(6, 3, { bias: false }),
      new nn.BatchNorm1d(3),
      new nn.Sequential(new nn.GELU(), new nn.Dropout(0.1)),
      new nn.LayerNorm([3]),
      new nn.Softmax(1),
    );
    const text = `Sequential(
  (0): Embedding(27, 2)
  (1): Flatten(startDim=1, endDim=-1)
  (2): Linear(inFeatures=6, outFeatures=3, bias=false)
  (3): BatchNorm1d(3, eps=0.00001, momentum=0.1, affine=true, trackRunningStats=true)
  (4): Sequential(
    (0): GELU(approximate='none')
    (1): Dropout(p=0.1)
  )
  (5): LayerNorm([3], eps=0.00001, elementwiseAffine=true)
  (6): Softmax(dim=1)
)`;
    assert.equal(String(model), text);
    assert.equal(inspect(model), text);
    assert.match(String(new Block()), /^Block\(\n {2}\(first\): Linear\(.*\)\n {2}\(others\.0\): Tanh\(\)\n/);
    class Named extends nn.Linear {
      override toString(): string {
        return `my ${super.toString()}`;
      }
    }
    assert.match(String(new nn.Sequential(new Named(1, 1))), /\(0\): my Named\(inFeatures=1/);
    assert.equal(String(new nn.CrossEntropyLoss()), 'CrossEntropyLoss()');
  });
});

describe('layers', () => {
  it('begin with the same weights for the same seed', () => {
    const made = () => new nn.Linear(3, 2).weight.tolist();
    manualSeed(42);
    const first = made();
    assert.notDeepEqual(made(), first);
    manualSeed(42);
    assert.deepEqual(made(), first);
  });

  it('have weights of float64 where that is asked for', () => {
    const layer = new nn.Linear(2, 2, { dtype: 'float64' });
    assert.equal(layer.forward(ones([1, 2], { dtype: 'float64' })).dtype, 'float64');
    assert.throws(() => new nn.Linear(2, 2, { dtype: 'int32' }), /Linear: weights are float32 or float64, not int32\./);
  });

  it('use the batch in eval mode, too, where no running statistics are kept', () => {
    const layer = new nn.BatchNorm1d(2, { trackRunningStats: false }).eval();
    const out = layer.forward(
      tensor([
        [1, 10],
        [3, 30],
      ]),
    );
    assert.deepEqual(layer.namedBuffers(), []);
    assert.ok(Math.abs(out.sum().item()) < 1e-6);
  });

  it('keep the mean of all batches without a momentum', () => {
    const layer = new nn.BatchNorm1d(1, { momentum: null });
    layer.forward(tensor([[1], [3]]));
    layer.forward(tensor([[5], [7]]));
    assert.deepEqual(layer.runningMean!.tolist(), [4]);
  });

  it('name what is wrong with their arguments', () => {
    const wrong = <T>(given: unknown) => given as T;
    const faults: [() => unknown, RegExp][] = [
      [() => new nn.Linear(0, 2), /Linear expects its number of input features to be a whole number from 1, .* 0\./],
      [
        () => new nn.Linear(2, 2, wrong({ bias: 1 })),
        /Linear expects bias to be true or false, but it is the number 1/,
      ],
      [() => new nn.Linear(2, 2, wrong({ biass: true })), /Linear has no option 'biass'; there are: bias, dtype\./],
      [() => new nn.Embedding(2.5, 2), /Embedding expects its number of embeddings/],
      [
        () => new nn.Dropout(1.5),
        /Dropout expects p to be a finite number from 0 to below 1, but it is the number 1\.5/,
      ],
      [
        () => new nn.Softmax(wrong(undefined)),
        /Softmax expects the dimension .* new nn\.Softmax\(1\), but got undefined/,
      ],
      [() => new nn.GELU(wrong({ approximate: 'erf' })), /approximate to be one of 'none', 'tanh', .* "erf"/],
      [() => new nn.LayerNorm([]), /LayerNorm expects/],
      [() => new nn.Sequential(wrong(nn.Tanh)), /number 1 is a function\. Make one of a class with new, as in new nn/],
      [() => new nn.MSELoss(wrong({ reduce: 'sum' })), /MSELoss has no option 'reduce'; there are: reduction\./],
      [
        () => new nn.BatchNorm1d(3).forward(ones([2, 4])),
        /\(batch, 3\) or \(batch, 3, places\), but the input has \(2, 4\)/,
      ],
      [() => new nn.Flatten().forward(wrong(3)), /Flatten expects a tensor, but got the number 3\./],
    ];
    for (const [run, message] of faults) assert.throws(run, message);
  });
});
