/** Random programs: a seed gives the same program for ever, as long as this folder stays as it is. */
import { PythonRandom } from '../../../../src/engine/random/python';
import { Draft } from './draft';
import { MOVES } from './moves/all';
import type { Program } from './program';

const FEWEST_OPS = 5;
const MOST_OPS = 60;
/** What one move can add: two ops, and three loose ends to be brought together. */
const LARGEST_MOVE = 6;
/** A draft that finds no place for another op is closed as it is. */
const TRIES = 2000;

/** A program of 5 to 60 ops that ends in a single number to which every floating value contributes. */
export function generate(seed: number, dtype: Program['dtype']): Program {
  const random = new PythonRandom(seed);
  const draft = new Draft(random, dtype);
  draft.leaf([2, 3]);
  draft.leaf(random.choice([[3], [3, 2], [2, 1], []]));
  const target = random.randint(FEWEST_OPS, MOST_OPS - LARGEST_MOVE);
  for (let tries = 0; tries < TRIES && draft.ops + closing(draft) < target; tries++) random.choice(MOVES)(draft);
  close(draft);
  return { dtype, lines: draft.lines };
}

/** How many ops it takes to bring all loose ends together. */
function closing(draft: Draft): number {
  return 2 * draft.loose.length - 1;
}

function close(draft: Draft): void {
  const means = draft.loose.map(at => draft.push({ op: 'mean', inputs: [at] }));
  means.reduce((sum, each) => draft.push({ op: 'add', inputs: [sum, each] }));
}
