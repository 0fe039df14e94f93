/** The data sets of `datasets`. */
import { iris } from './iris';
import { moons } from './moons';
import { names } from './names';

export const datasets = { moons, iris, names } as const;
