/**
 * Frames as rows of the scope columns; a row is made when a node first asks for its scope, and shared from then on.
 *
 * Steps of a training loop make the same calls and inner loops again. They get the rows of the step before, in the order
 * in which it asked for them; only the loop that steps has a row for each iteration, which stands in for its first.
 */
import { NONE, type ScopeColumns, type Site } from '../../recording/schema';
import { type Frame, type Frames, UNKNOWN } from './frames';
import type { ReceiverNames } from './receivers';

export class Scopes {
  /** Parent, site, name and iteration of every row. */
  private readonly parents: number[] = [];
  private readonly sitesOf: number[] = [];
  private readonly names: number[] = [];
  private readonly iterations: number[] = [];
  /** Rows of the step before, in their order, below the row `anchor`; and how many of them this step has used. */
  private expected: number[] = [];
  private anchor = UNKNOWN;
  private used = 0;
  private last: Frame | null = null;
  private resumptions = 0;
  private pending = { parent: [] as number[], site: [] as number[], name: [] as number[], iteration: [] as number[] };

  constructor(
    private readonly frames: Frames,
    private readonly sites: readonly Site[],
    private readonly receivers: ReceiverNames,
    private readonly intern: (name: string) => number,
  ) {}

  /** Row of the scope that `frame` is in now; NONE for the top level. */
  id(frame: Frame): number {
    // Nothing around a frame moves while the script stays in it: most nodes have the scope of the node before.
    if (frame === this.last && frame.scope !== UNKNOWN && this.resumptions === this.frames.resumptions) {
      return frame.iteration === frame.scopeIteration ? frame.scope : this.add(frame, frame.scopeParent);
    }
    this.last = frame;
    this.resumptions = this.frames.resumptions;
    const known = this.known(frame);
    if (known !== UNKNOWN) return known;
    const missing: Frame[] = [];
    let outer = frame;
    let parent = UNKNOWN;
    while (parent === UNKNOWN) {
      missing.push(outer);
      outer = outer.parent!;
      parent = this.known(outer);
    }
    for (const next of missing.reverse()) parent = this.add(next, parent);
    return parent;
  }

  /**
   * A step begins in `frame`, made of what the step before was made of. Returns pairs of rows: the first, of a loop
   * around the step, is from now on given for another iteration, whose own row is the second. All loops around are among them.
   */
  beginStep(frame: Frame): number[] {
    const around: Frame[] = [];
    for (let outer = frame; outer.parent !== null; outer = outer.parent) {
      if (outer.scope !== UNKNOWN) around.unshift(outer);
    }
    const anchor = around.at(-1)?.scope ?? UNKNOWN;
    if (anchor !== this.anchor) {
      this.anchor = anchor;
      this.expected = [];
      for (let row = anchor + 1; anchor !== UNKNOWN && row < this.parents.length; row++) this.expected.push(row);
    }
    const pairs: number[] = [];
    for (const loop of around) {
      if (!loop.isLoop) continue;
      if (loop.scopeIteration !== loop.iteration) {
        loop.row = this.push(loop, this.parents[loop.scope]);
        loop.scopeIteration = loop.iteration;
      }
      if (loop.row !== UNKNOWN) pairs.push(loop.scope, loop.row);
    }
    this.used = 0;
    return pairs;
  }

  /** The rows added since the last call. */
  take(): ScopeColumns {
    const { parent, site, name, iteration } = this.pending;
    this.pending = { parent: [], site: [], name: [], iteration: [] };
    return {
      parent: Uint32Array.from(parent),
      site: Uint32Array.from(site),
      name: Uint32Array.from(name),
      iteration: Int32Array.from(iteration),
    };
  }

  /**
   * The row that still holds, or UNKNOWN. A call runs within one iteration of whatever is around it (resuming it
   * forgets its row), so that only the loops of the current call have to be looked at.
   */
  private known(frame: Frame): number {
    if (frame.parent === null) return NONE;
    if (!frame.isLoop || frame.scope === UNKNOWN) return frame.scope;
    const holds = frame.scopeIteration === frame.iteration && frame.scopeParent === this.known(frame.parent);
    return holds ? frame.scope : UNKNOWN;
  }

  private add(frame: Frame, parent: number): number {
    frame.scope = this.expectedRow(frame, parent) ?? this.unexpectedRow(frame, parent);
    frame.row = UNKNOWN;
    frame.scopeIteration = frame.iteration;
    frame.scopeParent = parent;
    return frame.scope;
  }

  /** The row that the step before had here, if it is of the same place and iteration. */
  private expectedRow(frame: Frame, parent: number): number | undefined {
    const row = this.expected[this.used];
    if (row === undefined) return undefined;
    const isSame =
      this.parents[row] === parent &&
      this.sitesOf[row] === frame.site &&
      this.iterations[row] === frame.iteration &&
      (frame.receiver === undefined || this.names[row] === this.intern(this.nameOf(frame)));
    if (!isSame) {
      this.expected.length = this.used;
      return undefined;
    }
    this.used++;
    return row;
  }

  private unexpectedRow(frame: Frame, parent: number): number {
    const row = this.push(frame, parent);
    if (this.anchor !== UNKNOWN) this.used = this.expected.push(row);
    return row;
  }

  private push(frame: Frame, parent: number): number {
    const { pending } = this;
    pending.parent.push(parent);
    pending.site.push(frame.site);
    const name = this.intern(this.nameOf(frame));
    pending.name.push(name);
    this.names.push(name);
    pending.iteration.push(frame.iteration);
    this.sitesOf.push(frame.site);
    this.iterations.push(frame.iteration);
    return this.parents.push(parent) - 1;
  }

  private nameOf(frame: Frame): string {
    const own = this.sites[frame.site].name ?? 'anonymous';
    return frame.isLoop ? own : (this.receivers.nameOf(frame) ?? own);
  }
}
