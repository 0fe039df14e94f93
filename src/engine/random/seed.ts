/** Seeds of a run. */

/** Seed of every run that sets none, so that only an edit changes a picture. */
export const DEFAULT_SEED = 1337;

/** A seed that nobody knows beforehand: 32 bits. */
export function arbitrarySeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
