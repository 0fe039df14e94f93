/** Streams a run out as chunks of a recording: what the tape, the runtime and the script add, as they add it. */
import { finishManual } from '../engine/manual';
import type { FinishedPass, Recorder } from '../engine/recorder';
import type { Tape } from '../engine/tape';
import { f64, u8, u32, views } from '../recording/column';
import { encodeChunk } from '../recording/encode';
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
import type { Runtime } from './runtime/contract';
import { Scopes } from './scopes';

/** Something that belongs to the call under way: its site is known when the call has ended. */
type Unsited = Extract<Chunk, { type: 'pass' | 'output' }>;

export class Stream implements Recorder {
  /** Entries of all passes so far: a pass holds a grad for each node it touched. */
  passEntries = 0;
  passes = 0;
  /** Characters that the script has printed. */
  printed = 0;
  /** The site of the last expression that ended. */
  lastSite = NONE;

  private outputs = 0;
  private runtime: Runtime | null = null;
  private scopes: Scopes | null = null;
  private readonly started = performance.now();
  private sent = { nodes: 0, extra: 0, ops: 0 };
  private names: string[] = [];
  private readonly nameIds = new Map<string, number>();
  /** What nodes that were not sent yet were made with, if the script has assigned to them since. */
  private readonly firstData = new Map<number, number>();
  private labels = newLabels();
  private writes = newWrites();
  private contributions = newContributions();
  /** Contributions of the pass under way: they are sent when it has ended, if it does. */
  private unfinished = newUnfinished();
  private unsited: Unsited[] = [];
  private sited: Unsited[] = [];

  constructor(
    private readonly tape: Tape,
    private readonly put: (frame: Uint8Array) => void,
    entry: string,
  ) {
    this.send({ type: 'header', format: FORMAT, version: VERSION, entry, ops: [...tape.ops] });
    this.sent.ops = tape.ops.length;
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
    return this.tape.length + this.passes + this.outputs;
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
    for (const chunk of this.unsited) chunk.site = site;
    this.sited.push(...this.unsited);
    this.unsited = [];
    return true;
  }

  labelled(node: number, label: string): void {
    this.labels.node.push(node);
    this.labels.name.push(this.intern(label));
  }

  written(node: number, field: 'data' | 'grad', value: number, before: number): void {
    if (field === 'data' && node >= this.sent.nodes && !this.firstData.has(node)) this.firstData.set(node, before);
    this.write(node, field === 'data' ? FIELD_DATA : FIELD_GRAD, value, this.runtime?.takeWriteSite() ?? NONE);
  }

  zeroed(node: number): void {
    this.write(node, FIELD_GRAD, 0, NONE);
  }

  passed(pass: FinishedPass): void {
    this.finishContributions();
    this.passes++;
    this.passEntries += pass.nodes.length;
    this.unsited.push({ type: 'pass', length: this.tape.length, site: NONE, ...pass });
  }

  contributed(node: number, input: number, value: number): void {
    this.unfinished.node.push(node);
    this.unfinished.input.push(input);
    this.unfinished.value.push(value);
  }

  /** What is left of a pass that broke off are its grads, as if the script had assigned them. */
  abandoned(nodes: Uint32Array, grads: Float64Array): void {
    this.unfinished = newUnfinished();
    for (let i = 0; i < nodes.length; i++) this.write(nodes[i], FIELD_GRAD, grads[i], NONE);
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

  private write(node: number, field: number, value: number, site: number): void {
    this.writes.node.push(node);
    this.writes.field.push(field);
    this.writes.value.push(value);
    this.writes.site.push(site);
    this.writes.pass.push(this.passes);
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
    this.stamped(this.lastSite);
    this.sendUpTo(this.tape.length, this.lastSite);
    this.sendSeen();
  }

  private sendUpTo(node: number, site: number): void {
    this.sendScopes();
    this.sendNodes(node);
    this.sendLists();
    for (const chunk of this.sited) this.send(chunk);
    this.sited = [];
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
    const { tape, sent } = this;
    if (tape.ops.length > sent.ops) this.send({ type: 'ops', ops: tape.ops.slice(sent.ops) });
    sent.ops = tape.ops.length;
    if (tape.extraLength > sent.extra) {
      this.send({ type: 'extra', inputs: tape.extra.subarray(sent.extra, tape.extraLength) });
    }
    sent.extra = tape.extraLength;
    if (to <= sent.nodes) return;
    const part = <T extends { subarray(from: number, to: number): T }>(column: T) => column.subarray(sent.nodes, to);
    this.send({
      type: 'nodes',
      op: part(tape.op),
      in0: part(tape.in0),
      in1: part(tape.in1),
      data: this.dataAsMade(sent.nodes, to),
      site: part(tape.site),
      scope: part(tape.scope),
    });
    sent.nodes = to;
  }

  private dataAsMade(from: number, to: number): Float64Array {
    const data = this.tape.data.subarray(from, to);
    if (this.firstData.size === 0) return data;
    const made = data.slice();
    for (const [node, value] of this.firstData) if (node < to) made[node - from] = value;
    for (const node of this.firstData.keys()) if (node < to) this.firstData.delete(node);
    return made;
  }

  private sendLists(): void {
    const { labels, writes, contributions } = this;
    if (labels.node.length > 0) this.send({ type: 'labels', ...views(labels) });
    if (writes.node.length > 0) this.send({ type: 'writes', ...views(writes) });
    if (contributions.node.length > 0) this.send({ type: 'contributions', ...views(contributions) });
    this.labels = newLabels();
    this.writes = newWrites();
    this.contributions = newContributions();
  }

  private send(chunk: Chunk): void {
    this.put(encodeChunk(chunk));
  }
}

const newLabels = () => ({ node: u32(), name: u32() });
const newWrites = () => ({ node: u32(), field: u8(), value: f64(), site: u32(), pass: u32() });
const newUnfinished = () => ({ node: u32(), input: u32(), value: f64() });
const newContributions = () => ({ pass: u32(), ...newUnfinished() });
