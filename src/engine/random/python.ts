/**
 * Python's `random`: the same seed gives the same numbers, bit for bit; names and order of draws are Python's. Only
 * `gauss` may differ in the last bits, as it does between platforms in Python: it goes through log, sin and cos.
 */
import { describe } from '../describe';
import { MersenneTwister } from './mersenne';
import { DEFAULT_SEED } from './seed';

const TWO_32 = 2 ** 32;

export class PythonRandom {
  private readonly generator = new MersenneTwister();
  /** `gauss` makes numbers in pairs; this is the one that waits. */
  private nextGauss: number | null = null;

  constructor(seed = DEFAULT_SEED) {
    this.seed(seed);
  }

  /**
   * Starts the sequence of this seed.
   * @throws TypeError if the seed is not a whole number that JavaScript holds exactly.
   */
  seed(seed: number): void {
    if (!Number.isSafeInteger(seed)) {
      throw new TypeError(`random.seed expects a whole number below 2^53, but got ${describe(seed)}.`);
    }
    const size = Math.abs(seed);
    const words = size < TWO_32 ? [size] : [size % TWO_32, Math.floor(size / TWO_32)];
    this.generator.seedByArray(Uint32Array.from(words));
    this.nextGauss = null;
  }

  /** Uniform in [0, 1), with 53 random bits. */
  random(): number {
    return this.generator.uniform53();
  }

  /** Uniform between `a` and `b`. */
  uniform(a: number, b: number): number {
    return a + (b - a) * this.random();
  }

  /** Normal distribution, by the method of Box and Muller. */
  gauss(mu = 0, sigma = 1): number {
    let z = this.nextGauss;
    this.nextGauss = null;
    if (z === null) {
      const angle = this.random() * (2 * Math.PI);
      const radius = Math.sqrt(-2 * Math.log(1 - this.random()));
      z = Math.cos(angle) * radius;
      this.nextGauss = Math.sin(angle) * radius;
    }
    return mu + z * sigma;
  }

  /** A whole number from `a` to `b`, both included. */
  randint(a: number, b: number): number {
    if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || b < a) {
      throw new RangeError(`random.randint(a, b) expects whole numbers with a ≤ b, but got ${a} and ${b}.`);
    }
    return a + this.below(b - a + 1);
  }

  /** One element. */
  choice<T>(list: readonly T[]): T {
    checkList('choice', list);
    if (list.length === 0) throw new RangeError('random.choice expects at least one element, but the list is empty.');
    return list[this.below(list.length)];
  }

  /** Shuffles the list in place. */
  shuffle(list: unknown[]): void {
    checkList('shuffle', list);
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
  }

  /** `k` different elements, in the order drawn. */
  sample<T>(list: readonly T[], k: number): T[] {
    checkList('sample', list);
    const n = list.length;
    if (!Number.isInteger(k) || k < 0 || k > n) {
      throw new RangeError(`random.sample expects to draw between 0 and ${n} of ${n} elements, but k is ${k}.`);
    }
    // Python weighs a copy of the list against a set of what was drawn; the two draw different numbers.
    const setSize = 21 + (k > 5 ? 4 ** Math.ceil(Math.log(k * 3) / Math.log(4)) : 0);
    return n <= setSize ? this.sampleFromPool([...list], k) : this.sampleBySet(list, k);
  }

  private sampleFromPool<T>(pool: T[], k: number): T[] {
    const drawn: T[] = [];
    for (let i = 0; i < k; i++) {
      const last = pool.length - 1 - i;
      const j = this.below(last + 1);
      drawn.push(pool[j]);
      pool[j] = pool[last];
    }
    return drawn;
  }

  private sampleBySet<T>(list: readonly T[], k: number): T[] {
    const drawn = new Set<number>();
    while (drawn.size < k) drawn.add(this.below(list.length));
    return Array.from(drawn, i => list[i]);
  }

  /** A whole number in [0, n): draws of as many bits as n has, until one is below n. */
  private below(n: number): number {
    const bits = bitLength(n);
    let drawn: number;
    do drawn = this.bits(bits);
    while (drawn >= n);
    return drawn;
  }

  /** `k` random bits; the first word drawn is the low one. */
  private bits(k: number): number {
    if (k <= 32) return this.generator.word() >>> (32 - k);
    const low = this.generator.word();
    return (this.generator.word() >>> (64 - k)) * TWO_32 + low;
  }
}

/** @throws TypeError for what has no elements to count, such as a tensor. */
function checkList(method: string, given: unknown): void {
  if (Array.isArray(given) || ArrayBuffer.isView(given) || typeof given === 'string') return;
  throw new TypeError(
    `random.${method} expects a list, but got ${describe(given)}. Rows of a tensor are drawn by their places: ` +
      't.index(randperm(n)).',
  );
}

function bitLength(n: number): number {
  return n < TWO_32 ? 32 - Math.clz32(n) : 64 - Math.clz32(Math.floor(n / TWO_32));
}

/** The generator behind `random.…` in scripts, and behind initial weights. */
export const random = new PythonRandom();
