/** Frames as rows of the scope columns; a row is made when a node first asks for its scope, and shared from then on. */
import { NONE, type ScopeColumns, type Site } from '../../recording/schema';
import { type Frame, UNKNOWN } from './frames';
import type { ReceiverNames } from './receivers';

export class Scopes {
  private count = 0;
  private pending = { parent: [] as number[], site: [] as number[], name: [] as number[], iteration: [] as number[] };

  constructor(
    private readonly sites: readonly Site[],
    private readonly receivers: ReceiverNames,
    private readonly intern: (name: string) => number,
  ) {}

  /** Row of the scope that `frame` is in now; NONE for the top level. */
  id(frame: Frame): number {
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
    const { pending } = this;
    pending.parent.push(parent);
    pending.site.push(frame.site);
    pending.name.push(this.intern(this.nameOf(frame)));
    pending.iteration.push(frame.iteration);
    frame.scope = this.count++;
    frame.scopeIteration = frame.iteration;
    frame.scopeParent = parent;
    return frame.scope;
  }

  private nameOf(frame: Frame): string {
    const own = this.sites[frame.site].name ?? 'anonymous';
    return frame.isLoop ? own : (this.receivers.nameOf(frame) ?? own);
  }
}
