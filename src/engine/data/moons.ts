/** Two interleaving half circles. */
import { describe } from '../describe';
import { checkFlag, checkNumber, checkOptions } from '../options';
import { dataRandom, NumpyRandom } from '../random/numpy';

export interface MoonsOptions {
  /** Number of points, 100 unless said otherwise; or those of the outer and those of the inner moon. */
  samples?: number | readonly [number, number];
  /** Standard deviation of what is added to every coordinate; 0 unless said otherwise. */
  noise?: number;
  /** Mix the points of both moons; true unless said otherwise. */
  shuffle?: boolean;
  /** From 0 to 2^32 − 1. */
  seed?: number;
}

export interface Moons {
  /** Coordinates of each point. */
  x: number[][];
  /** 0 for a point of the outer moon, 1 for one of the inner. */
  y: number[];
}

/**
 * The points that scikit-learn's `make_moons(n_samples, shuffle, noise, random_state)` gives. Without a seed they come
 * from one sequence per run, so a second call gives others.
 * @throws RangeError for a number of points or a noise that there cannot be, TypeError for an unknown option.
 */
export function moons(options: MoonsOptions = {}): Moons {
  checkOptions('datasets.moons', options, ['samples', 'noise', 'shuffle', 'seed']);
  const { samples = 100, noise = 0, shuffle = true, seed } = options;
  checkNumber('datasets.moons', 'noise', noise);
  checkFlag('datasets.moons', 'shuffle', shuffle);
  const [outer, inner] = counts(samples);
  const generator = seed === undefined ? dataRandom : new NumpyRandom(seed);
  const points = [
    ...angles(outer).map(angle => ({ at: [Math.cos(angle), Math.sin(angle)], moon: 0 })),
    ...angles(inner).map(angle => ({ at: [1 - Math.cos(angle), 1 - Math.sin(angle) - 0.5], moon: 1 })),
  ];
  const ordered = shuffle ? Array.from(generator.permutation(points.length), i => points[i]) : points;
  const jitter = noise === 0 ? (c: number) => c : (c: number) => c + noise * generator.normal();
  return { x: ordered.map(({ at }) => at.map(jitter)), y: ordered.map(({ moon }) => moon) };
}

function counts(samples: number | readonly [number, number]): readonly [number, number] {
  const pair = typeof samples === 'number' ? ([Math.floor(samples / 2), Math.ceil(samples / 2)] as const) : samples;
  const isWhole = typeof samples !== 'number' || Number.isSafeInteger(samples);
  if (!isWhole || !Array.isArray(pair) || pair.length !== 2 || !pair.every(n => Number.isSafeInteger(n) && n >= 0)) {
    throw new RangeError(
      `datasets.moons expects samples to be a whole number or a pair of them, but got ${describe(samples)}.`,
    );
  }
  return pair;
}

/** `n` angles from 0 to π at equal distances, both ends included. */
function angles(n: number): number[] {
  const step = Math.PI / (n - 1);
  return Array.from({ length: n }, (_, i) => (i > 0 && i === n - 1 ? Math.PI : i * (n > 1 ? step : 0)));
}
