/** Streams a run out as chunks of a recording: what the tape, the runtime and the script add, as they add it. */
import type { Frame } from '../engine/frame';
import { settleLabels } from '../engine/labels';
import type { Frame as PlotFrame } from '../engine/looks/plot';
import { finishManual } from '../engine/manual';
import type { FinishedPass, RecordedShare, RecordedTensor, Recorder, TensorPass } from '../engine/recorder';
import type { Tape } from '../engine/tape';
import type { NDArray } from '../engine/tensor/ndarray';
import { f64, u32, views } from '../recording/column';
import { encodeChunk } from '../recording/encode';
import { ChunkQueue } from '../recording/queue';
import {
  type Chunk,
  FIELD_DATA,
  FIELD_GRAD,
  FORMAT,
  NONE,
  type RunError,
  type Site,
  type SourceFile,
  VERSION,
} from '../recording/schema';
import { NodeWriter } from './nodes';
import { gradsOf, touched } from './passGrads';
import type { Runtime } from './runtime/contract';
import { Scopes } from './scopes';
import { TensorPasses } from './tensorPasses';
import { TensorWriter } from './tensors';
import { WriteLog } from './writeLog';

/** What a pass holds besides, as if it were so many grads. */
const PASS_ENTRIES = 40;
const REPEATED_PASS_ENTRIES = 4;
const NO_SCOPES = new Uint32Array(0);

/** A pass that others repeat: its number, and the frame that it went over. */
interface Template {
  pass: number;
  frame: Frame;
}

/** Something that belongs to the call under way: its site is known when the call has ended. */
type Unsited = Extract<Chunk, { type: 'pass' | 'output' | 'plot' }>;

export class Stream implements Recorder {
  /** What all passes together hold, in numbers: one that repeats no other a grad for each node it touched. */
  passEntries = 0;
  passes = 0;
  /** Characters that the script has printed. */
  printed = 0;
  /** The site of the last expression that ended. */
  lastSite = NONE;

  private outputs = 0;
  /** Calls of `log` and `plot`. */
  private looks = 0;
  private runtime: Runtime | null = null;
  private scopes: Scopes | null = null;
  private readonly started = performance.now();
  private readonly nodes: NodeWriter;
  private readonly tensors: TensorWriter;
  private readonly tensorPasses: TensorPasses;
  private sentOps: number;
  /** Nodes of steps that are over, to be sent. */
  private readonly steps = new ChunkQueue();
  /** The passes over the current structure, by the index of their root. */
  private readonly templates = new Map<number, Template>();
  private names: string[] = [];
  private readonly nameIds = new Map<string, number>();
  private labels = newLabels();
  private series = newSeries();
  private readonly writes = new WriteLog();
  private contributions = newContributions();
  /** Contributions of the pass under way: they are sent when it has ended, if it does. */
  private unfinished = newUnfinished();
  private unsited: Unsited[] = [];
  private readonly sited = new ChunkQueue();

  constructor(
    private readonly tape: Tape,
    private readonly put: (frame: Uint8Array) => void,
    entry: string,
  ) {
    this.send({ type: 'header', format: FORMAT, version: VERSION, entry, ops: [...tape.ops] });
    this.sentOps = tape.ops.length;
    this.nodes = new NodeWriter(tape);
    this.tensors = new TensorWriter(tape, () => this.passes);
    this.tensorPasses = new TensorPasses(tape);
  }

  /** Joins the two sides of a run: the runtime knows the script's places, the tape its nodes. */
  attach(runtime: Runtime): void {
    this.runtime = runtime;
    this.scopes = new Scopes(runtime, name => this.intern(name));
    this.scopes.attach(this.tape);
    this.tape.recorder = this;
  }

  /** Milliseconds since the run began. */
  get ms(): number {
    return performance.now() - this.started;
  }

  /** Something to show that was not there at an earlier call: a number that grows with it. */
  get progress(): number {
    return this.tape.made + this.passes + this.outputs + this.looks;
  }

  /** Nodes that somebody has to keep: those that repeat others are not among them. */
  get nodesKept(): number {
    return Math.max(this.tape.length, this.nodes.count);
  }

  intern(name: string): number {
    let id = this.nameIds.get(name);
    if (id === undefined) {
      id = this.nameIds.size;
      this.nameIds.set(name, id);
      this.names.push(name);
    }
    return id;
  }

  file(file: SourceFile): void {
    this.send({ type: 'file', file });
  }

  sites(sites: Site[]): void {
    this.send({ type: 'sites', sites });
  }

  output(stream: 'stdout' | 'stderr', text: string): void {
    this.outputs++;
    this.printed += text.length;
    this.unsited.push({ type: 'output', stream, text, site: NONE });
  }

  error(error: RunError): void {
    this.finish();
    this.send({ type: 'error', error });
  }

  end(): void {
    this.finish();
    this.send({ type: 'end', ms: this.ms });
  }

  /** An expression has ended at `site`: what happened in it belongs there. Says whether that is worth sending. */
  stamped(site: number): boolean {
    this.lastSite = site;
    if (this.unsited.length === 0) return false;
    for (const chunk of this.unsited) {
      chunk.site = site;
      this.sited.add(chunk);
    }
    this.unsited = [];
    return true;
  }

  labelled(node: number, label: string): void {
    this.labels.node.push(node);
    this.labels.name.push(this.intern(label));
  }

  written(node: number, field: 'data' | 'grad', value: number, before: number): void {
    if (field === 'data') this.nodes.written(node, before);
    this.write(node, field === 'data' ? FIELD_DATA : FIELD_GRAD, value, this.runtime?.takeWriteSite() ?? NONE);
  }

  zeroed(node: number): void {
    this.write(node, FIELD_GRAD, 0, NONE);
  }

  passed(pass: FinishedPass): void {
    this.finishContributions();
    const { kind, frame, root } = pass;
    const isCurrent = kind === 'backward' && frame === this.tape.frame;
    const before = this.templates.get(root);
    if (isCurrent && before !== undefined && root >= frame.origin && root < frame.same) {
      this.passedAgain(pass, before);
      return;
    }
    const head = {
      type: 'pass' as const,
      kind,
      root: frame.idOf(root),
      loss: frame.data[root],
      length: this.tape.made,
      site: NONE,
    };
    if (isCurrent) this.templates.set(root, { pass: this.passes, frame });
    const isInOrder = kind === 'backward' && frame.isAscending;
    if (isInOrder) {
      this.addPass({ ...head, ...gradsOf(frame, touched(pass.interior, pass.leaves)) });
      return;
    }
    const indices = Uint32Array.from([...pass.interior, ...pass.leaves]).sort();
    this.addPass({ ...head, ...gradsOf(frame, indices), steps: pass.interior.map(index => frame.idOf(index)) });
  }

  /** A pass over a repeated step is the one over the step repeated, moved along. Training does little else: no spreading here. */
  private passedAgain({ kind, frame, root, leaves }: FinishedPass, { pass, frame: repeated }: Template): void {
    const first = repeated.idOf(frame.origin);
    const { nodes, grads } = gradsOf(frame, leaves);
    this.addPass({
      type: 'pass',
      kind,
      root: frame.idOf(root),
      loss: frame.data[root],
      length: this.tape.made,
      site: NONE,
      nodes,
      grads,
      repeats: { pass, first, by: frame.idOf(frame.origin) - first },
    });
  }

  contributed(node: number, input: number, value: number): void {
    this.unfinished.node.push(node);
    this.unfinished.input.push(input);
    this.unfinished.value.push(value);
  }

  /** What is left of a pass that broke off are its grads, as if the script had assigned them. */
  abandoned({ frame, interior, leaves }: Omit<FinishedPass, 'kind'>): void {
    this.unfinished = newUnfinished();
    const { nodes, grads } = gradsOf(frame, touched(interior, leaves));
    for (let i = 0; i < nodes.length; i++) this.write(nodes[i], FIELD_GRAD, grads[i], NONE);
  }

  tensorMade(node: number, tensor: RecordedTensor): void {
    this.tensors.add(node, tensor);
  }

  tensorChanged(node: number, tensor: RecordedTensor): void {
    this.tensors.change(node, tensor);
  }

  tensorWritten(node: number, field: 'data' | 'grad', numbers: NDArray | null): void {
    const site = this.runtime?.takeWriteSite() ?? NONE;
    if (field !== 'data' || numbers === null) return;
    this.tensors.written(node, numbers);
    if (numbers.size === 1) this.write(node, FIELD_DATA, numbers.values[numbers.offset], site);
  }

  tensorContributed(share: RecordedShare): void {
    this.tensors.contributed(share);
  }

  tensorsPassed(pass: TensorPass): void {
    const accumulated = this.tensors.passed(pass);
    this.addPass(this.tensorPasses.chunk(pass, this.passes, accumulated));
  }

  logged(name: string, value: number): void {
    this.looks++;
    this.series.name.push(this.intern(name));
    this.series.value.push(value);
    this.series.pass.push(this.passes);
  }

  plotted(title: string, frame: PlotFrame): void {
    this.looks++;
    const picture = frame.kind === 'heatmap' ? { kind: frame.kind, width: frame.columns, values: frame.values } : frame;
    this.unsited.push({ type: 'plot', title, site: NONE, pass: this.passes, ...picture });
  }

  /** A new step begins: what is left of the one before is kept as chunks, for its frame will be gone. */
  stepped(origin: number): void {
    const { frame, length } = this.tape;
    for (const chunk of this.nodes.take(length, true)) this.steps.add(chunk);
    for (const [root, { frame: seen }] of this.templates) {
      if (root < origin || (seen !== frame && root >= frame.same)) this.templates.delete(root);
    }
    this.tensors.stepped();
    this.tensorPasses.stepped(origin);
    this.nodes.stepped(origin, this.scopes?.beginStep() ?? NO_SCOPES);
  }

  /** Whoever keeps the recording may have let go of their numbers. */
  returned(frame: Frame, from: number, to: number): void {
    for (let index = from; index < to; ) {
      const node = frame.idOf(index);
      let end = index + 1;
      while (end < to && frame.idOf(end) === node + end - index) end++;
      this.steps.add({ type: 'returned', node, data: frame.data.slice(index, end) });
      for (; index < end; index++) {
        const grad = frame.grad[index];
        if (grad !== 0) this.write(frame.idOf(index), FIELD_GRAD, grad, NONE);
      }
    }
  }

  entered(name: string): void {
    this.scopes?.enter(name);
  }

  left(): void {
    this.scopes?.leave();
  }

  grown(): void {
    this.runtime?.trip(this.lastSite);
  }

  /** Sends what is new; `site` is where the script is. Nodes whose expression has not ended wait for their site. */
  flush(site: number): void {
    this.sendUpTo(this.tape.stamped, site);
    this.sendSeen();
  }

  /** The same in the middle of an expression, whose value is not noted yet: what was seen where is not sent. */
  flushGraph(site: number): void {
    this.sendUpTo(this.tape.stamped, site);
  }

  private addPass(pass: Extract<Chunk, { type: 'pass' }>): void {
    this.passes++;
    // Whoever keeps the recording thins what is repeated.
    this.passEntries += pass.repeats === undefined ? pass.nodes.length + PASS_ENTRIES : REPEATED_PASS_ENTRIES;
    this.unsited.push(pass);
  }

  private write(node: number, field: number, value: number, site: number): void {
    this.writes.add(node, field, value, site, this.passes, this.tape.made);
  }

  /** Gives the pass that ends now the contributions since the last one. */
  private finishContributions(): void {
    const { node, input, value } = this.unfinished;
    if (node.length === 0) return;
    const { contributions } = this;
    for (let i = 0; i < node.length; i++) contributions.pass.push(this.passes);
    contributions.node.append(node.view());
    contributions.input.append(input.view());
    contributions.value.append(value.view());
    this.unfinished = newUnfinished();
  }

  /** Sends everything, for there is no later. */
  private finish(): void {
    finishManual(this.tape);
    settleLabels(this.tape.frame, this.tape.length);
    this.stamped(this.lastSite);
    this.tensors.end();
    this.sendUpTo(this.tape.length, this.lastSite);
    this.sendSeen();
  }

  private sendUpTo(node: number, site: number): void {
    this.sendScopes();
    this.sendNodes(node);
    for (const chunk of this.tensors.take(node)) this.send(chunk);
    this.sendColumns();
    for (const chunk of this.sited.take()) this.send(chunk);
    this.send({ type: 'progress', ms: this.ms, site });
  }

  private sendSeen(): void {
    const seen = this.runtime?.takeSeen();
    if (this.names.length > 0) this.send({ type: 'names', names: this.names.splice(0) });
    if (seen !== undefined && seen.site.length > 0) this.send({ type: 'seen', ...seen });
  }

  private sendScopes(): void {
    const scopes = this.scopes?.take();
    if (this.names.length > 0) this.send({ type: 'names', names: this.names.splice(0) });
    if (scopes !== undefined && scopes.parent.length > 0) this.send({ type: 'scopes', ...scopes });
  }

  private sendNodes(to: number): void {
    const { tape } = this;
    if (tape.ops.length > this.sentOps) this.send({ type: 'ops', ops: tape.ops.slice(this.sentOps) });
    this.sentOps = tape.ops.length;
    for (const chunk of this.steps.take()) this.send(chunk);
    for (const chunk of this.nodes.take(to)) this.send(chunk);
  }

  private sendColumns(): void {
    const { labels, contributions } = this;
    const writes = this.writes.take();
    if (labels.node.length > 0) this.send({ type: 'labels', ...views(labels) });
    if (writes !== null) this.send({ type: 'writes', ...writes });
    if (contributions.node.length > 0) this.send({ type: 'contributions', ...views(contributions) });
    if (this.series.name.length > 0) this.send({ type: 'logged', ...views(this.series) });
    this.series = newSeries();
    this.labels = newLabels();
    this.contributions = newContributions();
  }

  private send(chunk: Chunk): void {
    this.put(encodeChunk(chunk));
  }
}

const newLabels = () => ({ node: u32(), name: u32() });
const newSeries = () => ({ name: u32(), value: f64(), pass: u32() });
const newUnfinished = () => ({ node: u32(), input: u32(), value: f64() });
const newContributions = () => ({ pass: u32(), ...newUnfinished() });
