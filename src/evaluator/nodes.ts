/** The nodes of a tape as chunks of a recording: what repeats the step before is not written out again. */
import type { Frame } from '../engine/frame';
import { FIRST_OP, opByName } from '../engine/ops/table';
import type { NodeKind, Tape } from '../engine/tape';
import { type Chunk, NONE, type StandIns } from '../recording/schema';

const NO_LISTS = new Uint32Array(0);
const UNCHANGED = { changed: new Uint32Array(0), data: new Float64Array(0) };

/** Nodes of the current structure as they were first written out: those from index `from` to `to`. */
interface Template {
  from: number;
  to: number;
  /** Id of the node at `from`. */
  id: number;
  /** Indices of the nodes whose data no op of the table makes, and that data as it was written. */
  given: Uint32Array;
  data: Float64Array;
}

export class NodeWriter {
  /** Number of nodes written out. */
  count = 0;
  /** Index of the first node that is in no chunk yet. */
  private next = 0;
  /** How many inputs in lists are in chunks: each node that is written out has a list of its own. */
  private lists = 0;
  private templates: Template[] = [];
  /** Where the step began for which the templates were looked through. */
  private origin = 0;
  /** Scopes that stand for others in the step under way. */
  private standIns: StandIns = new Uint32Array(0);
  /** By index: what nodes of the step under way were made with, if the script has assigned to them since. */
  private readonly firstData = new Map<number, number>();

  constructor(private readonly tape: Tape) {}

  /** The script is about to overwrite a node's data. */
  written(node: number, before: number): void {
    const { frame } = this.tape;
    const index = frame.indexOf(node);
    if (index >= frame.origin && !this.firstData.has(index)) this.firstData.set(index, before);
  }

  /** Chunks of the nodes up to an index that are in none yet; `isLast`: they will wait while the script goes on. */
  *take(to: number, isLast = false): Generator<Chunk> {
    const { frame } = this.tape;
    if (to <= this.next) return;
    for (const template of this.templates) yield* this.repetition(template, to);
    const from = Math.max(this.next, frame.same);
    for (const own of ownRuns(frame, from, to)) yield* this.writtenOut(own.from, own.to, isLast);
    this.next = Math.max(this.next, to);
  }

  /** The current frame is done, all of it taken: the next one's step begins at `origin`, with these scopes. */
  stepped(origin: number, standIns: StandIns): void {
    const { frame, length } = this.tape;
    const isRepeated = frame.same >= length && this.templates.every(({ to }) => to <= frame.same);
    if (!isRepeated || origin !== this.origin) this.renewTemplates(origin);
    this.origin = origin;
    this.firstData.clear();
    this.next = origin;
    this.standIns = standIns;
  }

  private renewTemplates(origin: number): void {
    const { frame, length } = this.tape;
    // A step that was only shorter leaves the structure as it is.
    const { same } = frame;
    this.templates = this.templates.filter(({ from }) => from < same);
    for (const template of this.templates) template.to = Math.min(template.to, same);
    for (const { from, to } of ownRuns(frame, same, length)) this.templates.push(this.template(from, to));
    this.templates = this.templates.filter(({ to }) => to > origin);
  }

  /** Id of the first node of the current step where it was first written out; that of the step itself if it was not. */
  private firstOf({ id, from }: Template): number {
    return id - (from - this.tape.frame.origin);
  }

  private *repetition(template: Template, upTo: number): Generator<Chunk> {
    const { frame } = this.tape;
    const from = Math.max(template.from, this.next);
    const to = Math.min(template.to, upTo, frame.same);
    if (to <= from) return;
    const { changed, data } = this.changes(template, from, to);
    yield {
      type: 'repeat',
      ...this.scopes(),
      of: template.id + from - template.from,
      count: to - from,
      first: this.firstOf(template),
      changed,
      data,
    };
  }

  /** Those of the given nodes whose data is another than the template's; most steps begin with the same numbers. */
  private changes({ given, data }: Template, from: number, to: number): { changed: Uint32Array; data: Float64Array } {
    const { firstData } = this;
    const current = this.tape.frame.data;
    const changed: number[] = [];
    const values: number[] = [];
    for (let i = 0; i < given.length; i++) {
      const index = given[i];
      if (index < from || index >= to) continue;
      const value = firstData.size === 0 ? current[index] : this.madeWith(index);
      if (Object.is(value, data[i])) continue;
      changed.push(index - from);
      values.push(value);
    }
    if (changed.length === 0) return UNCHANGED;
    return { changed: new Uint32Array(changed), data: new Float64Array(values) };
  }

  /** The nodes from one index to another, all made in this frame. */
  private *writtenOut(from: number, to: number, isLast: boolean): Generator<Chunk> {
    if (to <= from) return;
    this.count += to - from;
    const { frame } = this.tape;
    const { structure } = frame;
    const scope = new Uint32Array(to - from);
    for (let run = structure.scopes.length - 1, end = to; run >= -1 && end > from; run--) {
      const start = Math.max(from, run < 0 ? 0 : structure.scopeStarts[run]);
      if (start >= end) continue;
      scope.fill(run < 0 ? NONE : structure.scopes[run], start - from, end - from);
      end = start;
    }
    const { extra, in0, in1 } = this.inputsOf(from, to);
    if (extra.length > 0) yield { type: 'extra', inputs: extra };
    this.lists += extra.length;
    yield {
      type: 'nodes',
      ...this.scopes(),
      op: structure.op.subarray(from, to),
      in0,
      in1,
      data: this.dataOf(from, to, isLast),
      site: structure.site.subarray(from, to),
      scope,
    };
  }

  /** The inputs of nodes, with ids in place of indices; those in lists come first, in a chunk of their own. */
  private inputsOf(from: number, to: number): { extra: Uint32Array; in0: Uint32Array; in1: Uint32Array } {
    const { frame, ops, extra: lists } = this.tape;
    const { structure } = frame;
    const in0 = structure.in0.slice(from, to);
    const in1 = structure.in1.slice(from, to);
    const hasLists = ops.some(({ arity }) => arity === 'n');
    if (!hasLists && frame.runs.length === 1 && frame.runs[0].offset === 0) return { extra: NO_LISTS, in0, in1 };
    const extra: number[] = [];
    for (let i = 0; i < in0.length; i++) {
      if (ops[structure.op[from + i]].arity === 'n') {
        const list = lists.subarray(in0[i], in0[i] + in1[i]);
        in0[i] = this.lists + extra.length;
        for (const input of list) extra.push(frame.idOf(input));
      } else {
        if (in0[i] !== NONE) in0[i] = frame.idOf(in0[i]);
        if (in1[i] !== NONE) in1[i] = frame.idOf(in1[i]);
      }
    }
    return { extra: Uint32Array.from(extra), in0, in1 };
  }

  /** What is sent at once may be a view; what waits, while the script can assign to it, is a copy. */
  private dataOf(from: number, to: number, isLast: boolean): Float64Array {
    const { frame } = this.tape;
    const data = frame.data.subarray(from, to);
    if (this.firstData.size === 0) return isLast ? data.slice() : data;
    const made = data.slice();
    for (const [index, value] of this.firstData) if (index >= from && index < to) made[index - from] = value;
    return made;
  }

  private madeWith(index: number): number {
    return this.firstData.get(index) ?? this.tape.frame.data[index];
  }

  private template(from: number, to: number): Template {
    const { frame, ops } = this.tape;
    const { op } = frame.structure;
    const given: number[] = [];
    for (let index = from; index < to; index++) if (!isReplayed(ops, op[index])) given.push(index);
    const data = Float64Array.from(given, index => this.madeWith(index));
    return { from, to, id: frame.idOf(from), given: Uint32Array.from(given), data };
  }

  private scopes(): { standIns?: StandIns } {
    return this.standIns.length > 0 ? { standIns: this.standIns } : {};
  }
}

/** Whether the data of nodes of this code follows from their inputs by the op table. */
function isReplayed(ops: readonly NodeKind[], code: number): boolean {
  return code >= FIRST_OP && !ops[code].custom && !ops[code].tensor && opByName(ops[code].name) !== undefined;
}

/** The parts of a frame from one index to another that were made in it; others came back from earlier ones. */
function* ownRuns(frame: Frame, from: number, to: number): Generator<{ from: number; to: number }> {
  const first = frame.idOf(frame.origin);
  for (const [i, run] of frame.runs.entries()) {
    const start = Math.max(from, run.from);
    const end = Math.min(to, frame.runs[i + 1]?.from ?? to);
    if (start < end && start + run.offset >= first) yield { from: start, to: end };
  }
}
