/** The nodes of a recording, in runs: written out, or repeating others that are. */
import { f64, u16, u32, views } from './column';
import { areFinite } from './finite';
import { Impossible } from './impossible';
import { firstPast } from './queries/search';
import { type Chunk, NONE, type NodeColumns, type Repetition, type StandIns } from './schema';

/** Nodes with successive ids whose records are successive rows. */
export interface Segment {
  /** Id of the first node. */
  start: number;
  length: number;
  /** Row of the first node. */
  row: number;
  /** What to add to the inputs in the rows, those from `first` on. */
  by: number;
  first: number;
  /** The nodes repeat others: see `Repetition`. */
  repeated: { changed: Uint32Array; data: Float64Array } | null;
  /** Nodes or passes of other steps need these nodes. */
  isUsed: boolean;
  /** What stands for a scope here; null: each for itself. */
  scopes: ReadonlyMap<number, number> | null;
}

export class Segments {
  /** Number of nodes. */
  length = 0;
  private readonly rows = { op: u16(), in0: u32(), in1: u32(), data: f64(), site: u32(), scope: u32() };
  private readonly list: Segment[] = [];
  private last: Segment | undefined;

  /** Number of nodes that are written out. */
  get written(): number {
    return this.rows.op.length;
  }

  /** Whether all nodes are written out, with finite numbers. */
  get isFinite(): boolean {
    return this.list.every(({ repeated }) => repeated === null) && areFinite(this.rows.data.view());
  }

  append(chunk: NodeColumns, standIns?: StandIns): void {
    const row = this.rows.op.length;
    for (const key of Object.keys(this.rows) as (keyof NodeColumns)[]) this.rows[key].append(chunk[key] as never);
    const length = chunk.op.length;
    const before = this.list.at(-1);
    const scopes = scopesOf(standIns);
    if (before !== undefined && before.repeated === null && before.scopes === null && scopes === null) {
      before.length += length;
      this.length += length;
    } else this.add({ start: this.length, length, row, by: 0, first: NONE, repeated: null, isUsed: false, scopes });
  }

  /** The nodes repeated may themselves be part of several segments. */
  repeat({ of, count, first, changed, data }: Repetition, standIns?: StandIns): void {
    const by = this.length - of;
    // A step has no more nodes than are written out, and all of them are there before it is repeated.
    if (of + count > this.length || count > this.written || this.length + count > NONE) {
      throw new Impossible(`of ${this.length} nodes, ${count} are repeated from ${of} on`);
    }
    const scopes = scopesOf(standIns);
    for (let at = 0; at < count; ) {
      const source = this.of(of + at);
      const row = source.row + of + at - source.start;
      const length = Math.min(count - at, source.start + source.length - of - at);
      const low = changed.findIndex(offset => offset >= at);
      const high = changed.findIndex(offset => offset >= at + length);
      const part = low < 0 ? [0, 0] : [low, high < 0 ? changed.length : high];
      this.add({
        start: this.length,
        length,
        row,
        by,
        first,
        isUsed: false,
        repeated: part[0] === part[1] ? UNCHANGED : changesIn(changed, data, part[0], part[1], at),
        scopes,
      });
      at += length;
    }
  }

  /** A node of another step, or a pass over another step, needs this one. */
  use(node: number): void {
    // What is still to come is of the step under way.
    if (node < this.length) this.of(node).isUsed = true;
  }

  /** Whether nodes from one id to another are needed by other steps. */
  isUsed(from: number, to: number): boolean {
    return this.within(from, to).some(segment => segment.isUsed);
  }

  /** Lets go of the numbers of repeated nodes from one id to another. */
  forget(from: number, to: number): void {
    for (const segment of this.within(from, to)) {
      if (segment.repeated !== null && !segment.isUsed) segment.repeated = FORGOTTEN;
    }
  }

  /** The data of successive nodes, for those of which it was let go. */
  restore(node: number, data: Float64Array): void {
    if (node + data.length > this.length) {
      throw new Impossible(`of ${this.length} nodes, ${data.length} from ${node} on get their data back`);
    }
    for (let at = 0; at < data.length; ) {
      const segment = this.of(node + at);
      const length = segment.start + segment.length - node - at;
      segment.isUsed = true;
      if (segment.repeated === FORGOTTEN) {
        const from = node + at - segment.start;
        const part = data.slice(at, at + length);
        segment.repeated = { changed: offsets(from, part.length), data: part };
      }
      at += length;
    }
  }

  /** How many numbers of repeated nodes are kept, for they are not those of the nodes repeated. */
  get changes(): number {
    return this.list.reduce((sum, { repeated }) => sum + (repeated?.changed.length ?? 0), 0);
  }

  /** The segments that begin from one id to another. */
  private within(from: number, to: number): Segment[] {
    const first = firstPast(this.list.length, i => this.list[i].start >= from);
    const end = firstPast(this.list.length, i => this.list[i].start >= to);
    return this.list.slice(first, end);
  }

  /** Chunks that make the same nodes again. */
  *chunks(): Iterable<Chunk> {
    const columns = views(this.rows);
    for (const { start, length, row, by, first, repeated, scopes } of this.list) {
      const standIns = scopes === null ? {} : { standIns: Uint32Array.from([...scopes].flat()) };
      if (repeated !== null) yield { type: 'repeat', ...standIns, of: start - by, count: length, first, ...repeated };
      else {
        const part = <T extends { subarray(from: number, to: number): T }>(column: T) =>
          column.subarray(row, row + length);
        yield {
          type: 'nodes',
          ...standIns,
          op: part(columns.op),
          in0: part(columns.in0),
          in1: part(columns.in1),
          data: part(columns.data),
          site: part(columns.site),
          scope: part(columns.scope),
        };
      }
    }
  }

  /** The segment of a node. */
  of(node: number): Segment {
    const { last } = this;
    if (last !== undefined && node >= last.start && node < last.start + last.length) return last;
    let low = 0;
    let high = this.list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.list[middle].start <= node) low = middle;
      else high = middle - 1;
    }
    this.last = this.list[low];
    return this.last;
  }

  /** The rows of all that is written out, for loops over very many nodes: see `Segment`. */
  columns(): NodeColumns {
    return views(this.rows);
  }

  code(node: number): number {
    return this.rows.op.at(this.row(node));
  }

  /** The first or second input of a node of at most two. */
  input(node: number, i: 0 | 1): number {
    const { start, row, first, by } = this.of(node);
    const input = (i === 0 ? this.rows.in0 : this.rows.in1).at(row + node - start);
    return input >= first ? input + by : input;
  }

  /** Where the list of a node's inputs begins, and how long it is. */
  listOf(node: number): { offset: number; count: number } {
    const row = this.row(node);
    return { offset: this.rows.in0.at(row), count: this.rows.in1.at(row) };
  }

  /** The node that an input is here, given as the record has it. */
  moved(node: number, input: number): number {
    const { first, by } = this.of(node);
    return input >= first ? input + by : input;
  }

  /** The node whose record this is; itself if it repeats none. */
  original(node: number): number {
    const { repeated, by } = this.of(node);
    return repeated === null ? node : node - by;
  }

  site(node: number): number {
    return this.rows.site.at(this.row(node));
  }

  scope(node: number): number {
    return this.rows.scope.at(this.row(node));
  }

  /** What stands for a scope where this node was made. */
  standIn(node: number, scope: number): number {
    return this.of(node).scopes?.get(scope) ?? scope;
  }

  /** Every scope that stands for another somewhere. */
  *allStandIns(): Iterable<number> {
    for (const { scopes } of this.list) if (scopes !== null) yield* scopes.values();
  }

  /** The data written out in the row of a node. */
  rowData(node: number): number {
    return this.rows.data.at(this.row(node));
  }

  /** The record that the node shares with those that repeat it. */
  row(node: number): number {
    const { start, row } = this.of(node);
    return row + node - start;
  }

  private add(segment: Segment): void {
    this.list.push(segment);
    this.length += segment.length;
  }
}

/** The numbers of a step of which only the loss is kept. */
export const FORGOTTEN = { changed: new Uint32Array(0), data: new Float64Array(0) };

/** Most steps repeat even the numbers that they begin with. */
const UNCHANGED = { changed: new Uint32Array(0), data: new Float64Array(0) };

const offsets = (from: number, count: number) => Uint32Array.from({ length: count }, (_, i) => from + i);

function changesIn(changed: Uint32Array, data: Float64Array, from: number, to: number, at: number) {
  return { changed: changed.subarray(from, to).map(offset => offset - at), data: data.slice(from, to) };
}

function scopesOf(pairs: StandIns | undefined): ReadonlyMap<number, number> | null {
  if (pairs === undefined || pairs.length === 0) return null;
  const scopes = new Map<number, number>();
  for (let i = 0; i < pairs.length; i += 2) scopes.set(pairs[i], pairs[i + 1]);
  return scopes;
}
