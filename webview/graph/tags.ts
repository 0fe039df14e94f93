/** Which contribution of a step arrives at what is in sight. */

import { type TagSide, tagBox } from './drawTag';
import { moved, overlaps } from './geometry';
import { locate } from './locate';
import type { Numbers } from './numbers';
import type { Scene } from './placed';
import type { SeenReference, SeenValue, Sight } from './sight';
import { boxEntered } from './ways';

/** A contribution at the visible input that it arrives at, or at the border beyond which that is. */
export interface Arrival {
  at: Pick<SeenValue | SeenReference, 'key' | 'placed' | 'x' | 'y'>;
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

/**
 * The contributions of a step that go to copies of a stack which are not on show: at its border, where their edges leave.
 * @param carries - The keys of edges over which the step sends.
 */
export function departures(
  scene: Scene,
  sight: Sight,
  numbers: Numbers | null,
  carries: ReadonlySet<string>,
): Arrival[] {
  return (numbers?.step?.contributions ?? []).flatMap(({ input, constant, contribution }): Arrival[] => {
    const place = constant ? null : locate(scene, input);
    if (place === null || place.isExact) return [];
    const edge = sight.edges.find(({ key, from }) => carries.has(key) && boxEntered(from) === place.key);
    if (edge === undefined || edge.points.length === 0) return [];
    const card = { ...edge.points[0], width: 0, height: 0 };
    const at = {
      key: edge.from,
      placed: { ...card, card, badge: null, stem: null, cells: null },
      x: edge.x,
      y: edge.y,
    };
    return [{ at, contribution, before: [], side: 'below' }];
  });
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
