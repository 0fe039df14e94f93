/** PyTorch's random numbers on a CPU: the generator, the one that is used where none is named, and its seed. */
import { describe } from '../describe';
import { MersenneTwister } from './mersenne';
import { dataRandom } from './numpy';
import { random } from './python';
import { arbitrarySeed, DEFAULT_SEED } from './seed';

/** A source of random numbers: the same seed gives the numbers that `torch.Generator().manual_seed(seed)` gives. */
export class Generator {
  /** Normals of small tensors are made in pairs; this is the one that waits. */
  nextNormal: number | null = null;
  private readonly twister = new MersenneTwister();
  private seed = DEFAULT_SEED;

  /**
   * @param seed - A whole number, may be negative; without one, the seed of every run that sets none.
   * @throws TypeError if it is not a whole number that JavaScript holds exactly.
   */
  constructor(seed = DEFAULT_SEED) {
    this.manualSeed(seed);
  }

  /** Starts the sequence of this seed, of which the low 32 bits count, as in PyTorch. Returns the generator itself. */
  manualSeed(seed: number): this {
    if (!Number.isSafeInteger(seed)) {
      throw new TypeError(`manualSeed expects a whole number below 2^53, but got ${describe(seed)}.`);
    }
    this.seed = seed;
    this.twister.seedByWord(seed);
    this.nextNormal = null;
    return this;
  }

  /** The seed that the sequence started from. */
  initialSeed(): number {
    return this.seed;
  }

  /** The next 32 bits, as an unsigned number. */
  word(): number {
    return this.twister.word();
  }

  /** Uniform in [0, 1), with 24 random bits: exact in float32. */
  uniform24(): number {
    return (this.twister.word() & 0xffffff) / 2 ** 24;
  }

  /** Uniform in [0, 1), with 53 random bits, of which the first word drawn has the high ones. */
  uniform53(): number {
    const high = this.twister.word() & 0x1fffff;
    return (high * 2 ** 32 + this.twister.word()) / 2 ** 53;
  }
}

/** The generator of all that names none; every run of a script starts it anew. */
export const defaultGenerator = new Generator();

/**
 * Seeds the generator of all that names none, and returns it.
 * @param seed - A whole number; or 'random' for other numbers in every run, those of `random` and of data sets included.
 */
export function manualSeed(seed: number | 'random'): Generator {
  if (seed !== 'random') return defaultGenerator.manualSeed(seed);
  random.seed(arbitrarySeed());
  dataRandom.seed(arbitrarySeed());
  return defaultGenerator.manualSeed(arbitrarySeed());
}
