/** The keyboard's way through the picture: up and down lead back to where one was. */

import { boxesIn, neighbour, type Walk } from '../graph/walk';
import type { State } from './state';

const BACK: Partial<Record<Walk, Walk>> = { above: 'below', below: 'above' };

export function walked(state: State, walk: Walk): State {
  const { sight, rover, strides } = state;
  if (!sight || rover === null) return state;
  const last = strides.at(-1);
  if (last?.to === rover && last.walk === BACK[walk] && boxesIn(sight).has(last.from)) {
    return { ...state, rover: last.from, strides: strides.slice(0, -1) };
  }
  const to = neighbour(sight, rover, walk);
  if (to === null) return state;
  const before = last?.to === rover && last.walk === walk ? strides : [];
  return { ...state, rover: to, strides: BACK[walk] ? [...before, { walk, from: rover, to }] : [] };
}
