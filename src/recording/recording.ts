/** A recording in memory: chunks go in, columns can be read. It only ever grows. */
import { basename } from './basename';
import { f64, i32, u32, views } from './column';
import { Impossible } from './impossible';
import { Labels } from './labels';
import { Plots } from './plots';
import { passesOf, repetitionsOf } from './rows';
import {
  type Chunk,
  FORMAT,
  LEAF,
  NONE,
  type OpInfo,
  type Pass,
  type RunError,
  type Site,
  type SourceFile,
  TENSOR_BUDGET,
  type TensorKind,
  VERSION,
} from './schema';
import { Segments } from './segments';
import { Tensors } from './tensors';
import { contributionsTo, newContributions, newWrites, thin, WHOLE_ENTRIES } from './thin';

/** What was last seen at a site, and how often something was. */
export interface Seen {
  count: number;
  kind: number;
  value: number;
}

export interface Output {
  stream: 'stdout' | 'stderr';
  text: string;
  site: number;
}

export class Recording {
  entry = '';
  readonly files: SourceFile[] = [];
  readonly sites: Site[] = [];
  readonly ops: OpInfo[] = [];
  readonly names: string[] = [];
  readonly passes: Pass[] = [];
  readonly outputs: Output[] = [];
  /** The first thing that went wrong; what came later is its consequence. */
  error: RunError | null = null;
  /** Milliseconds of running so far. */
  ms = 0;
  /** The site at which the run was last known to be; NONE before the first. */
  lastSite = NONE;
  ended = false;
  /** Number of chunks so far: equal numbers mean an equal recording. */
  size = 0;

  readonly segments = new Segments();
  readonly tensors = new Tensors();
  readonly plots = new Plots();
  readonly scopes = { parent: u32(), site: u32(), name: u32(), iteration: i32() };
  readonly extra = u32();
  /** Replaced when passes are thinned. */
  writes = newWrites();
  /** Writes, and entries of repeated passes, since passes were thinned; and which of them stay. */
  private entries = 0;
  private stride = 1;
  readonly logged = { name: u32(), value: f64(), pass: u32() };
  /** Replaced when passes are thinned. */
  contributions = newContributions();
  private readonly labels = new Labels();
  private readonly seen = new Map<number, Seen>();

  /** @param wholeEntries - How many writes, and entries of passes, are kept. */
  constructor(private readonly wholeEntries = WHOLE_ENTRIES) {}

  /** A recording from its chunks. Throws if the first is not the header of a version that is known. */
  static of(chunks: Iterable<Chunk>): Recording {
    const recording = new Recording();
    for (const chunk of chunks) recording.append(chunk);
    return recording;
  }

  /** Number of nodes. */
  get length(): number {
    return this.segments.length;
  }

  /** Chunks that make the same recording again, with whole tensors of passes within a budget of so many bytes. */
  *chunks(tensorBudget = TENSOR_BUDGET): Iterable<Chunk> {
    yield { type: 'header', format: FORMAT, version: VERSION, entry: this.entry, ops: this.ops };
    for (const file of this.files) yield { type: 'file', file };
    yield { type: 'sites', sites: this.sites };
    yield { type: 'names', names: this.names };
    yield { type: 'scopes', ...views(this.scopes) };
    yield { type: 'extra', inputs: this.extra.view() };
    yield* this.segments.chunks();
    yield { type: 'labels', ...this.labels.sorted() };
    yield { type: 'writes', ...views(this.writes) };
    yield { type: 'contributions', ...views(this.contributions) };
    yield* this.tensors.chunks(tensorBudget);
    yield {
      type: 'seen',
      site: Uint32Array.from(this.seen.keys()),
      count: Uint32Array.from(this.seen.values(), seen => seen.count),
      kind: Uint8Array.from(this.seen.values(), seen => seen.kind),
      value: Float64Array.from(this.seen.values(), seen => seen.value),
    };
    yield { type: 'logged', ...views(this.logged) };
    yield* this.plots.chunks();
    for (const pass of this.passes) yield { type: 'pass', ...pass };
    for (const output of this.outputs) yield { type: 'output', ...output };
    yield { type: 'progress', ms: this.ms, site: this.lastSite };
    if (this.error !== null) yield { type: 'error', error: this.error };
    if (this.ended) yield { type: 'end', ms: this.ms };
  }

  append(chunk: Chunk): void {
    this.size++;
    switch (chunk.type) {
      case 'header':
        if (chunk.format !== FORMAT || chunk.version !== VERSION) {
          throw new Error(`this is not a recording of version ${VERSION}, but ${chunk.format} ${chunk.version}`);
        }
        this.entry = chunk.entry;
        this.ops.push(...chunk.ops);
        break;
      case 'file':
        this.files.push(chunk.file);
        break;
      case 'sites':
        for (const site of chunk.sites) this.sites.push(site);
        break;
      case 'ops':
        this.ops.push(...chunk.ops);
        break;
      case 'names':
        for (const name of chunk.names) this.names.push(name);
        break;
      case 'scopes':
        appendColumns(this.scopes, chunk);
        break;
      case 'nodes':
        this.segments.append(chunk, chunk.standIns);
        this.noteUses(this.length - chunk.op.length);
        break;
      case 'repeat':
        this.segments.repeat(chunk, chunk.standIns);
        break;
      case 'repeats':
        for (const each of repetitionsOf(chunk)) this.segments.repeat(each, each.standIns);
        this.entries += chunk.changed.length;
        break;
      case 'repeatedPasses':
        for (const pass of passesOf(chunk)) this.passes.push(pass);
        this.entries += chunk.nodes.length;
        this.thin();
        break;
      case 'returned':
        this.segments.restore(chunk.node, chunk.data);
        break;
      case 'extra':
        this.extra.append(chunk.inputs);
        break;
      case 'labels':
        for (let i = 0; i < chunk.node.length; i++) this.labels.set(chunk.node[i], chunk.name[i]);
        break;
      case 'writes':
        appendColumns(this.writes, chunk);
        this.entries += chunk.node.length;
        break;
      case 'contributions':
        appendColumns(this.contributions, chunk);
        this.entries += chunk.node.length;
        break;
      case 'seen':
        chunk.site.forEach((site, i) => {
          this.seen.set(site, { count: chunk.count[i], kind: chunk.kind[i], value: chunk.value[i] });
        });
        break;
      case 'pass':
        if (chunk.repeats === undefined) for (const node of chunk.nodes) this.segments.use(node);
        this.passes.push(chunk);
        break;
      case 'logged':
        appendColumns(this.logged, chunk);
        break;
      case 'plot':
        this.plots.append(chunk);
        break;
      case 'tensorKinds':
        this.tensors.appendKinds(chunk.kinds);
        break;
      case 'tensors':
        this.tensors.append(chunk);
        break;
      case 'statistics':
        this.tensors.appendStatistics(chunk);
        break;
      case 'whole':
        this.tensors.appendWhole(chunk);
        break;
      case 'output':
        this.outputs.push(chunk);
        break;
      case 'progress':
        this.ms = chunk.ms;
        this.lastSite = chunk.site;
        break;
      case 'error':
        this.error ??= chunk.error;
        break;
      case 'end':
        this.ms = chunk.ms;
        this.ended = true;
        break;
      default:
        throw new Error(`a recording has no chunk of type ${(chunk satisfies never as Chunk).type}`);
    }
  }

  /** Keeps within the budget what a long training leaves: evenly many passes, and the newest two. */
  private thin(): void {
    if (this.entries <= this.wholeEntries) return;
    this.letGo();
    while (this.entries > this.wholeEntries / 2 && this.stride < this.passes.length) {
      this.stride *= 2;
      this.letGo();
    }
  }

  private letGo(): void {
    const { passes, segments } = this;
    const stepOf = (pass: number) => [pass > 0 ? passes[pass - 1].length : 0, passes[pass].length] as const;
    // Tensors have a budget of their own.
    const stays = (pass: number) =>
      pass >= passes.length - 2 ||
      pass % this.stride === 0 ||
      this.isTensor(passes[pass].root) ||
      segments.isUsed(...stepOf(pass));
    this.writes = thin(passes, this.writes, stays);
    for (const [pass, { isThinned }] of passes.entries()) if (isThinned) segments.forget(...stepOf(pass));
    this.contributions = contributionsTo(this.contributions, pass => !passes[pass]?.isThinned);
    this.entries = this.writes.node.length + this.contributions.node.length + segments.changes;
    for (const { repeats, nodes } of passes) if (repeats !== undefined) this.entries += nodes.length;
  }

  /** Of nodes that were written out, from an id on: which earlier ones of repeated steps they need. */
  private noteUses(from: number): void {
    if (this.passes.length === 0) return;
    for (let node = from; node < this.length; node++) {
      const arity = this.arity(node);
      if (arity > Math.max(2, this.extra.length)) throw new Impossible(`node ${node} has ${arity} inputs`);
      for (let i = 0; i < arity; i++) {
        const input = this.input(node, i);
        if (input < from) this.segments.use(input);
      }
    }
  }

  private isTensor(node: number): boolean {
    return this.tensors.kindOf(node, this.segments.original(node)) !== undefined;
  }

  /** Code of a node: index of its op. */
  code(node: number): number {
    return this.segments.code(node);
  }

  /** The op of a node. */
  op(node: number): OpInfo {
    return this.ops[this.segments.code(node)];
  }

  /** Number of inputs of a node; an input used twice counts twice. */
  arity(node: number): number {
    const { arity } = this.op(node);
    return arity === 'n' ? this.segments.listOf(node).count : arity;
  }

  /** Input number `i` of a node, in operand order. */
  input(node: number, i: number): number {
    if (this.op(node).arity !== 'n') return this.segments.input(node, i === 0 ? 0 : 1);
    return this.segments.moved(node, this.extra.at(this.segments.listOf(node).offset + i));
  }

  /** Ordered inputs of a node. */
  inputs(node: number): number[] {
    return Array.from({ length: this.arity(node) }, (_, i) => this.input(node, i));
  }

  /** What kind of tensor a node is; undefined for any other. */
  tensor(node: number): TensorKind | undefined {
    return this.tensors.kindOf(node, this.segments.original(node));
  }

  isLeaf(node: number): boolean {
    return this.code(node) === LEAF;
  }

  /** The name of the variable that a node was first bound to; empty without one. */
  label(node: number): string {
    return this.name(this.labelIndex(node));
  }

  /** Index of that name among the names; NONE without one. */
  labelIndex(node: number): number {
    const label = this.labels.of(node);
    const original = label === NONE ? this.segments.original(node) : node;
    return original === node ? label : this.labels.of(original);
  }

  /** All nodes that have a label, ids ascending, and the index of its name; one that is repeated lends it. */
  labelled(): { node: Uint32Array; name: Uint32Array } {
    return this.labels.sorted();
  }

  name(index: number): string {
    return index === NONE ? '' : this.names[index];
  }

  /** Id of the site of a node; NONE if it has none. */
  site(node: number): number {
    return this.segments.site(node);
  }

  /** There is nothing to look at: no nodes, and nothing plotted or logged. */
  get isEmpty(): boolean {
    return this.length === 0 && this.plots.list.length === 0 && this.logged.name.length === 0;
  }

  /** The site of a node; undefined if it has none. */
  siteOf(node: number): Site | undefined {
    return this.sites[this.segments.site(node)];
  }

  seenAt(site: number): Seen | undefined {
    return this.seen.get(site);
  }

  /** `file:line` of a site as it is shown, with the file's base name; empty if unknown. */
  placeOf(site: number): string {
    const at = this.sites[site];
    if (at === undefined) return '';
    return `${basename(this.files[at.file].path)}:${at.line}`;
  }
}

type Columns = Record<string, { append(more: never): void }>;

function appendColumns<C extends Columns>(columns: C, chunk: { [K in keyof C]: Parameters<C[K]['append']>[0] }): void {
  for (const key of Object.keys(columns) as (keyof C)[]) columns[key].append(chunk[key] as never);
}
