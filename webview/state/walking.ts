/** The keyboard's way through the picture: one comes back the way that one went, and past all that an edge leads to. */

import type { Sight } from '../graph/sight';
import { boxesIn, neighbour, operandsOrUsers, type Sideways, type Walk } from '../graph/walk';
import type { State, Stride } from './state';

const BACK: Record<Walk, Walk> = { above: 'below', below: 'above', input: 'consumer', consumer: 'input' };

export function walked(state: State, walk: Walk): State {
  const { sight, rover } = state;
  if (!sight || rover === null) return state;
  const strides = state.strides.at(-1)?.to === rover ? state.strides : [];
  const last = strides.at(-1);
  if (last && !isSideways(walk) && last.walk === BACK[walk] && boxesIn(sight).has(last.from)) {
    return { ...state, rover: last.from, strides: strides.slice(0, -1) };
  }
  const to = destination(sight, rover, walk, strides[0]);
  if (to === null) return state;
  const before = !isSideways(walk) && last && (last.walk === walk || isSideways(last.walk)) ? strides : [];
  return { ...state, rover: to, strides: [...before, { walk, from: rover, to }] };
}

/**
 * After a walk along an edge, up and down lead to the others that one could have gone to, so that every operand and every
 * user can be reached, and the walk back leads to where one was.
 */
function destination(sight: Sight, rover: string, walk: Walk, came: Stride | undefined): string | null {
  if (came && isSideways(came.walk)) {
    if (isSideways(walk)) {
      const isBack = came.walk === BACK[walk] && operandsOrUsers(sight, rover, walk).includes(came.from);
      if (isBack) return came.from;
    } else {
      const beside = operandsOrUsers(sight, came.from, came.walk);
      const at = beside.indexOf(rover);
      const next = beside[at + (walk === 'below' ? 1 : -1)];
      if (at >= 0 && next !== undefined) return next;
    }
  }
  return neighbour(sight, rover, walk);
}

function isSideways(walk: Walk): walk is Sideways {
  return walk === 'input' || walk === 'consumer';
}
