import assert from 'node:assert/strict';
import { trainTestSplit } from '../../../src/engine/data/split';
import { dataRandom } from '../../../src/engine/random/numpy';
import { DEFAULT_SEED } from '../../../src/engine/random/seed';
import { SKLEARN } from './sklearn';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('trainTestSplit', () => {
  for (const { options, train, test } of SKLEARN.splits) {
    it(`takes the samples that scikit-learn takes for ${JSON.stringify(options)}`, () => {
      const x = range(options.n);
      const y = x.map(String);
      assert.deepEqual(trainTestSplit(x, y, options), [train, test, train.map(String), test.map(String)]);
    });
  }

  it('splits in the same way in every run without a seed', () => {
    dataRandom.seed(DEFAULT_SEED);
    const x = range(20);
    assert.deepEqual(trainTestSplit(x, x), trainTestSplit(x, x, { seed: DEFAULT_SEED }));
  });

  it('says what is wrong with an argument', () => {
    assert.throws(() => trainTestSplit([1, 2], [1]), /x has 2 elements and y has 1/);
    assert.throws(() => trainTestSplit([1, 2], [1, 2], { testSize: 2 }), /2 samples, of which 2 are to be tested on/);
    assert.throws(() => trainTestSplit([1], [1]), /1 samples, of which 1 are/);
    for (const testSize of [0, -0.5, 1.5, Number.NaN]) {
      assert.throws(() => trainTestSplit([1, 2], [1, 2], { testSize }), /a part between 0 and 1 or a whole number/);
    }
  });
});
