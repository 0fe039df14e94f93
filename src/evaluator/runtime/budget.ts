/** Steps: loops and calls count down, so that the limits are looked at often enough and not too often. */

/** Steps until the first look at the clock: a step of a script may take anything from nanoseconds to seconds. */
const FIRST = 8;
/** The most steps between two looks at the clock: so many quick ones take microseconds, so many slow ones are noticed. */
const MOST = 4096;

export interface BudgetOptions {
  onTrip(site: number): void;
  /** Busy time between two looks in ms. */
  periodMs: number;
  now(): number;
  /** Called at every look, before `onTrip`. */
  onPeriod(): void;
}

export class Budget {
  /** Steps left until the next look, in a table so that instrumented code can count it down itself. */
  readonly steps = new Int32Array([FIRST]);
  private chunk = FIRST;
  /** When the clock was last looked at, and when the limits were. */
  private lastClock: number;
  private lastLook: number;
  private reached: { limit: unknown } | null = null;

  constructor(private readonly options: BudgetOptions) {
    this.lastClock = options.now();
    this.lastLook = this.lastClock;
  }

  /** What ended the script, undefined while it runs. */
  get limit(): unknown {
    return this.reached?.limit;
  }

  /** The steps are used up: looks at the clock and, once a period, at the limits. Throws what `onTrip` throws. */
  readonly trip = (site: number): void => {
    this.rethrow();
    const now = this.options.now();
    const elapsed = now - this.lastClock;
    const { periodMs } = this.options;
    if (elapsed > periodMs) this.chunk = Math.max(1, this.chunk >> 3);
    else if (elapsed < periodMs / 4) this.chunk = Math.min(MOST, this.chunk << 1);
    this.lastClock = now;
    this.steps[0] = this.chunk;
    if (now - this.lastLook >= periodMs) this.look(site);
  };

  /** Looks at the limits now, from `site`. Throws what `onTrip` throws, and from then on always the same. */
  readonly look = (site: number): void => {
    this.rethrow();
    this.options.onPeriod();
    try {
      this.options.onTrip(site);
    } catch (limit) {
      // The script's own recursion has left no room to look: it is the script that ran out of stack.
      if (limit instanceof RangeError) throw limit;
      this.reached = { limit };
      this.steps[0] = 0;
      throw limit;
    }
    this.lastLook = this.options.now();
  };

  /** A reached limit passes through the script's own `catch` and `finally`. */
  rethrow(): void {
    if (this.reached === null) return;
    this.steps[0] = 0;
    throw this.reached.limit;
  }
}
