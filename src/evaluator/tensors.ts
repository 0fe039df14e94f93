/**
 * The tensors of a run as chunks of a recording. Statistics of a pass's leaves are taken of every pass; all numbers of
 * all nodes are sent of those passes alone that will be kept, and of the newest.
 */
import type { RecordedShare, RecordedTensor, TensorPass } from '../engine/recorder';
import type { Tape } from '../engine/tape';
import type { NDArray } from '../engine/tensor/ndarray';
import { Kept } from '../recording/kept';
import { type Chunk, OF_DATA, OF_GRAD, OF_GRAD_BEFORE, OF_SHARE, TENSOR_BUDGET, WHOLE_PASS } from '../recording/schema';
import { Copies } from './tensorCopies';
import { type Item, isAsNoted, itemOf, wholeOf } from './tensorItems';
import { KindWriter } from './tensorKinds';
import { StatisticsWriter } from './tensorStatistics';

/** Bytes that the whole tensors of one pass may take. */
const PASS_BUDGET = TENSOR_BUDGET / 4;
/** Tensors made since the last pass, and their bytes, that wait for its end. */
const MOST_WAITING = 4096;
const MOST_WAITING_BYTES = 2 ** 26;

const NO_NODES = new Uint32Array(0);
const ascending = (a: number, b: number) => a - b;

export class TensorWriter {
  private readonly kinds: KindWriter;
  private readonly statistics = new StatisticsWriter();
  private readonly kept = new Kept(TENSOR_BUDGET, WHOLE_PASS);
  private chunks: Chunk[] = [];

  /** Made since the last pass, in no chunk yet. */
  private fresh: Item[] = [];
  /** The leaves among what was made since the last pass. */
  private freshLeaves: Item[] = [];
  private freshBytes = 0;
  /** Leaves whose data is another one than was recorded last. */
  private readonly changed = new Map<number, NDArray>();
  /** What the pass under way passes on to gradients that are sums, and the grads that leaves had before. */
  private readonly shares: Item[] = [];
  /** Those leaves, and those of the last pass that had any, ascending. */
  private readonly accumulated: number[] = [];
  private lastAccumulated = NO_NODES;
  /** Numbers of the newest pass that are in no chunk. */
  private held: Item[] = [];
  /** Leaves of the newest pass that may turn out to be those of a loop that is about to begin. */
  private leaves: Item[] = [];
  /** Bytes in chunks of the pass under way, of the one before, and of what lasts. */
  private bytes = 0;
  private heldBytes = 0;
  private lastingBytes = 0;
  /** Of the newest pass, and of the one under way. */
  private copies = new Copies();
  private coming = new Copies();

  constructor(
    private readonly tape: Tape,
    /** Number of passes that have ended. */
    private readonly passes: () => number,
  ) {
    this.kinds = new KindWriter(tape);
  }

  add(node: number, tensor: RecordedTensor, index: number): void {
    this.kinds.add(index, tensor);
    const item = itemOf(node, OF_DATA, tensor.array);
    this.fresh.push(item);
    if (tensor.gradFn === null) {
      this.freshLeaves.push(item);
      if (tensor.requiresGrad) this.changed.set(node, tensor.array);
    }
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

  /** A pass begins: what the one before passed on and did not end with is void. */
  passBegins(): void {
    this.coming.clear();
    if (this.shares.length === 0) return;
    this.shares.length = 0;
    this.accumulated.length = 0;
  }

  contributed({ node, input, target, share, before }: RecordedShare): void {
    if (before !== null) {
      this.accumulated.push(target);
      this.shares.push(this.coming.copied(target, OF_GRAD_BEFORE, before));
    }
    this.shares.push(this.coming.copied(node, OF_SHARE + input, share));
  }

  /** A pass has ended. Returns the leaves that it added to, ascending. */
  passed(pass: TensorPass): Uint32Array {
    const number = this.passes();
    const isKept = this.kept.isLasting(number);
    if (this.leaves.length > 0) this.keepLeaves();
    [this.copies, this.coming] = [this.coming, this.copies];
    this.coming.clear();
    const items = this.fresh;
    if (!isKept) for (const leaf of this.freshLeaves) this.copies.watch(leaf);
    this.noteLeaves(pass, number, isKept);
    this.noteGradients(pass, number, isKept);
    const accumulated = this.noteShares();
    if (isKept) this.sendWhole(number, items, this.bytes);
    this.held = isKept ? [] : items;
    this.heldBytes = this.bytes;
    this.leaves = this.freshLeaves;
    this.forget();
    return accumulated;
  }

  private noteLeaves({ leaves, reached }: TensorPass, number: number, isKept: boolean): void {
    for (let i = 0; i < leaves.length; i++) {
      const node = leaves[i];
      const { array, grad } = reached[i];
      if (this.changed.delete(node)) this.statistics.add(number, node, OF_DATA, array);
      this.statistics.add(number, node, OF_GRAD, grad!.array);
      const data = itemOf(node, OF_DATA, array);
      const gradient = itemOf(node, OF_GRAD, grad!.array);
      this.fresh.push(data, gradient);
      // What is sent at once needs no watching.
      if (isKept) continue;
      this.copies.watch(data);
      this.copies.watch(gradient);
    }
  }

  /** Gradients of results; they stay as they are until the next pass has ended. */
  private noteGradients({ steps, gradients }: TensorPass, number: number, isKept: boolean): void {
    for (let i = 0; i < steps.length; i++) {
      if (gradients[i].size === 1) {
        this.statistics.add(number, steps[i], OF_GRAD, gradients[i]);
        continue;
      }
      const item = itemOf(steps[i], OF_GRAD, gradients[i]);
      this.fresh.push(item);
      // That of the root may be the script's own, which it can write to.
      if (!isKept && gradients[i].storage === gradients[0].storage) this.copies.watch(item);
    }
  }

  /** What a gradient does not tell, for it is a sum. Returns the leaves that had a grad before. */
  private noteShares(): Uint32Array {
    const { shares, accumulated } = this;
    for (let i = 0; i < shares.length; i++) this.fresh.push(shares[i]);
    if (accumulated.length === 0) return NO_NODES;
    accumulated.sort(ascending);
    const isSame = accumulated.length === this.lastAccumulated.length && accumulated.every(this.isAsLast);
    if (!isSame) this.lastAccumulated = Uint32Array.from(accumulated);
    return this.lastAccumulated;
  }

  private readonly isAsLast = (node: number, i: number) => this.lastAccumulated[i] === node;

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
      this.copies.clear();
    }
    this.sendFresh();
    yield* this.kinds.take();
    const statistics = this.statistics.take();
    if (statistics !== null) yield { type: 'statistics', ...statistics };
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

  /** A pass is over: what follows belongs to the next. */
  private forget(): void {
    this.fresh = [];
    this.freshLeaves = [];
    this.freshBytes = 0;
    this.bytes = 0;
    this.passBegins();
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
      if (total + size > PASS_BUDGET) this.statistics.add(pass, item.node, item.of, item.array);
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
}

const bytesOf = ({ dtype, size }: NDArray) => size * (dtype === 'float64' || dtype === 'int32' ? 8 : 4);
