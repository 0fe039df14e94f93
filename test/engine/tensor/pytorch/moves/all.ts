/** The ways in which a random program grows. */
import {
  alongDim,
  indexed,
  joined,
  normalised,
  positioned,
  reduced,
  reshaped,
  sliced,
  stretched,
  turned,
} from './dimensions';
import { chosen, clamped, combined, converted, elementwise, masked, powered, tamed, withNumber } from './elements';
import type { Move } from './move';
import { classified, compared, layered, lookedUp, multiplied, oneHot, probable, summedOver } from './networks';

const begun: Move = draft => {
  draft.leaf(draft.random.choice([[], [3], [2, 3], [3, 2], [1, 4], [2, 2, 2], [4]]));
};

/** Each as often as its number says. */
const WEIGHTS: [Move, number][] = [
  [elementwise, 8],
  [tamed, 3],
  [clamped, 1],
  [powered, 2],
  [withNumber, 2],
  [combined, 10],
  [chosen, 2],
  [masked, 1],
  [reduced, 3],
  [normalised, 2],
  [reshaped, 2],
  [turned, 3],
  [stretched, 2],
  [sliced, 2],
  [joined, 2],
  [indexed, 2],
  [alongDim, 3],
  [multiplied, 5],
  [summedOver, 2],
  [classified, 2],
  [compared, 1],
  [probable, 1],
  [lookedUp, 1],
  [oneHot, 1],
  [positioned, 1],
  [layered, 2],
  [converted, 1],
  [begun, 2],
];

/** All ways to grow, as often as each is to be tried. */
export const MOVES: Move[] = WEIGHTS.flatMap(([move, weight]) => Array<Move>(weight).fill(move));
