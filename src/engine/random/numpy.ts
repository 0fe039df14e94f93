/**
 * NumPy's `RandomState`, from which scikit-learn makes its data: the same seed gives the same numbers, bit for bit but
 * for the last bits of normals, which go through log.
 */
import { describe } from '../describe';
import { MersenneTwister } from './mersenne';
import { DEFAULT_SEED } from './seed';

export class NumpyRandom {
  private readonly generator = new MersenneTwister();
  /** Normals are made in pairs; this is the one that waits. */
  private nextNormal: number | null = null;

  constructor(seed = DEFAULT_SEED) {
    this.seed(seed);
  }

  /** Starts the sequence of this seed. @throws RangeError if it is not a whole number of 32 bits. */
  seed(seed: number): void {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new RangeError(`A seed of data is a whole number from 0 to 2^32 − 1, but got ${describe(seed)}.`);
    }
    this.generator.seedByWord(seed);
    this.nextNormal = null;
  }

  /** Uniform in [0, 1), with 53 random bits. */
  random(): number {
    return this.generator.uniform53();
  }

  /** Standard normal distribution, by Marsaglia's polar method. */
  normal(): number {
    const waiting = this.nextNormal;
    if (waiting !== null) {
      this.nextNormal = null;
      return waiting;
    }
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * this.random() - 1;
      y = 2 * this.random() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.nextNormal = factor * x;
    return factor * y;
  }

  /** The whole numbers below `n` in random order. */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.upTo(i);
      const last = order[i];
      order[i] = order[j];
      order[j] = last;
    }
    return order;
  }

  /** A whole number from 0 to `max`, both included: draws of as many bits as `max` has, until one fits. */
  private upTo(max: number): number {
    const mask = 0xffffffff >>> Math.clz32(max);
    let drawn: number;
    do drawn = (this.generator.word() & mask) >>> 0;
    while (drawn > max);
    return drawn;
  }
}

/** The generator of data for which no seed is given; every run of a script starts it anew. */
export const dataRandom = new NumpyRandom();
