import assert from 'node:assert/strict';
import { NumpyRandom } from '../../../src/engine/random/numpy';
import { DEFAULT_SEED } from '../../../src/engine/random/seed';
import { SKLEARN } from '../data/sklearn';
import { assertClose } from '../numbers';

describe("NumpyRandom, against NumPy's RandomState", () => {
  for (const { seed, normal, random, permutation, last } of SKLEARN.states) {
    it(`gives the same numbers for seed ${seed}`, () => {
      const generator = new NumpyRandom(seed);
      for (const number of normal) assertClose(generator.normal(), number, 1e-15);
      for (const number of random) assert.equal(generator.random(), number);
      assert.deepEqual([...generator.permutation(permutation.length)], permutation);
      assertClose(generator.normal(), last, 1e-15);
    });
  }

  it('starts from the same seed when none is given, with no normal left waiting', () => {
    const generator = new NumpyRandom();
    const first = generator.normal();
    generator.seed(DEFAULT_SEED);
    assert.equal(generator.normal(), first);
  });

  it('permutes nothing and one', () => {
    assert.deepEqual([...new NumpyRandom().permutation(0)], []);
    assert.deepEqual([...new NumpyRandom().permutation(1)], [0]);
  });

  it('says what is wrong with a seed', () => {
    for (const seed of [-1, 0.5, 2 ** 32]) {
      assert.throws(() => new NumpyRandom(seed), new RegExp(`from 0 to 2\\^32 − 1, but got the number ${seed}`));
    }
  });
});
