/** Numbers in a shape: a storage seen through a layout. Knows no gradients; ops compute with these. */
import type { DType, Numbers } from './dtype';
import { contiguous, type Layout, SCALAR } from './layout';
import { allocate, allocateUncleared, type Storage } from './storage';

export class NDArray {
  /** The first element's place in the storage. */
  private readonly start: number;

  /** @param offset - Place of the first element in the storage's array. */
  constructor(
    readonly storage: Storage,
    readonly layout: Layout,
    offset: number,
    /** Graphs that hold the numbers are not told of writes. */
    private readonly isQuiet = false,
  ) {
    this.start = offset - storage.offset;
  }

  /** Place of the first element in `values`. Like them it holds until the next op. */
  get offset(): number {
    return this.storage.offset + this.start;
  }

  get dtype(): DType {
    return this.storage.dtype;
  }
  /** The typed array that the elements are in, others beside them. */
  get values(): Numbers {
    return this.storage.array;
  }
  get shape(): readonly number[] {
    return this.layout.shape;
  }
  get strides(): readonly number[] {
    return this.layout.strides;
  }
  get size(): number {
    return this.layout.size;
  }
  get ndim(): number {
    return this.layout.shape.length;
  }

  /** The same storage, seen otherwise. */
  as(layout: Layout, offset = this.offset): NDArray {
    return new NDArray(this.storage, layout, offset, this.isQuiet);
  }

  /** The same, but who writes answers for it: a graph that holds the old numbers is not told. */
  quiet(): NDArray {
    return new NDArray(this.storage, this.layout, this.offset, true);
  }

  /** To be called before every write in place. */
  written(): void {
    const { storage } = this;
    storage.watcher?.aboutToChange();
    if (!this.isQuiet) storage.version++;
  }
}

/** Zeros in a contiguous layout. */
export function blank(dtype: DType, layout: Layout): NDArray {
  const storage = allocate(dtype, layout.size);
  return new NDArray(storage, layout, storage.offset);
}

/** Any numbers in a contiguous layout: for who overwrites them all. */
export function uncleared(dtype: DType, layout: Layout): NDArray {
  const storage = allocateUncleared(dtype, layout.size);
  return new NDArray(storage, layout, storage.offset);
}

/** Zeros of a shape. */
export function zeros(dtype: DType, shape: readonly number[]): NDArray {
  return blank(dtype, contiguous(shape));
}

/** A single number. */
export function single(dtype: DType, value: number): NDArray {
  const made = blank(dtype, SCALAR);
  made.values[made.offset] = value;
  return made;
}

/** One number in every place of a contiguous layout. */
export function filled(dtype: DType, layout: Layout, value: number): NDArray {
  const made = blank(dtype, layout);
  const { values, offset } = made;
  for (let i = offset; i < offset + layout.size; i++) values[i] = value;
  return made;
}

/** How many numbers several arrays have in all. */
export function lengthOf(operands: readonly { readonly array: NDArray }[]): number {
  let length = 0;
  for (let i = 0; i < operands.length; i++) length += operands[i].array.layout.size;
  return length;
}
