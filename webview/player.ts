/** Plays a pass: after each answer, one interval later, the next step. */

import type { Cursor } from '../src/protocol/panel';
import { passCount, steppedBy } from './state/cursor';
import type { State } from './state/state';

/** The interval at speed 1. */
const INTERVAL_MS = 1000;

/** `seek` sends a cursor. The clock is injected for tests. */
export class Player {
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly state: () => State,
    private readonly seek: (cursor: Cursor) => void,
  ) {}

  /** To be called after every change of the state. */
  update(): void {
    const { playing, wanted } = this.state();
    if (!playing) this.stop();
    else if (wanted === null && this.timer === null) {
      this.timer = setTimeout(() => this.advance(), INTERVAL_MS / this.state().speed);
    }
  }

  private advance(): void {
    this.timer = null;
    const next = steppedBy(this.state(), 1);
    if (next) this.seek(next);
  }

  private stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** Where play begins: from the start if the pass has ended or none is chosen; null: from here. */
export function playFrom(state: State): Cursor | null {
  const cursor = state.values?.cursor ?? { pass: -1, step: 0 };
  if (cursor.pass < 0) return passCount(state) > 0 ? { pass: passCount(state) - 1, step: 0 } : null;
  return cursor.step >= (state.values?.steps ?? 0) ? { pass: cursor.pass, step: 0 } : null;
}
