/** Splits samples into those to train on and those to test on. */
import { describe } from '../describe';
import { dataRandom, NumpyRandom } from '../random/numpy';

export interface SplitOptions {
  /** Part of the samples to test on, above 0 and below 1, rounded up; or their number. 0.25 unless said otherwise. */
  testSize?: number;
  /** Mix the samples first; true unless said otherwise. */
  shuffle?: boolean;
  /** From 0 to 2^32 − 1. */
  seed?: number;
}

/**
 * `[xTrain, xTest, yTrain, yTest]`, the same samples that scikit-learn's `train_test_split` takes for a seed. Without a
 * seed the order comes from one sequence per run, so a second call splits otherwise.
 * @throws RangeError if the lengths of x and y differ, or nothing would be left on one side.
 */
export function trainTestSplit<X, Y>(
  x: readonly X[],
  y: readonly Y[],
  { testSize = 0.25, shuffle = true, seed }: SplitOptions = {},
): [X[], X[], Y[], Y[]] {
  if (x.length !== y.length) {
    throw new RangeError(
      `trainTestSplit expects one y for each x, but x has ${x.length} elements and y has ${y.length}.`,
    );
  }
  const test = testCount(x.length, testSize);
  const { testing, training } = shuffle ? drawn(x.length, test, seed) : lastOnes(x.length, test);
  const take = <T>(from: readonly T[], indices: Int32Array) => Array.from(indices, i => from[i]);
  return [take(x, training), take(x, testing), take(y, training), take(y, testing)];
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
