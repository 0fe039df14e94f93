/** The keys of what shows the values that are marked right now: themselves, a sum they are part of, or a closed box. */

import type { Found, Related, Uses } from '../src/protocol/find';
import { locate } from './graph/locate';
import type { Scene } from './graph/placed';
import type { State } from './state/state';

export interface Marked {
  selected: string | null;
  /** What the step that the cursor stands after is of. */
  stepped: string | null;
  lit: ReadonlySet<string>;
}

const NONE: Marked = { selected: null, stepped: null, lit: new Set() };

/** What was found last: while the view moves, it stays. */
const known = new WeakMap<
  Scene,
  { selected: number | null; step: number | null; lit: readonly number[]; of: Marked }
>();

export function markedIn({ picture, selected, lit }: State): Marked {
  if (!picture) return NONE;
  const { scene, numbers } = picture;
  const step = numbers?.step?.node ?? null;
  const last = known.get(scene);
  if (last?.selected === selected && last.step === step && last.lit === lit) return last.of;
  const key = (node: number | null): string | null => (node === null ? null : (locate(scene, node)?.key ?? null));
  const of = { selected: key(selected), stepped: key(step), lit: new Set(lit.flatMap(node => key(node) ?? [])) };
  known.set(scene, { selected, step, lit, of });
  return of;
}

/** Ids, ascending, of what is to stand out: what is related to a value, or else what was found; null: nothing. */
export function standingOut(state: State): Uint32Array | null {
  return answerOf(state)?.ids ?? null;
}

/** Where that is used, as far as it has no inputs. */
export function standingUses(state: State): Uses | null {
  return answerOf(state)?.uses ?? null;
}

function answerOf({ related, search }: State): Related | Found | null {
  if (related) return related;
  const isFound = search?.found?.query === search?.text && search?.text !== '';
  return search?.found && isFound && search.found.error === null ? search.found : null;
}
