import assert from 'node:assert/strict';
import { F, Generator, manualSeed, ones, randn, type Tensor, tensor, zeros } from '../../../src/engine';
import { tape } from '../../../src/engine/tape';

const whole = { dtype: 'int32' } as const;
const wrong = <T>(given: unknown) => given as T;

function assertFaults(faults: [() => unknown, RegExp][]): void {
  for (const [run, message] of faults) assert.throws(run, message);
}

describe('losses', () => {
  it('stay finite for logits that would overflow', () => {
    const logits = tensor([[1000, -1000, 0]], { requiresGrad: true });
    const loss = F.crossEntropy(logits, tensor([1], whole));
    loss.backward();
    assert.equal(loss.item(), 2000);
    assert.deepEqual(logits.grad!.tolist(), [[1, -1, 0]]);
    const x = tensor([1000, -1000], { requiresGrad: true });
    const other = F.binaryCrossEntropyWithLogits(x, tensor([0, 1]));
    other.backward();
    assert.equal(other.item(), 1000);
    assert.deepEqual(x.grad!.tolist(), [0.5, -0.5]);
  });

  it('let a class be impossible that is not the right one', () => {
    const logits = tensor([[0, -Infinity, 0]], { requiresGrad: true });
    const loss = F.crossEntropy(logits, tensor([0], whole));
    loss.backward();
    assert.ok(Math.abs(loss.item() - Math.LN2) < 1e-7);
    assert.deepEqual(logits.grad!.tolist(), [[-0.5, 0, 0.5]]);
  });

  it('are one node each', () => {
    const x = randn([4, 3], { requiresGrad: true });
    assert.equal(F.crossEntropy(x, tensor([0, 1, 2, 0], whole)).gradFn, 'CrossEntropyBackward');
    assert.equal(F.mseLoss(x, zeros([4, 3])).gradFn, 'MseLossBackward');
    assert.equal(F.linear(x, randn([2, 3]), randn([2])).gradFn, 'LinearBackward');
    assert.equal(F.layerNorm(x, [3]).gradFn, 'LayerNormBackward');
  });

  it('name what is wrong with their arguments', () => {
    const logits = zeros([2, 3]);
    const classes = tensor([0, 1], whole);
    assertFaults([
      [() => F.crossEntropy(wrong([[1]]), classes), /crossEntropy expects a tensor, but got an array\./],
      [() => F.crossEntropy(logits, zeros([2])), /crossEntropy expects classes as integers, but the target is float32/],
      [() => F.crossEntropy(logits, tensor([0, 3], whole)), /a target is the class 3, but there are 0 to 2\./],
      [
        () => F.crossEntropy(logits, tensor([0], whole)),
        /\(2, 3\) need classes of the shape \(2\), but the target has \(1\)/,
      ],
      [
        () => F.crossEntropy(logits, classes, { reduction: wrong('avg') }),
        /reduction to be one of 'mean', 'sum', 'none'/,
      ],
      [() => F.crossEntropy(logits, classes, { weight: ones([2]) }), /3 classes need a weight of the shape \(3\)/],
      [() => F.crossEntropy(logits, classes, { labelSmoothing: 2 }), /labelSmoothing to be a finite number from 0/],
      [() => F.crossEntropy(logits, classes, wrong({ wieght: 1 })), /crossEntropy has no option 'wieght'/],
      [() => F.binaryCrossEntropy(tensor([2]), tensor([1])), /probabilities from 0 to 1, but one is 2\./],
      [() => F.binaryCrossEntropyWithLogits(zeros([2]), zeros([2, 1])), /the shape \(2\), but the target has \(2, 1\)/],
      [() => F.mseLoss(zeros([2, 3]), zeros([2])), /\(2, 3\) and \(2\)/],
    ]);
  });
});

describe('dropout', () => {
  it('drops about p of the numbers and keeps the mean', () => {
    const out = F.dropout(ones([10_000]), 0.3, { generator: new Generator(3) });
    const numbers = out.tolist() as number[];
    const dropped = numbers.filter(x => x === 0).length;
    assert.ok(Math.abs(dropped / 10_000 - 0.3) < 0.02, `${dropped}`);
    assert.deepEqual([...new Set(numbers.filter(x => x !== 0))], [Math.fround(1 / 0.7)]);
  });

  it('passes the gradient on where it kept a number', () => {
    const x = ones([8], { requiresGrad: true });
    const out = F.dropout(x, 0.5, { generator: new Generator(3) });
    out.sum().backward();
    assert.deepEqual(x.grad!.tolist(), out.tolist());
  });

  it('gives the input itself outside training, and zeros for p = 1', () => {
    const x = ones([3]);
    assert.equal(F.dropout(x, 0.5, { training: false }), x);
    assert.equal(F.dropout(x, 0), x);
    assert.deepEqual(F.dropout(x, 1).tolist(), [0, 0, 0]);
  });

  it('names what is wrong with its arguments', () => {
    assertFaults([
      [() => F.dropout(ones([2]), -0.1), /dropout expects p to be a finite number from 0/],
      [() => F.dropout(tensor([1], whole)), /dropout expects floating-point numbers, not int32\./],
      [
        () => F.dropout(ones([2]), 0.5, { generator: wrong(42) }),
        /dropout expects a Generator, .* but got the number 42/,
      ],
    ]);
  });

  it('draws from the generator of manualSeed', () => {
    const draw = () => F.dropout(ones([20])).tolist();
    manualSeed(5);
    const first = draw();
    manualSeed(5);
    assert.deepEqual(draw(), first);
  });
});

describe('lookups', () => {
  const table = tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);

  it('take rows of a table by number, and give each row its gradients', () => {
    const weight = table.clone();
    weight.requiresGrad = true;
    const out = F.embedding(
      tensor(
        [
          [2, 0],
          [2, 2],
        ],
        whole,
      ),
      weight,
    );
    assert.deepEqual(out.shape, [2, 2, 2]);
    assert.deepEqual((out.tolist() as number[][][])[0], [
      [5, 6],
      [1, 2],
    ]);
    out.sum().backward();
    assert.deepEqual(weight.grad!.tolist(), [
      [1, 1],
      [0, 0],
      [3, 3],
    ]);
  });

  it('set a one for each class', () => {
    assert.deepEqual(F.oneHot(tensor([0, 2], whole)).tolist(), [
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const out = F.oneHot(tensor([[1]], whole), 2);
    assert.deepEqual([out.shape, out.dtype], [[1, 1, 2], 'int32']);
  });

  it('name what is wrong with an index', () => {
    assertFaults([
      [() => F.embedding(tensor([3], whole), table), /embedding: an index is 3, but they go from 0 to 2\./],
      [() => F.embedding(tensor([-1], whole), table), /embedding: an index is -1/],
      [() => F.embedding(tensor([1]), table), /embedding expects integers, but the input is float32/],
      [() => F.embedding(tensor([1], whole), ones([2])), /embedding expects a table of 2 dimensions, not \(2\)\./],
      [() => F.oneHot(tensor([3], whole), 3), /oneHot: an index is 3/],
      [() => F.oneHot(zeros([0], whole)), /their number must be given/],
      [() => F.oneHot(tensor([1], whole), 0), /oneHot expects the number of classes from 1/],
    ]);
  });
});

describe('normalisation', () => {
  const numbers = (x: Tensor) => x.flatten().tolist() as number[];

  it('gives mean 0 and variance 1', () => {
    const rows = F.layerNorm(randn([3, 50]), [50]);
    for (const mean of numbers(rows.mean(1))) assert.ok(Math.abs(mean) < 1e-6);
    const columns = F.batchNorm(randn([50, 3]), null, null, { training: true });
    for (const std of numbers(columns.std(0))) assert.ok(Math.abs(std - Math.sqrt(50 / 49)) < 1e-4);
  });

  it('updates running statistics in training only, which is not a node', () => {
    const [mean, variance] = [zeros([2]), ones([2])];
    const before = tape().length;
    const x = tensor([
      [1, 2],
      [3, 6],
    ]);
    F.batchNorm(x, mean, variance);
    assert.deepEqual(mean.tolist(), [0, 0]);
    F.batchNorm(x, mean, variance, { training: true, momentum: 0.5 });
    assert.deepEqual(
      [mean.tolist(), variance.tolist()],
      [
        [1, 2],
        [1.5, 4.5],
      ],
    );
    assert.equal(tape().length, before);
  });

  it('passes gradients of the statistics that were, if they change before the backward pass', () => {
    const x = tensor([[1], [2]], { requiresGrad: true });
    const variance = tensor([4]);
    const out = F.batchNorm(x, zeros([1]), variance, { eps: 0 });
    variance.data = tensor([100]);
    out.sum().backward();
    assert.deepEqual(x.grad!.tolist(), [[0.5], [0.5]]);
  });

  it('names what is wrong with its arguments', () => {
    assertFaults([
      [() => F.layerNorm(ones([2, 3]), [2]), /\(2, 3\) does not end with \(2\)/],
      [() => F.layerNorm(ones([2, 3]), [3], { weight: ones([2]) }), /of the shape \(3\), but one has \(2\)/],
      [() => F.layerNorm(tensor([1], whole), [1]), /layerNorm expects floating-point numbers, not int32\./],
      [() => F.batchNorm(ones([3]), null, null, { training: true }), /\(batch, channels, …\), but the input has \(3\)/],
      [
        () => F.batchNorm(ones([1, 3]), null, null, { training: true }),
        /more than one number, but the input is \(1, 3\)/,
      ],
      [() => F.batchNorm(ones([2, 3]), null, null), /outside training expects a running mean and variance/],
      [() => F.batchNorm(ones([2, 3]), ones([3]), null), /a running mean and a running variance, or neither/],
      [() => F.linear(ones([2, 4]), ones([5, 3])), /\(5, 3\) takes 3 features, but the input \(2, 4\) has 4 features/],
      [() => F.linear(ones([2, 3]), ones([5, 3]), ones([3])), /needs a bias of \(5\), but it has \(3\)/],
    ]);
  });
});
