/** Steps: loops and calls count down, so that the limits are looked at often enough and not too often. */

/** Steps until the first look. */
const FIRST = 1024;
const MOST = 1 << 24;

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
  private lastLook: number;
  private reached: { limit: unknown } | null = null;

  constructor(private readonly options: BudgetOptions) {
    this.lastLook = options.now();
  }

  /** What ended the script, undefined while it runs. */
  get limit(): unknown {
    return this.reached?.limit;
  }

  /** Looks at the limits now, from `site`. Throws what `onTrip` throws, and from then on always the same. */
  readonly trip = (site: number): void => {
    this.rethrow();
    this.options.onPeriod();
    try {
      this.options.onTrip(site);
    } catch (limit) {
      this.reached = { limit };
      this.steps[0] = 0;
      throw limit;
    }
    this.adapt();
  };

  /** A reached limit passes through the script's own `catch` and `finally`. */
  rethrow(): void {
    if (this.reached === null) return;
    this.steps[0] = 0;
    throw this.reached.limit;
  }

  /** Aims at one look a period; a long wait or a slow step shortens the next chunk, but not to nothing at once. */
  private adapt(): void {
    const now = this.options.now();
    const elapsed = Math.max(now - this.lastLook, this.options.periodMs / 100);
    const factor = Math.min(4, Math.max(1 / 8, this.options.periodMs / elapsed));
    this.chunk = Math.min(MOST, Math.max(1, Math.round(this.chunk * factor)));
    this.lastLook = now;
    this.steps[0] = this.chunk;
  }
}
