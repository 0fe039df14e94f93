/**
 * Hands work on float32 numbers to the kernels. Each function gives null, or false, where the work is not for them: other
 * dtypes or layouts, few numbers, or no room in their memory at the moment; the caller's own loops are always right.
 */

import type { Kernels } from '../kernels/kernels';
import type { Arena } from '../kernels/memory';
import { isColumn, isRow, type Layout } from './layout';
import { kernelMemory, lend } from './memory';
import { type NDArray, uncleared } from './ndarray';

/** With fewer numbers a call costs more than it saves. */
const MANY = 64;

/**
 * Bytes of a float32 array's first element in the kernels' memory; -1: no room. Small storages, and what a view shows of
 * a much larger one, are copied there to be read; others move.
 */
export function reach(array: NDArray): number {
  const { storage } = array;
  if (storage.block.pointer < 0) {
    if (storage.length <= MANY) return staged(kernelMemory(), array);
    const extent = extentOf(array.layout);
    if (2 * extent < storage.length) return fetched(kernelMemory(), array, extent);
    if (!storage.bringIn()) return -1;
  }
  return storage.block.pointer + 4 * array.offset;
}

/** How far the elements of a layout that has some lie apart, themselves included. */
function extentOf({ shape, strides }: Layout): number {
  let extent = 1;
  for (let d = 0; d < shape.length; d++) extent += (shape[d] - 1) * strides[d];
  return extent;
}

function staged(memory: Arena, { storage, offset }: NDArray): number {
  const place = memory.stage(storage.length);
  const { f32 } = memory;
  const { array } = storage;
  for (let i = 0, from = storage.offset, to = place >> 2; i < storage.length; i++) f32[to + i] = array[from + i];
  return place + 4 * (offset - storage.offset);
}

function fetched(memory: Arena, { values, offset }: NDArray, extent: number): number {
  const block = memory.take(extent);
  if (block === null) return -1;
  block.array.set(values.subarray(offset, offset + extent), memory.offset);
  return block.pointer + 4 * memory.offset;
}

/** Bytes of room for so many indices that an op hands to a kernel; -1: no room. */
export function placeForIndices(count: number): number {
  const memory = kernelMemory();
  const staged = memory.stage(count);
  if (staged >= 0) return staged;
  const block = lend(count);
  return block === null ? -1 : block.pointer + 4 * memory.offset;
}

/** Where a kernel shall write a contiguous array; -1: no room. `written` must follow. */
export function place({ storage, offset, size }: NDArray): number {
  const { pointer } = storage.block;
  return pointer < 0 ? kernelMemory().stage(size) : pointer + 4 * offset;
}

/** The kernel has written what is to be in `out`. */
export function written(out: NDArray, at: number): void {
  if (out.storage.block.pointer >= 0) return;
  const { f32 } = kernelMemory();
  const { values, offset, size } = out;
  for (let i = 0, from = at >> 2; i < size; i++) values[offset + i] = f32[from + i];
}

/** Lets a kernel write the whole of a contiguous array, to the bytes from `to` on; false if there is no room for that. */
export function withOutput(out: NDArray, kernel: (to: number) => void): boolean {
  const to = place(out);
  if (to < 0) return false;
  kernel(to);
  written(out, to);
  return true;
}

/** Contiguous float32 numbers, and enough of them. */
export function isForKernels({ storage, layout }: NDArray): boolean {
  return storage.dtype === 'float32' && layout.isContiguous && layout.size > MANY;
}

/** The call of a kernel; `out` and the places of what it reads are in the kernels' memory. */
export type RowsKernel = (kernels: Kernels, m: number, n: number, x: number, out: number) => void;

/** From m rows of n numbers, which is what a contiguous `a` consists of, to a contiguous result. */
export function rowsByKernel(kernel: RowsKernel, a: NDArray, n: number, layout: Layout): NDArray | null {
  if (!isForKernels(a)) return null;
  const x = reach(a);
  const out = uncleared('float32', layout);
  const to = place(out);
  if (x < 0 || to < 0) return null;
  kernel(kernelMemory().kernels, a.size / n, n, x, to);
  written(out, to);
  return out;
}

/** Copies contiguous float32 numbers to others if both are in the kernels' memory. */
export function copyByKernel(from: NDArray, to: NDArray): boolean {
  if (!isForKernels(from) || !isForKernels(to) || from.size !== to.size) return false;
  if (from.storage.pointer < 0 || to.storage.pointer < 0) return false;
  kernelMemory().kernels.copy(from.size, reach(from), reach(to));
  return true;
}

/** y += alpha · x, if both are in the kernels' memory. */
export function addScaledByKernel(alpha: number, x: NDArray, y: NDArray): boolean {
  if (!isForKernels(x) || !isForKernels(y)) return false;
  if (x.storage.pointer < 0 || y.storage.pointer < 0) return false;
  kernelMemory().kernels.axpy(x.size, alpha, reach(x), reach(y));
  return true;
}

/** From n numbers at x to one. */
export type SummaryKernel = (kernels: Kernels, n: number, x: number) => number;

/** Undefined if that is not for a kernel. */
export function summaryByKernel(kernel: SummaryKernel, a: NDArray): number | undefined {
  const x = isForKernels(a) ? reach(a) : -1;
  return x < 0 ? undefined : kernel(kernelMemory().kernels, a.size, x);
}

/** From n numbers at x to as many at out. */
export type UnaryKernel = (kernels: Kernels, n: number, x: number, out: number) => void;

/** From m rows at a and what belongs to them at b to as many rows of n numbers at out. */
export type PairedKernel = (kernels: Kernels, m: number, n: number, a: number, b: number, out: number) => void;

/** From n numbers at a and as many at b, or fewer that stand for them, to as many at out. */
export interface BinaryKernel {
  both(kernels: Kernels, n: number, a: number, b: number, out: number): void;
  /** b is a number. */
  number?(kernels: Kernels, n: number, a: number, b: number, out: number): void;
  /** a is a number. */
  numberFirst?(kernels: Kernels, n: number, a: number, b: number, out: number): void;
  /** b has n numbers, for each of m rows of a. */
  row?: PairedKernel;
  /** b has m numbers, for each of n columns of a. */
  column?: PairedKernel;
}

/** `layout` is that of the result, contiguous. */
export function unaryByKernel(kernel: UnaryKernel, a: NDArray, layout: Layout): NDArray | null {
  if (!isForKernels(a)) return null;
  const x = reach(a);
  const out = uncleared('float32', layout);
  const to = place(out);
  if (x < 0 || to < 0) return null;
  kernel(kernelMemory().kernels, layout.size, x, to);
  written(out, to);
  return out;
}

/** `layout` is that of the result, contiguous, to which both broadcast. */
export function binaryByKernel(kernel: BinaryKernel, a: NDArray, b: NDArray, layout: Layout): NDArray | null {
  if (layout.size <= MANY || a.dtype !== 'float32' || b.dtype !== 'float32') return null;
  const isWholeA = a.layout.isContiguous && a.size === layout.size;
  const isWholeB = b.layout.isContiguous && b.size === layout.size;
  if (isWholeA) {
    if (isWholeB) return fromBoth(kernel, a, b, layout);
    if (b.layout.isUniform) return kernel.number === undefined ? null : fromNumber(kernel.number, a, b, layout);
    return fromRows(kernel, a, b, layout);
  }
  if (!isWholeB || !a.layout.isUniform || kernel.numberFirst === undefined) return null;
  return fromNumberFirst(kernel.numberFirst, a, b, layout);
}

function fromBoth({ both }: BinaryKernel, a: NDArray, b: NDArray, layout: Layout): NDArray | null {
  const x = reach(a);
  const y = reach(b);
  const out = uncleared('float32', layout);
  const to = place(out);
  if (x < 0 || y < 0 || to < 0) return null;
  both(kernelMemory().kernels, layout.size, x, y, to);
  written(out, to);
  return out;
}

type NumberKernel = NonNullable<BinaryKernel['number']>;

function fromNumber(kernel: NumberKernel, a: NDArray, b: NDArray, layout: Layout): NDArray | null {
  return unaryByKernel((kernels, n, x, to) => kernel(kernels, n, x, b.values[b.offset], to), a, layout);
}

function fromNumberFirst(kernel: NumberKernel, a: NDArray, b: NDArray, layout: Layout): NDArray | null {
  return unaryByKernel((kernels, n, y, to) => kernel(kernels, n, a.values[a.offset], y, to), b, layout);
}

function fromRows({ row, column }: BinaryKernel, a: NDArray, b: NDArray, layout: Layout): NDArray | null {
  const kernel = isRow(b.layout, layout) ? row : isColumn(b.layout, layout) ? column : undefined;
  if (kernel === undefined) return null;
  return fromPair(kernel, a, b, kernel === row ? b.size : layout.size / b.size, layout);
}

function fromPair(kernel: PairedKernel, a: NDArray, b: NDArray, n: number, layout: Layout): NDArray | null {
  const x = reach(a);
  const y = reach(b);
  const out = uncleared('float32', layout);
  const to = place(out);
  if (x < 0 || y < 0 || to < 0) return null;
  kernel(kernelMemory().kernels, layout.size / n, n, x, y, to);
  written(out, to);
  return out;
}

/** From as many rows of n numbers of `a` and of `b`. */
export function pairedByKernel(kernel: PairedKernel, a: NDArray, b: NDArray, n: number): NDArray | null {
  return isForKernels(a) && isForKernels(b) ? fromPair(kernel, a, b, n, a.layout) : null;
}
