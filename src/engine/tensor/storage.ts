/** The memory of tensors. Views of a tensor share one storage. */
import type { Block } from '../kernels/memory';
import { type DType, type Numbers, numbers } from './dtype';
import { kernelMemory, lend } from './memory';

/** Up to this length a storage is cut from a slab: making a typed array costs more than a tiny op. */
const TINY = 64;
const SLAB = 4096;
/** Zeros beyond this length come from the system, which has them ready; kernels fetch what they use. */
const LARGE = 65536;

interface Slab extends Block<Numbers> {
  used: number;
}

function slab(dtype: DType, length: number): Slab {
  return { array: numbers(dtype, length), pointer: -1, used: 0 };
}

/** The slab in use of each dtype. Filled once and never reused, so its numbers are zeros when handed out. */
const slabs: { [D in DType]: Slab } = {
  float32: slab('float32', 0),
  float64: slab('float64', 0),
  int32: slab('int32', 0),
  bool: slab('bool', 0),
};

/** Wants to know what a storage holds before that is overwritten. */
export interface Watcher {
  aboutToChange(): void;
}

/** A stretch of `length` elements of a block from `offset`; other storages may lie beside it. */
export class Storage {
  /** Counts the writes in place, so that a backward pass notices when what it needs has changed. */
  version = 0;
  /** Told before the next write in place; whoever sets it sees to it that the one before is told as well. */
  watcher: Watcher | null = null;

  constructor(
    readonly dtype: DType,
    /** Its array is another one after `makeRoom`. */
    public block: Block<Numbers>,
    public offset: number,
    readonly length: number,
  ) {}

  /** The numbers now: between two ops they may move. */
  get array(): Numbers {
    return this.block.array;
  }

  /** Where this storage begins in the kernels' memory, in bytes; -1 if it is elsewhere. */
  get pointer(): number {
    const { pointer } = this.block;
    return pointer < 0 ? -1 : pointer + 4 * this.offset;
  }

  /** Moves the numbers into the kernels' memory; false if there is no room now. */
  bringIn(): boolean {
    const memory = kernelMemory();
    const block = memory.take(this.length);
    if (block === null) return false;
    const { offset } = memory;
    block.array.set(this.array.subarray(this.offset, this.offset + this.length), offset);
    this.block = block;
    this.offset = offset;
    return true;
  }
}

/**
 * Zeros.
 * @throws RangeError if there is no memory for so many.
 */
export function allocate(dtype: DType, length: number): Storage {
  if (length <= TINY) return cut(dtype, length);
  const made = dtype === 'float32' && length <= LARGE ? inKernelMemory(length) : null;
  if (made === null) return new Storage(dtype, { array: large(dtype, length), pointer: -1 }, 0, length);
  made.array.fill(0, made.offset, made.offset + length);
  return made;
}

/** The same, but with any numbers, all of which the caller overwrites. */
export function allocateUncleared(dtype: DType, length: number): Storage {
  return (dtype === 'float32' && length > TINY ? inKernelMemory(length) : null) ?? allocate(dtype, length);
}

function inKernelMemory(length: number): Storage | null {
  const block = lend(length);
  return block === null ? null : new Storage('float32', block, kernelMemory().offset, length);
}

function cut(dtype: DType, length: number): Storage {
  let from = slabs[dtype];
  if (from.used + length > from.array.length) {
    from = slab(dtype, SLAB);
    slabs[dtype] = from;
  }
  const offset = from.used;
  from.used = offset + length;
  return new Storage(dtype, from, offset, length);
}

function large(dtype: DType, length: number): Numbers {
  try {
    return numbers(dtype, length);
  } catch (cause) {
    throw new RangeError(
      `There is no memory for a tensor of ${length} elements. Look at its sizes: broadcasting multiplies them.`,
      { cause },
    );
  }
}
