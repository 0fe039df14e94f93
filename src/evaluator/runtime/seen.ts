/**
 * What was last seen at the sites of one module: numbers and short texts. Of the values themselves, only those that
 * came too fast to be described are held, until the next period at most.
 *
 * Instrumented code writes `numbers` and `counts` itself when a value is a number. Any other value is noted with the
 * count at that time (`at`): while the count has not moved on, it is the last one; a number that comes later need not
 * clear anything.
 */
import type { Instrumented } from '../../instrument/contract';
import { SEEN_BOOLEAN, SEEN_NODE, SEEN_NUMBER, SEEN_OTHER } from '../../recording/schema';
import type { Graph } from './graph';
import type { Previews } from './preview';

/** One row of the seen columns. */
export interface SeenRow {
  site: number;
  count: number;
  kind: number;
  value: number;
}

export class SeenTable {
  /** Last number, or the node's id, or 0 and 1 for a boolean. */
  readonly numbers: Float64Array;
  /** Evaluations so far, modulo 2^32. */
  readonly counts: Uint32Array;
  private readonly at: Uint32Array;
  private readonly kinds: Uint8Array;
  private readonly texts: string[] = [];
  /** Values that still have to be described, and their sites. */
  private readonly waiting: unknown[];
  private readonly isWaiting: Uint8Array;
  private readonly waitingSites: number[] = [];
  private readonly taken: Uint32Array;
  private readonly recordedAt: Uint32Array;
  private readonly countedAt: Uint32Array;
  /** Sites whose native result is a boolean: a comparison's record in `numbers` is 0 or 1. */
  private readonly comparisons: Uint8Array;

  constructor(
    { sites, recordedAt, countedAt }: Instrumented,
    readonly base: number,
    private readonly graph: Graph | null,
    private readonly previews: Previews,
  ) {
    const { length } = sites;
    this.numbers = new Float64Array(length);
    this.counts = new Uint32Array(length);
    this.at = new Uint32Array(length);
    this.kinds = new Uint8Array(length);
    this.taken = new Uint32Array(length);
    this.waiting = new Array<unknown>(length).fill(undefined);
    this.isWaiting = new Uint8Array(length);
    this.recordedAt = recordedAt;
    this.countedAt = countedAt;
    this.comparisons = Uint8Array.from(sites, ({ kind, name }) =>
      kind === 'op' && /^([<>]=?|[!=]=)$/.test(name ?? '') ? 1 : 0,
    );
  }

  /** Notes a value that is no number; its site has been counted already. */
  note(value: unknown, id: number): void {
    this.at[id] = this.counts[this.countedAt[id]];
    // A list that a loop reads again and again waits already.
    if (this.isWaiting[id] === 1 && this.waiting[id] === value) {
      this.kinds[id] = SEEN_OTHER;
      return;
    }
    if (typeof value === 'boolean') {
      this.kinds[id] = SEEN_BOOLEAN;
      this.numbers[id] = value ? 1 : 0;
      return;
    }
    const node = typeof value === 'object' && value !== null ? this.graph?.nodeOf(value) : undefined;
    if (node !== undefined) {
      this.kinds[id] = SEEN_NODE;
      this.numbers[id] = node;
      return;
    }
    this.kinds[id] = SEEN_OTHER;
    const text = this.previews.of(value);
    if (text !== undefined) {
      this.texts[id] = text;
      return;
    }
    this.waiting[id] = value;
    if (this.isWaiting[id] === 1) return;
    this.isWaiting[id] = 1;
    this.waitingSites.push(id);
  }

  /**
   * Notes what a tree of operators gave, which the site `root` has counted: at each of `sites`, -1 being none, a leaf that
   * is a number or else the node of that place.
   */
  noteTree(root: number, sites: readonly number[], leaves: readonly unknown[], nodes: Float64Array): void {
    const count = this.counts[root];
    for (let i = 0; i < sites.length; i++) {
      const site = sites[i];
      if (site < 0) continue;
      const leaf = i < leaves.length ? leaves[i] : undefined;
      if (typeof leaf === 'number') this.numbers[site] = leaf;
      else {
        this.at[site] = count;
        this.kinds[site] = SEEN_NODE;
        this.numbers[site] = nodes[i];
      }
    }
  }

  /** Describes the values that wait, and lets go of them. */
  settle(): void {
    for (const id of this.waitingSites) {
      const value = this.waiting[id];
      this.texts[id] = this.previews.of(value) ?? this.previews.brief(value);
      this.waiting[id] = undefined;
      this.isWaiting[id] = 0;
    }
    this.waitingSites.length = 0;
  }

  /** A row for every site evaluated since the last call. */
  *take(intern: (text: string) => number): Generator<SeenRow> {
    this.settle();
    for (let site = 0; site < this.counts.length; site++) {
      const holder = this.recordedAt[site];
      const count = this.counts[this.countedAt[holder]];
      if (count === this.taken[site]) continue;
      this.taken[site] = count;
      yield { site: this.base + site, count, ...this.last(holder, count, intern) };
    }
  }

  private last(holder: number, count: number, intern: (text: string) => number): { kind: number; value: number } {
    const isNative = this.at[holder] !== count;
    if (isNative) return { kind: this.comparisons[holder] ? SEEN_BOOLEAN : SEEN_NUMBER, value: this.numbers[holder] };
    const kind = this.kinds[holder];
    return { kind, value: kind === SEEN_OTHER ? intern(this.texts[holder]) : this.numbers[holder] };
  }
}
