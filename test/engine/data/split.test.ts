import assert from 'node:assert/strict';
import { trainTestSplit } from '../../../src/engine/data/split';
import { tensor } from '../../../src/engine/index';
import { dataRandom } from '../../../src/engine/random/numpy';
import { DEFAULT_SEED } from '../../../src/engine/random/seed';
import { SKLEARN } from './sklearn';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('trainTestSplit', () => {
  for (const {
    options: { n, ...options },
    train,
    test,
  } of SKLEARN.splits) {
    it(`takes the samples that scikit-learn takes for ${n} samples and ${JSON.stringify(options)}`, () => {
      const x = range(n);
      const y = x.map(String);
      assert.deepEqual(trainTestSplit(x, y, options), [train, test, train.map(String), test.map(String)]);
    });
  }

  it('splits in the same way in every run without a seed', () => {
    dataRandom.seed(DEFAULT_SEED);
    const x = range(20);
    assert.deepEqual(trainTestSplit(x, x), trainTestSplit(x, x, { seed: DEFAULT_SEED }));
  });

  it('splits Tensors along their first dimension', () => {
    const x = tensor([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ]);
    const y = tensor([0, 1, 2, 3], { dtype: 'int32' });
    const [, order, , targets] = trainTestSplit([0, 1, 2, 3], y, { seed: 1, testSize: 2 });
    const [xTrain, xTest] = trainTestSplit(x, y, { seed: 1, testSize: 2 });
    assert.deepEqual([xTrain.shape, xTest.shape, targets.shape, targets.dtype], [[2, 2], [2, 2], [2], 'int32']);
    assert.equal(String(xTest), String(tensor(order.map(i => [2 * i, 2 * i + 1]))));
    assert.equal(String(targets), String(tensor(order, { dtype: 'int32' })));
  });

  it('says what is wrong with an argument', () => {
    assert.throws(() => trainTestSplit(tensor(1), [1]), /arrays or Tensors with a first dimension, but got a Tensor/);
    assert.throws(() => trainTestSplit([1, 2], 'ab' as unknown as string[]), /but got the string "ab"/);
    assert.throws(() => trainTestSplit([1, 2], [1, 2], { size: 1 } as object), /trainTestSplit has no option 'size'/);
    assert.throws(() => trainTestSplit([1, 2], [1]), /x has 2 and y has 1/);
    assert.throws(() => trainTestSplit([1, 2], [1, 2], { testSize: 2 }), /2 samples, of which 2 are to be tested on/);
    assert.throws(() => trainTestSplit([1], [1]), /1 samples, of which 1 are/);
    for (const testSize of [0, -0.5, 1.5, Number.NaN]) {
      assert.throws(() => trainTestSplit([1, 2], [1, 2], { testSize }), /a part between 0 and 1 or a whole number/);
    }
  });
});
