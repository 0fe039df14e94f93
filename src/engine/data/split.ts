/** Splits samples into those to train on and those to test on. */
import { describe } from '../describe';
import { checkFlag, checkOptions } from '../options';
import { dataRandom, NumpyRandom } from '../random/numpy';
import type { Tensor } from '../tensor/tensor';
import { type Rows, rowCount, rowsAt } from './rows';

export interface SplitOptions {
  /** Part of the samples to test on, above 0 and below 1, rounded up; or their number. 0.25 unless said otherwise. */
  testSize?: number;
  /** Mix the samples first; true unless said otherwise. */
  shuffle?: boolean;
  /** From 0 to 2^32 − 1. */
  seed?: number;
}

/**
 * `[xTrain, xTest, yTrain, yTest]`, the same samples that scikit-learn's `train_test_split` takes for a seed. Arrays give
 * arrays; Tensors give Tensors, copied along their first dimension. Without a seed the order comes from one sequence per
 * run, so a second call splits otherwise.
 * @throws RangeError if the lengths of x and y differ, or nothing would be left on one side.
 */
export function trainTestSplit<X extends readonly unknown[] | Tensor, Y extends readonly unknown[] | Tensor>(
  x: X,
  y: Y,
  options: SplitOptions = {},
): [Rows<X>, Rows<X>, Rows<Y>, Rows<Y>] {
  checkOptions('trainTestSplit', options, ['testSize', 'shuffle', 'seed']);
  const { testSize = 0.25, shuffle = true, seed } = options;
  checkFlag('trainTestSplit', 'shuffle', shuffle);
  const [samples, targets] = [x, y].map(each => rowCount('trainTestSplit', each));
  if (samples !== targets) {
    throw new RangeError(`trainTestSplit expects one y for each x, but x has ${samples} and y has ${targets}.`);
  }
  const test = testCount(samples, testSize);
  const { testing, training } = shuffle ? drawn(samples, test, seed) : lastOnes(samples, test);
  return [rowsAt(x, training), rowsAt(x, testing), rowsAt(y, training), rowsAt(y, testing)];
}

function drawn(samples: number, test: number, seed: number | undefined) {
  const order = (seed === undefined ? dataRandom : new NumpyRandom(seed)).permutation(samples);
  return { testing: order.subarray(0, test), training: order.subarray(test) };
}

function lastOnes(samples: number, test: number) {
  const order = Int32Array.from({ length: samples }, (_, i) => i);
  return { testing: order.subarray(samples - test), training: order.subarray(0, samples - test) };
}

function testCount(samples: number, testSize: number): number {
  const isPart = testSize > 0 && testSize < 1;
  if (!isPart && !(Number.isSafeInteger(testSize) && testSize >= 1)) {
    throw new RangeError(
      `trainTestSplit expects testSize to be a part between 0 and 1 or a whole number, but got ${describe(testSize)}.`,
    );
  }
  const test = isPart ? Math.ceil(testSize * samples) : testSize;
  if (test >= samples) {
    throw new RangeError(
      `trainTestSplit has nothing to train on: ${samples} samples, of which ${test} are to be tested on.`,
    );
  }
  return test;
}
