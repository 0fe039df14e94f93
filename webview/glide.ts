/** Moves the view in a short, smooth way; at once for those who want no motion. */

import type { Transform } from './graph/viewport';
import { wantsStillness } from './motion';
import type { State } from './state/state';

const DURATION_MS = 220;

export class Glide {
  private frame = 0;

  constructor(
    private readonly state: () => State,
    private readonly view: (transform: Transform) => void,
  ) {}

  /** Ends early if the view is moved by anything else. */
  to(target: Transform): void {
    cancelAnimationFrame(this.frame);
    if (wantsStillness()) {
      this.view(target);
      return;
    }
    const from = this.state().transform;
    const begin = performance.now();
    let last = from;
    const move = (now: number): void => {
      if (this.state().transform !== last) return;
      const t = Math.min(1, Math.max(0, (now - begin) / DURATION_MS));
      last = from.toward(target, t * (2 - t));
      this.view(last);
      if (t < 1) this.frame = requestAnimationFrame(move);
    };
    this.frame = requestAnimationFrame(move);
  }
}
