import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PythonRandom } from '../../../src/engine/random/python';
import { DEFAULT_SEED } from '../../../src/engine/random/seed';
import { tensor } from '../../../src/engine/tensor/create';
import { assertClose } from '../numbers';

interface Draws {
  seed: number;
  random: number[];
  later: number;
  uniform: number[];
  gauss: number[];
  gaussAt: number;
  randint: number[];
  randintWide: number[];
  choice: string[];
  shuffle: number[];
  sampleOfFew: number[];
  sampleOfSome: number[];
  sampleOfMany: number[];
  sampleAll: number[];
}

const file = new URL('../../fixtures/python/random.json', import.meta.url);
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const times = <T>(n: number, draw: () => T) => range(n).map(draw);

describe("random, against Python's", () => {
  for (const expected of JSON.parse(readFileSync(file, 'utf8')) as Draws[]) {
    it(`gives the same numbers for seed ${expected.seed}`, () => {
      const random = new PythonRandom(expected.seed);
      assert.deepEqual(
        times(5, () => random.random()),
        expected.random,
      );
      times(1000, () => random.random());
      const shuffled = range(20);
      random.shuffle(shuffled);
      assert.deepEqual(shuffled, expected.shuffle);
      assert.equal(random.random(), expected.later);
      assert.deepEqual(
        times(5, () => random.uniform(-1, 1)),
        expected.uniform,
      );
      for (const number of expected.gauss) assertClose(random.gauss(), number, 1e-15);
      assertClose(random.gauss(10, 2), expected.gaussAt, 1e-15);
      assert.deepEqual(
        times(8, () => random.randint(-3, 12)),
        expected.randint,
      );
      assert.deepEqual(
        times(3, () => random.randint(0, 2 ** 52)),
        expected.randintWide,
      );
      assert.deepEqual(
        times(8, () => random.choice([...'abcdefghij'])),
        expected.choice,
      );
      assert.deepEqual(random.sample(range(10), 4), expected.sampleOfFew);
      assert.deepEqual(random.sample(range(60), 6), expected.sampleOfSome);
      assert.deepEqual(random.sample(range(1000), 6), expected.sampleOfMany);
      assert.deepEqual(random.sample(range(7), 7), expected.sampleAll);
    });
  }

  it('starts from the same seed when none is given', () => {
    assert.equal(new PythonRandom().random(), new PythonRandom(DEFAULT_SEED).random());
  });

  it('forgets the second number of a pair when seeded', () => {
    const random = new PythonRandom(3);
    const first = random.gauss();
    random.seed(3);
    assert.equal(random.gauss(), first);
  });

  it('says what is wrong with an argument', () => {
    const random = new PythonRandom();
    assert.throws(() => random.seed(1.5), /random\.seed expects a whole number below 2\^53, but got the number 1\.5/);
    assert.throws(() => random.seed('a' as unknown as number), /but got the string "a"/);
    assert.throws(() => random.choice([]), /the list is empty/);
    const t = tensor([1, 2]) as unknown as number[];
    for (const [name, use] of [
      ['choice', () => random.choice(t)],
      ['shuffle', () => random.shuffle(t)],
      ['sample', () => random.sample(t, 1)],
    ] as const) {
      assert.throws(use, {
        name: 'TypeError',
        message: new RegExp(`random\\.${name} expects a list, but got a Tensor`),
      });
    }
    assert.equal(random.choice(new Int32Array([7]) as unknown as number[]), 7);
    assert.throws(() => random.sample([1, 2], 3), /between 0 and 2 of 2 elements, but k is 3/);
    assert.throws(() => random.randint(2, 1), /a ≤ b, but got 2 and 1/);
  });
});
