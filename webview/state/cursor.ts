/** Where in the run one stands, and where a step leads. */

import { type Cursor, LAST_STEP } from '../../src/protocol/panel';
import type { State } from './state';

/** Number of passes known so far. */
export function passCount(state: State): number {
  return Math.max(state.series.find(({ at }) => at === null)?.points.length ?? 0, state.status.passes);
}

/** Where the run stands or is about to: what the next step counts from. */
export function cursorOf(state: State): Cursor {
  return state.wanted ?? state.values?.cursor ?? { pass: -1, step: 0 };
}

/** Where `delta` steps on leads: from the whole tape into the last pass, and never out of the pass. */
export function steppedBy(state: State, delta: number): Cursor | null {
  const passes = passCount(state);
  if (passes === 0) return null;
  const { pass, step } = cursorOf(state);
  if (pass < 0) return { pass: passes - 1, step: delta > 0 ? 0 : LAST_STEP };
  const steps = state.values?.steps ?? 0;
  const from = Math.min(step, steps);
  const to = Math.min(steps, Math.max(0, from + delta));
  return to === from ? null : { pass, step: to };
}
