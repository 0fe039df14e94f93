/** The scopes of a run: the script's own frames, and inside them the parts of the engine's networks. */
import type { Tape } from '../engine/tape';
import { NONE, type ScopeColumns } from '../recording/schema';
import type { Runtime } from './runtime/contract';

export class Scopes {
  /** Rows not taken yet, from number `taken` on. */
  private rows: { parent: number; site: number; name: number; iteration: number }[] = [];
  private taken = 0;
  /** Our row for each of the runtime's. */
  private readonly ofRuntime: number[] = [];
  /** Rows of network parts by parent and name: the same part is entered again and again. */
  private readonly parts = new Map<number, Map<string, number>>();
  /** Network parts that are making nodes now; the row of each, once a node has asked for it. */
  private readonly open: { name: string; row: number | undefined }[] = [];

  constructor(
    private readonly runtime: Runtime,
    private readonly intern: (name: string) => number,
  ) {}

  /** Makes every new node of a tape ask here for its scope. */
  attach(tape: Tape): void {
    tape.scopeOf = () => (this.open.length > 0 ? this.ofPart(this.open.length - 1) : this.ofScript());
  }

  /** A part begins. Its first node may begin a step, and that changes the scopes around it: its row has to wait. */
  enter(name: string): void {
    this.open.push({ name, row: undefined });
  }

  leave(): void {
    this.open.pop();
  }

  /** A step begins, with the scopes of the step before: see `Runtime.beginStep`. */
  beginStep(): Uint32Array {
    const pairs = this.runtime.beginStep();
    this.adopt();
    return Uint32Array.from(pairs, row => this.ofRuntime[row]);
  }

  /** The rows added since the last call. */
  take(): ScopeColumns {
    this.adopt();
    const rows = this.rows;
    this.taken += rows.length;
    this.rows = [];
    return {
      parent: Uint32Array.from(rows, row => row.parent),
      site: Uint32Array.from(rows, row => row.site),
      name: Uint32Array.from(rows, row => row.name),
      iteration: Int32Array.from(rows, row => row.iteration),
    };
  }

  private ofPart(at: number): number {
    const part = this.open[at];
    part.row ??= this.partIn(at > 0 ? this.ofPart(at - 1) : this.ofScript(), part.name);
    return part.row;
  }

  private partIn(parent: number, name: string): number {
    let inside = this.parts.get(parent);
    if (inside === undefined) {
      inside = new Map();
      this.parts.set(parent, inside);
    }
    let row = inside.get(name);
    if (row === undefined) {
      row = this.add({ parent, site: NONE, name: this.intern(name), iteration: -1 });
      inside.set(name, row);
    }
    return row;
  }

  private ofScript(): number {
    const row = this.runtime.scopeId();
    if (row === NONE) return NONE;
    if (row >= this.ofRuntime.length) this.adopt();
    return this.ofRuntime[row];
  }

  /** Gives a row of ours to every new one of the runtime's. */
  private adopt(): void {
    const { parent, site, name, iteration } = this.runtime.takeScopes();
    for (let i = 0; i < parent.length; i++) {
      const above = parent[i] === NONE ? NONE : this.ofRuntime[parent[i]];
      this.ofRuntime.push(this.add({ parent: above, site: site[i], name: name[i], iteration: iteration[i] }));
    }
  }

  private add(row: Scopes['rows'][number]): number {
    return this.taken + this.rows.push(row) - 1;
  }
}
