/** The calls and loops that the running script is in, as a chain of frames. */

/** One running call, or one running loop. */
export class Frame {
  /** Current iteration of a loop, -1 before the first; always -1 for a call. Instrumented loops count it themselves. */
  iteration = -1;
  /** The frame to go back to: the caller, or whoever resumed the call. */
  caller: Frame;
  /** Waiting in an `await`, a `yield` or between the iterations of a `for await`. */
  suspended = false;
  /** Row of the scope columns, or UNKNOWN; see `Scopes`. */
  scope = UNKNOWN;
  /** The row of the present iteration where `scope` is that of another, for which it stands; else UNKNOWN. */
  row = UNKNOWN;
  /** Iteration and outer scope for which `scope` holds. */
  scopeIteration = -1;
  scopeParent = UNKNOWN;

  constructor(
    /** The frame that this one lies in; null for the root. */
    readonly parent: Frame | null,
    /** Site of the function or loop. */
    readonly site: number,
    readonly isLoop: boolean,
    /** What the call is a method call on. */
    readonly receiver: unknown,
  ) {
    this.caller = parent ?? this;
  }
}

/** "No row has been made for this frame yet." */
export const UNKNOWN = -1;

export class Frames {
  /** The top level of all modules. */
  readonly root = new Frame(null, 0, false, undefined);
  current: Frame = this.root;
  /** How often a call went on after it had waited. */
  resumptions = 0;

  enter(site: number, receiver: unknown): Frame {
    this.current = new Frame(this.current, site, false, receiver);
    return this.current;
  }

  /** The call is over. A call that ends while suspended (its promise was rejected) is not the current one. */
  leave(frame: Frame): void {
    if (!frame.suspended) this.current = frame.caller;
  }

  /** A call that has left its frame for a moment is in it again. */
  reenter(frame: Frame): Frame {
    this.current = frame;
    return frame;
  }

  loop(site: number, outer: Frame): Frame {
    this.current = new Frame(outer, site, true, undefined);
    return this.current;
  }

  /** Control is in `frame` again: a loop inside it has ended, however it was left. */
  end(frame: Frame): void {
    this.current = frame;
  }

  suspend(frame: Frame): void {
    this.current = frame.caller;
    frame.suspended = true;
  }

  /** `frame`, a call, goes on in `inner`: itself or a loop in it. */
  resume(frame: Frame, inner: Frame): void {
    if (frame.suspended) {
      this.resumptions++;
      frame.suspended = false;
      if (frame !== this.root) {
        frame.caller = this.current;
        // whatever runs around it may be in another iteration by now
        frame.scope = UNKNOWN;
      }
    }
    this.current = inner;
  }
}
