import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  Generator,
  manualSeed,
  multinomial,
  rand,
  randint,
  randn,
  randperm,
  type Tensor,
  tensor,
} from '../../../src/engine/index';
import { DEFAULT_SEED } from '../../../src/engine/random/seed';
import { Layout } from '../../../src/engine/tensor/layout';
import { PYTORCH } from '../python';

interface Series {
  seed: number;
  calls: { call: [string, ...unknown[]]; out: number[] }[];
}

/** What PyTorch gives for the first calls after this seed. */
const [{ seed, calls }] = JSON.parse(readFileSync(`${PYTORCH}draws.json`, 'utf8')) as Series[];

/** The elements of a tensor as it is made, in order. */
const numbers = ({ array }: Tensor) => [...array.values.subarray(array.offset, array.offset + array.size)];

/** One that has drawn nothing. */
const generator = () => new Generator(seed);

describe('random tensors', () => {
  it('hold the numbers of the generator, in the shape asked for', () => {
    const g = generator();
    assert.deepEqual(numbers(rand([5], { generator: g })), calls[0].out);
    assert.deepEqual(numbers(rand([5, 1], { generator: g, dtype: 'float64' })), calls[1].out);
    const normals = randn([1, 3], { generator: g });
    assert.deepEqual(normals.shape, [1, 3]);
    for (const [i, x] of numbers(normals).entries()) {
      assert.ok(Math.abs(x - calls[2].out[i]) < 1e-6);
    }
  });

  it('come from the generator of manualSeed unless told otherwise', () => {
    const draw = () => [rand([2]), randn([3]), randint(9, [4]), randperm(5)].map(numbers);
    manualSeed(7);
    const first = draw();
    assert.notDeepEqual(draw(), first);
    manualSeed(7);
    assert.deepEqual(draw(), first);
    manualSeed(DEFAULT_SEED);
  });

  it('may require a gradient', () => {
    assert.equal(randn([2], { requiresGrad: true }).requiresGrad, true);
    assert.equal(randint(0, 2, [2], { dtype: 'float32', requiresGrad: true }).requiresGrad, true);
    assert.throws(() => randperm(3, { requiresGrad: true }), /floating-point tensors can require a gradient/);
  });

  it('are empty or a single number where the shape says so', () => {
    assert.deepEqual(rand([0, 3]).shape, [0, 3]);
    assert.deepEqual(randn([]).shape, []);
    assert.deepEqual(numbers(randperm(0)), []);
  });

  it('hold fractions only in a dtype that can', () => {
    assert.equal(randn([1], { dtype: 'float64' }).dtype, 'float64');
    assert.throws(() => rand([1], { dtype: 'int32' }), /rand gives float32 or float64, not int32/);
    assert.throws(() => randn([1], { dtype: 'bool' }), /randn gives float32 or float64, not bool/);
  });

  it('say what is wrong with a shape, an option or a generator', () => {
    assert.throws(
      () => rand([1], { generater: generator() } as object),
      /rand has no option 'generater'; there are: dtype/,
    );
    assert.throws(() => rand([-1]), /rand: -1 is not a size/);
    assert.throws(() => randn([1.5]), /randn expects sizes as whole numbers, but got the number 1\.5/);
    assert.throws(() => randint(0, 5, 'x' as unknown as number[]), /randint expects sizes/);
    assert.throws(
      () => rand([1], { generator: 42 as unknown as Generator }),
      /rand expects a Generator, as in new Generator\(42\), but got the number 42/,
    );
  });
});

describe('randint', () => {
  it('takes low and high, or high alone', () => {
    assert.deepEqual(
      numbers(randint(10, [8], { generator: generator() })),
      numbers(randint(0, 10, [8], { generator: generator() })),
    );
    assert.deepEqual([...new Set(numbers(randint(-2, 1, [500])))].sort(), [-1, -2, 0]);
  });

  it('gives int32 unless told otherwise', () => {
    assert.equal(randint(5, [2]).dtype, 'int32');
    assert.equal(randint(2, [2], { dtype: 'bool' }).dtype, 'bool');
    assert.equal(randint(2 ** 40, [2], { dtype: 'float64' }).dtype, 'float64');
  });

  it('says what is wrong with its bounds', () => {
    assert.throws(() => randint(5, 5, [1]), /low below high, but got the number 5 and the number 5/);
    assert.throws(() => randint(0.5, [1]), /low below high, but got the number 0 and the number 0\.5/);
    assert.throws(() => randint(2 ** 31 + 1, [1]), /int32 does not hold 2147483648 exactly/);
    assert.throws(() => randint(-(2 ** 31) - 1, 0, [1]), /int32 does not hold -2147483649 exactly/);
    assert.throws(() => randint(3, [1], { dtype: 'bool' }), /bool does not hold 2 exactly/);
    assert.throws(() => randint(2 ** 24 + 2, [1], { dtype: 'float32' }), /float32 does not hold 16777217 exactly/);
  });
});

describe('randperm', () => {
  it('holds every number once', () => {
    const order = randperm(100);
    assert.deepEqual([order.dtype, order.shape], ['int32', [100]]);
    assert.deepEqual(
      numbers(order).sort((a, b) => a - b),
      Array.from({ length: 100 }, (_, i) => i),
    );
    assert.throws(() => randperm(-1), /randperm: -1 is not a size/);
  });
});

describe('multinomial', () => {
  it('draws for each row', () => {
    const probs = tensor([
      [0, 1, 0],
      [1, 0, 0],
    ]);
    const drawn = multinomial(probs, 2, { replacement: true });
    assert.deepEqual([drawn.dtype, drawn.shape], ['int32', [2, 2]]);
    assert.deepEqual(numbers(drawn), [1, 1, 0, 0]);
  });

  it('takes weights that do not lie in order', () => {
    const rows = tensor([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    const columns = rows.make(rows.array.as(new Layout([2, 3], [1, 2])));
    assert.deepEqual(numbers(multinomial(columns, 1)), [0, 1]);
  });

  it('draws without replacement unless told otherwise', () => {
    const drawn = multinomial(tensor([1, 1, 1]), 3, { generator: generator() });
    assert.deepEqual(numbers(drawn).sort(), [0, 1, 2]);
  });

  it('says what is wrong with an argument', () => {
    const p = tensor([0.5, 0.5]);
    assert.throws(() => multinomial(p, 3), /cannot draw 3 of 2 categories without replacement.*replacement: true/);
    assert.throws(() => multinomial(p, 0), /a whole number from 1, but got the number 0/);
    assert.throws(() => multinomial(tensor(1), 1), /one or two dimensions, not \(\)/);
    assert.throws(() => multinomial(tensor([[[1]]]), 1), /one or two dimensions, not \(1, 1, 1\)/);
    assert.throws(() => multinomial(tensor([1, 2], { dtype: 'int32' }), 1), /floating-point probabilities, not int32/);
    assert.throws(() => multinomial(tensor([]), 1), /no categories/);
    assert.throws(() => multinomial([1] as unknown as typeof p, 1), /multinomial expects a tensor, but got an array/);
  });
});
