/**
 * The tensors of a run as chunks of a recording. Statistics of a pass's leaves are taken of every pass; all numbers of
 * all nodes are sent of those passes alone that will be kept, and of the newest.
 */
import type { RecordedShare, RecordedTensor, TensorPass } from '../engine/recorder';
import type { Tape } from '../engine/tape';
import { copied } from '../engine/tensor/loops';
import type { NDArray } from '../engine/tensor/ndarray';
import { statistics } from '../engine/tensor/statistics';
import { f32, u32, views } from '../recording/column';
import { Kept } from '../recording/kept';
import { type Chunk, OF_DATA, OF_GRAD, OF_GRAD_BEFORE, OF_SHARE, TENSOR_BUDGET, WHOLE_PASS } from '../recording/schema';
import { Copies, type Item, itemOf, wholeOf } from './tensorItems';
import { KindWriter } from './tensorKinds';

/** Bytes that the whole tensors of one pass may take. */
const PASS_BUDGET = TENSOR_BUDGET / 4;
/** Tensors made since the last pass, and their bytes, that wait for its end. */
const MOST_WAITING = 4096;
const MOST_WAITING_BYTES = 2 ** 26;

export class TensorWriter {
  private readonly kinds: KindWriter;
  private statistics = newStatistics();
  private readonly kept = new Kept(TENSOR_BUDGET, WHOLE_PASS);
  private chunks: Chunk[] = [];

  /** Made since the last pass, in no chunk yet. */
  private fresh: Item[] = [];
  /** The leaves among what was made since the last pass. */
  private freshLeaves: Item[] = [];
  private freshBytes = 0;
  /** Leaves whose data is another one than was recorded last. */
  private readonly changed = new Map<number, NDArray>();
  /** What the pass under way has passed on; by target, the first one that it got. */
  private shares: RecordedShare[] = [];
  private readonly firstShare = new Map<number, number>();
  private readonly shared = new Set<number>();
  /** Grads that leaves had before the pass under way. */
  private before: Item[] = [];
  /** Numbers of the newest pass that are in no chunk. */
  private held: Item[] = [];
  /** Leaves of the newest pass that may turn out to be those of a loop that is about to begin. */
  private leaves: Item[] = [];
  /** Bytes in chunks of the pass under way, of the one before, and of what lasts. */
  private bytes = 0;
  private heldBytes = 0;
  private lastingBytes = 0;
  private readonly copies = new Copies();

  constructor(
    private readonly tape: Tape,
    /** Number of passes that have ended. */
    private readonly passes: () => number,
  ) {
    this.kinds = new KindWriter(tape);
  }

  add(node: number, tensor: RecordedTensor): void {
    this.kinds.add(node, tensor);
    if (tensor.gradFn === null && tensor.requiresGrad) this.changed.set(node, tensor.array);
    const item = itemOf(node, OF_DATA, tensor.array);
    this.fresh.push(item);
    if (tensor.gradFn === null) this.freshLeaves.push(item);
    this.freshBytes += 4 * tensor.array.size;
    if (this.fresh.length > MOST_WAITING || this.freshBytes > MOST_WAITING_BYTES) this.sendFresh();
  }

  /** A leaf now does, or does not, require a gradient. */
  change(node: number, tensor: RecordedTensor): void {
    this.kinds.change(node, tensor);
    this.changed.set(node, tensor.array);
  }

  /** The script assigned to a tensor's data, or changed it in place. */
  written(node: number, array: NDArray): void {
    this.changed.set(node, array);
  }

  contributed(share: RecordedShare): void {
    const { target, node, before } = share;
    const first = this.firstShare.get(target);
    if (first === undefined) {
      this.firstShare.set(target, this.shares.length);
      if (before !== null) this.before.push({ ...itemOf(target, OF_GRAD_BEFORE, copied(before)), node: target });
    } else {
      // It is about to be added to.
      if (!this.shared.has(target)) this.shares[first].share = copied(this.shares[first].share);
      this.shared.add(target);
    }
    this.shares.push(first === undefined ? share : { ...share, node, share: copied(share.share) });
  }

  /** A pass has ended. Returns the leaves that it added to, ascending. */
  passed(pass: TensorPass): Uint32Array {
    const number = this.passes();
    const isKept = this.kept.isLasting(number);
    this.keepLeaves();
    this.copies.clear();
    const items = this.fresh;
    this.noteLeaves(pass, number, isKept, items);
    const { steps, gradients } = pass;
    for (let i = 0; i < steps.length; i++) {
      if (gradients[i].size === 1) this.addStatistics(number, steps[i], OF_GRAD, gradients[i]);
      else items.push(this.noted(isKept, steps[i], OF_GRAD, gradients[i]));
    }
    const accumulated = Uint32Array.from(this.before, item => item.node).sort();
    for (const each of this.sharesWorthKeeping(pass)) {
      items.push(this.noted(isKept, each.node, OF_SHARE + each.input, each.share));
    }
    items.push(...this.before);
    if (isKept) this.sendWhole(number, items, this.bytes);
    this.held = isKept ? [] : items;
    this.heldBytes = this.bytes;
    this.leaves = this.freshLeaves;
    this.forget();
    return accumulated;
  }

  private noteLeaves({ leaves, reached }: TensorPass, number: number, isKept: boolean, items: Item[]): void {
    for (let i = 0; i < leaves.length; i++) {
      const node = leaves[i];
      const { array, grad } = reached[i];
      if (this.changed.delete(node)) this.addStatistics(number, node, OF_DATA, array);
      this.addStatistics(number, node, OF_GRAD, grad!.array);
      items.push(this.noted(isKept, node, OF_DATA, array), this.noted(isKept, node, OF_GRAD, grad!.array));
    }
  }

  /** What will be sent at once needs no copy. */
  private noted(isKept: boolean, node: number, of: number, array: NDArray): Item {
    return isKept ? itemOf(node, of, array) : this.copies.take(node, of, array);
  }

  /** The current frame is done, all of it taken: what is made from now on is compared with it. */
  stepped(): void {
    this.kinds.settle(this.tape.length);
  }

  /** Chunks of all that is new about the nodes up to an index, and all numbers that wait. */
  *take(to: number): Generator<Chunk> {
    this.kinds.settle(to);
    if (this.held.length > 0) {
      this.sendWhole(this.passes() - 1, this.held.filter(isAsNoted), this.heldBytes);
      this.held = [];
    }
    this.sendFresh();
    yield* this.kinds.take();
    if (this.statistics.node.length > 0) yield { type: 'statistics', ...views(this.statistics) };
    this.statistics = newStatistics();
    yield* this.chunks;
    this.chunks = [];
  }

  /** The run is over: what was changed after its last pass is as it was left. */
  end(): void {
    for (const [node, array] of this.changed) {
      if (!this.fresh.some(item => item.node === node)) this.fresh.push(itemOf(node, OF_DATA, array));
    }
    this.changed.clear();
  }

  /** Leaves that a loop's steps share are needed for as long as it runs. */
  private keepLeaves(): void {
    const { frame } = this.tape;
    const shared = this.leaves.filter(({ node, array }) => {
      const index = frame.indexOf(node);
      return index >= 0 && index < frame.origin && !this.kinds.requiresGrad(index) && 4 * array.size <= PASS_BUDGET;
    });
    const fitting = shared.filter(({ array }) => {
      this.lastingBytes += 4 * array.size;
      return this.lastingBytes <= TENSOR_BUDGET;
    });
    if (fitting.length > 0) this.chunks.push(wholeOf(this.passes() - 1, true, fitting));
    this.leaves = [];
  }

  /** Those that cannot be told from the gradient of the input: it got several, or had a grad before. */
  private sharesWorthKeeping(pass: TensorPass): readonly RecordedShare[] {
    if (this.shared.size + this.before.length === 0) return [];
    const added = new Set(this.before.map(item => item.node));
    const steps = new Set(pass.steps);
    return this.shares.filter(({ node, target }) => steps.has(node) && (this.shared.has(target) || added.has(target)));
  }

  /** A pass is over: what follows belongs to the next. */
  private forget(): void {
    this.fresh = [];
    this.freshLeaves = [];
    this.freshBytes = 0;
    this.bytes = 0;
    this.shares = [];
    this.firstShare.clear();
    if (this.shared.size > 0) this.shared.clear();
    if (this.before.length > 0) this.before = [];
  }

  private sendFresh(): void {
    if (this.fresh.length === 0) return;
    this.bytes = this.sendWhole(this.passes(), this.fresh, this.bytes);
    this.fresh = [];
    this.freshBytes = 0;
  }

  /** Puts items into a chunk of a pass of which so many bytes are in chunks already; returns how many are now. */
  private sendWhole(pass: number, items: readonly Item[], bytes: number): number {
    let total = bytes;
    const whole: Item[] = [];
    for (const item of items) {
      const size = bytesOf(item.array);
      if (total + size > PASS_BUDGET) this.addStatistics(pass, item.node, item.of, item.array);
      else {
        total += size;
        whole.push(item);
      }
    }
    if (whole.length > 0) this.chunks.push(wholeOf(pass, false, whole));
    const gone = this.kept.add(pass, total - bytes);
    // What was not sent yet and will not be kept need not be sent.
    if (gone.length > 0) {
      this.chunks = this.chunks.filter(chunk => chunk.type !== 'whole' || chunk.lasting || !gone.includes(chunk.pass));
    }
    return total;
  }

  private addStatistics(pass: number, node: number, of: number, array: NDArray): void {
    const { nonFinite, mean, deviation, least, most } = statistics(array);
    const rows = this.statistics;
    rows.pass.push(pass);
    rows.node.push(node);
    rows.of.push(of);
    rows.nonFinite.push(nonFinite);
    rows.mean.push(mean);
    rows.deviation.push(deviation);
    rows.least.push(least);
    rows.most.push(most);
  }
}

const isAsNoted = ({ copy, version, array }: Item) => copy !== null || array.storage.version === version;
const bytesOf = ({ dtype, size }: NDArray) => size * (dtype === 'float64' || dtype === 'int32' ? 8 : 4);

const newStatistics = () => ({
  pass: u32(),
  node: u32(),
  of: u32(),
  nonFinite: u32(),
  mean: f32(),
  deviation: f32(),
  least: f32(),
  most: f32(),
});
