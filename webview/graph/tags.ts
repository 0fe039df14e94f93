/** Which contribution of a step arrives at what is in sight. */

import { type TagSide, tagBox } from './drawTag';
import { moved, overlaps } from './geometry';
import type { Numbers } from './numbers';
import type { SeenReference, SeenValue, Sight } from './sight';

/** A contribution at the visible input that it arrives at. */
export interface Arrival {
  at: SeenValue | SeenReference;
  contribution: string;
  /** What the same step brought to the same place before, as in `a * a`. */
  before: string[];
  side: TagSide;
}

/** The contributions of a step that can be shown in the picture: of visible inputs, and not of constants. */
export function arrivals(sight: Sight, numbers: Numbers | null): Arrival[] {
  const step = numbers?.step;
  if (!step) return [];
  const values = new Map(sight.values.map(value => [value.id, value]));
  const references = sight.references.filter(({ user }) => user === step.node);
  const seen = new Map<string, string[]>();
  const result: Arrival[] = [];
  step.contributions.forEach(({ input, constant, contribution }, i) => {
    // A value beside its consumer is there once for each operand.
    const beside = references.find(reference => reference.input === i);
    const at = beside ?? values.get(input);
    if (at === undefined || constant) return;
    const before = seen.get(at.key) ?? [];
    seen.set(at.key, [...before, contribution]);
    result.push({ at, contribution, before, side: sideOf(sight, at, contribution, before) });
  });
  return result;
}

/** Below, as long as a tag would lie on nothing there, or on something above as well. */
function sideOf(sight: Sight, at: Arrival['at'], contribution: string, before: readonly string[]): TagSide {
  const isFree = (side: TagSide): boolean => {
    const tag = moved(tagBox(at.placed, contribution, before, side), at.x, at.y);
    const closed = sight.folds.filter(({ item }) => item.template === null);
    return ![...sight.values, ...sight.references, ...closed].some(seen => {
      return seen.key !== at.key && overlaps(moved(seen.placed.card, seen.x, seen.y), tag);
    });
  };
  return isFree('below') || !isFree('above') ? 'below' : 'above';
}
