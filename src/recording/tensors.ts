/** The tensors of a recording: which nodes are, what kind of tensor each is, and their numbers as far as they are kept. */
import { f32, u32, views } from './column';
import { Kept } from './kept';
import {
  type Chunk,
  type StatisticsColumns,
  TENSOR_BUDGET,
  type TensorColumns,
  type TensorKind,
  WHOLE_PASS,
  type WholeTensors,
} from './schema';

/** Where all numbers of a tensor are: row `row` of a chunk, its first number at `at`. */
interface Place {
  of: number;
  chunk: WholeTensors;
  row: number;
  at: number;
}

export class Tensors {
  readonly kinds: TensorKind[] = [];
  readonly statistics = {
    pass: u32(),
    node: u32(),
    of: u32(),
    nonFinite: u32(),
    mean: f32(),
    deviation: f32(),
    least: f32(),
    most: f32(),
  };
  /** Index of the kind, by node. */
  private readonly kindIds = new Map<number, number>();
  private readonly kept = new Kept(TENSOR_BUDGET, WHOLE_PASS);
  /** By pass. */
  private readonly whole = new Map<number, WholeTensors[]>();
  private readonly lasting: WholeTensors[] = [];
  /** By node, in the order of passes. */
  private readonly places = new Map<number, Place[]>();
  /** Rows of the statistics, by node; those below `indexed` are in it. */
  private readonly rows = new Map<number, number[]>();
  private indexed = 0;

  appendKinds(kinds: readonly TensorKind[]): void {
    this.kinds.push(...kinds);
  }

  append({ node, kind }: TensorColumns): void {
    for (let i = 0; i < node.length; i++) this.kindIds.set(node[i], kind[i]);
  }

  appendStatistics(chunk: StatisticsColumns): void {
    for (const key of Object.keys(this.statistics) as (keyof StatisticsColumns)[]) {
      this.statistics[key].append(chunk[key] as never);
    }
  }

  appendWhole(chunk: WholeTensors): void {
    if (chunk.lasting) this.lasting.push(chunk);
    else {
      const gone = this.kept.add(chunk.pass, sizeOf([chunk]));
      const chunks = this.whole.get(chunk.pass);
      if (chunks === undefined) this.whole.set(chunk.pass, [chunk]);
      else chunks.push(chunk);
      for (const pass of gone) this.forget(pass);
    }
    for (const { node, place } of placesIn(chunk)) {
      const list = this.places.get(node);
      if (list === undefined) this.places.set(node, [place]);
      else list.push(place);
    }
  }

  /** Chunks that make the same tensors again, whole ones within a budget of so many bytes. */
  *chunks(budget: number): Iterable<Chunk> {
    if (this.kindIds.size === 0) return;
    yield { type: 'tensorKinds', kinds: this.kinds };
    yield {
      type: 'tensors',
      node: Uint32Array.from(this.kindIds.keys()),
      kind: Uint32Array.from(this.kindIds.values()),
    };
    yield { type: 'statistics', ...views(this.statistics) };
    const kept = new Kept(budget, WHOLE_PASS);
    const gone = new Set([...this.whole].flatMap(([pass, chunks]) => kept.add(pass, sizeOf(chunks))));
    for (const [pass, chunks] of this.whole) {
      if (!gone.has(pass)) for (const chunk of chunks) yield { type: 'whole', ...chunk };
    }
    for (const chunk of this.lasting) yield { type: 'whole', ...chunk };
  }

  /** The kind of a tensor; undefined for any other node. `original`: the node that it repeats, or itself. */
  kindOf(node: number, original: number): TensorKind | undefined {
    const id = this.kindIdOf(node, original);
    return id === undefined ? undefined : this.kinds[id];
  }

  /** Index of its kind. */
  kindIdOf(node: number, original: number): number | undefined {
    return this.kindIds.get(node) ?? this.kindIds.get(original);
  }

  /** All numbers of a node's data, grad or share, of the last pass up to `pass` with any; undefined without one. */
  numbers(node: number, of: number, pass: number): { pass: number; values: Float32Array | Float64Array } | undefined {
    let found: Place | undefined;
    for (const place of this.places.get(node) ?? []) {
      const isLater = found === undefined || place.chunk.pass >= found.chunk.pass;
      if (place.of === of && place.chunk.pass <= pass && isLater) found = place;
    }
    if (found === undefined) return undefined;
    const { chunk, row, at } = found;
    return { pass: chunk.pass, values: valuesAt(chunk, row, at) };
  }

  /** Every tensor that is here with all its numbers; `of` is OF_DATA and so on. */
  *all(): Iterable<{ node: number; pass: number; of: number; values: Float32Array | Float64Array }> {
    for (const [node, places] of this.places) {
      for (const { of, chunk, row, at } of places) {
        yield { node, pass: chunk.pass, of, values: valuesAt(chunk, row, at) };
      }
    }
  }

  /** Row of the last statistics of the same up to a pass; -1 without any. */
  statisticsRow(node: number, of: number, pass: number): number {
    const { statistics, rows } = this;
    for (; this.indexed < statistics.node.length; this.indexed++) {
      const written = statistics.node.at(this.indexed);
      const list = rows.get(written);
      if (list === undefined) rows.set(written, [this.indexed]);
      else list.push(this.indexed);
    }
    return rows.get(node)?.findLast(row => statistics.of.at(row) === of && statistics.pass.at(row) <= pass) ?? -1;
  }

  private forget(pass: number): void {
    const chunks = new Set(this.whole.get(pass));
    this.whole.delete(pass);
    for (const chunk of chunks) {
      for (const node of chunk.node) {
        const left = this.places.get(node)?.filter(place => !chunks.has(place.chunk)) ?? [];
        if (left.length > 0) this.places.set(node, left);
        else this.places.delete(node);
      }
    }
  }
}

function sizeOf(chunks: readonly WholeTensors[]): number {
  return chunks.reduce((sum, { values, exact }) => sum + values.byteLength + exact.byteLength, 0);
}

function valuesAt(chunk: WholeTensors, row: number, at: number): Float32Array | Float64Array {
  return (chunk.isExact[row] === 1 ? chunk.exact : chunk.values).subarray(at, at + chunk.length[row]);
}

/** Where each tensor of a chunk is. */
function* placesIn(chunk: WholeTensors): Iterable<{ node: number; place: Place }> {
  let [at, exactAt] = [0, 0];
  for (let row = 0; row < chunk.node.length; row++) {
    const isExact = chunk.isExact[row] === 1;
    yield { node: chunk.node[row], place: { of: chunk.of[row], chunk, row, at: isExact ? exactAt : at } };
    if (isExact) exactAt += chunk.length[row];
    else at += chunk.length[row];
  }
}
