/** What scikit-learn gives, made by test/fixtures/sklearn/make.py. */
import { readFileSync } from 'node:fs';
import type { MoonsOptions } from '../../../src/engine/data/moons';
import type { SplitOptions } from '../../../src/engine/data/split';

interface Fixture {
  states: { seed: number; normal: number[]; random: number[]; permutation: number[]; last: number }[];
  moons: { options: MoonsOptions; x: number[][]; y: number[] }[];
  splits: { options: SplitOptions & { n: number }; train: number[]; test: number[] }[];
  iris: { x: number[][]; y: number[]; targetNames: string[] }[];
}

export const SKLEARN = JSON.parse(
  readFileSync(new URL('../../fixtures/sklearn/data.json', import.meta.url), 'utf8'),
) as Fixture;
