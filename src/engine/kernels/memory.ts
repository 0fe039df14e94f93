/**
 * The memory in which kernels find float32 tensors. JavaScript tells nobody at once that a tensor has died, so memory is
 * lent in a ring of blocks: when room is short, the oldest block moves to an array of its own, which dies with the last
 * tensor in it, and its place is lent again.
 */
import type { Kernels } from './kernels';

/** Numbers that storages are cut from. Their places among each other stay when the block moves. */
export interface Block<A = Float32Array> {
  array: A;
  /** Where the block begins in the kernels' memory, in bytes; -1 if it is elsewhere: it has moved out, or never was there. */
  pointer: number;
}

interface RingBlock extends Block {
  /** Bytes lent. */
  used: number;
  /** Bytes from `pointer` on. */
  size: number;
}

/** A block takes several tensors of usual size, and is soon copied. What is larger gets a block of its own. */
const BLOCK = 65536;
/** Tensors begin at lines of the cache. */
const LINE = 64;
/** The ring grows beyond this only when its tensors are large: what is used again soon should be in the cache. */
const FIRST_RING = 1 << 20;
const STAGE = 65536;
/** The largest stretch of the stage that is lent. */
const STAGED = STAGE / 4;

const upTo = (multiple: number, bytes: number) => Math.ceil(bytes / multiple) * multiple;

export class Arena {
  /** Where the stretch lent last begins, in elements of its block. */
  offset = 0;
  readonly f32: Float32Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;

  /** Lent, oldest first. */
  private blocks: RingBlock[] = [];
  private current: RingBlock | null = null;
  private readonly first: number;
  private readonly last: number;
  /** Where the ring ends at present. */
  private end: number;
  /** The most room that an op wanted since the ring began anew. */
  private wanted = 0;
  private readonly stageStart: number;
  private staged = 0;
  private readonly scratch: Block;
  private readonly scratchSize: number;
  private scratchUsed = 0;
  /** The half of the scratch in use, in bytes. */
  private scratchStart = 0;

  /** Takes the memory of the kernels: a quarter for what lives within two backward passes, the most for tensors. */
  constructor(readonly kernels: Kernels) {
    const { buffer, start } = kernels;
    this.f32 = new Float32Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.stageStart = start;
    const pointer = start + STAGE;
    this.scratchSize = upTo(2 * LINE, (buffer.byteLength - pointer) / 4) - 2 * LINE;
    this.scratch = { array: new Float32Array(buffer, pointer, this.scratchSize / 4), pointer };
    this.first = pointer + this.scratchSize;
    this.last = buffer.byteLength;
    this.end = Math.min(this.last, this.first + FIRST_RING);
  }

  /**
   * Lends room for so many numbers, from `offset` on; they are not cleared. Null if there is none: see `makeRoom`.
   */
  take(length: number): Block | null {
    const bytes = upTo(LINE, 4 * length);
    const { current } = this;
    if (current !== null && current.used + bytes <= current.size) return this.cut(current, bytes);
    const made = this.open(upTo(BLOCK, bytes));
    if (made === null) return null;
    if (current === null || made.size - bytes >= current.size - current.used) this.current = made;
    return this.cut(made, bytes);
  }

  private cut(block: RingBlock, bytes: number): Block {
    this.offset = block.used / 4;
    block.used += bytes;
    return block;
  }

  /**
   * Moves the oldest blocks out until there is room for an op that asks for so many numbers in all. The numbers of a
   * block are elsewhere afterwards: to be called between ops, where nobody holds its array.
   * @param length - May be NaN, of an op whose inputs do not fit: nothing happens.
   */
  makeRoom(length: number): void {
    if (!(length > 0)) return;
    const wanted = Math.min(upTo(BLOCK, 4 * length) + BLOCK, (this.last - this.first) >> 1);
    if (wanted > this.wanted) {
      this.wanted = wanted;
      this.end = Math.max(this.end, this.endFor(wanted));
    }
    while (this.blocks.length > 0 && this.placeFor(wanted) < 0) this.moveOut(this.blocks.shift()!);
  }

  /** The ring holds what several ops ask for. */
  private endFor(wanted: number): number {
    return Math.min(this.last, this.first + Math.max(FIRST_RING, 4 * wanted));
  }

  private moveOut(block: RingBlock): void {
    if (block === this.current) this.current = null;
    // A typed array made from another one is not cleared first
    block.array = new Float32Array(block.array.subarray(0, block.used / 4));
    block.pointer = -1;
  }

  private open(size: number): RingBlock | null {
    const pointer = this.placeFor(size);
    if (pointer < 0) return null;
    const block = { array: new Float32Array(this.kernels.buffer, pointer, size / 4), pointer, used: 0, size };
    this.blocks.push(block);
    if (pointer === this.first) {
      this.end = this.endFor(this.wanted);
      this.wanted = 0;
    }
    return block;
  }

  /** Where a block of this size can begin; -1 if nowhere. */
  private placeFor(size: number): number {
    const { blocks, first, end } = this;
    if (blocks.length === 0) return first + size <= end ? first : -1;
    const newest = blocks[blocks.length - 1];
    const head = newest.pointer + newest.size;
    const tail = blocks[0].pointer;
    const limit = newest.pointer < tail ? Math.min(tail, end) : end;
    if (head + size <= limit) return head;
    if (newest.pointer < tail) return -1;
    return first + size <= tail ? first : -1;
  }

  /** Lends room that is free again after the next `releaseScratch`; null if there is none. */
  takeScratch(length: number): Block | null {
    const bytes = upTo(LINE, 4 * length);
    if (this.scratchUsed + bytes > this.scratchStart + this.scratchSize / 2) return null;
    this.offset = this.scratchUsed / 4;
    this.scratchUsed += bytes;
    return this.scratch;
  }

  releaseScratch(): void {
    this.scratchUsed = this.scratchStart;
  }

  /** The same, but what was lent keeps its numbers until the next call. */
  turnScratch(): void {
    this.scratchStart = this.scratchSize / 2 - this.scratchStart;
    this.releaseScratch();
  }

  /**
   * A place for numbers that one op hands to a kernel, or gets from it, without being lent: bytes, or -1 if there are too
   * many.
   */
  stage(length: number): number {
    const bytes = upTo(LINE, 4 * length);
    if (bytes > STAGED) return -1;
    if (this.staged + bytes > STAGE) this.staged = 0;
    const place = this.stageStart + this.staged;
    this.staged += bytes;
    return place;
  }
}
