/** Statistics of a tensor's numbers, in one pass over them. */
import { kernelMemory } from './memory';
import type { NDArray } from './ndarray';
import { joined, walkRows } from './walk';

/** Of the finite numbers; without any, all but the count of the others are NaN. */
export interface Statistics {
  nonFinite: number;
  mean: number;
  /** Divided by their number. */
  deviation: number;
  least: number;
  most: number;
}

/** What a kernel stores: count, mean, deviation, least and most, each in the room of two float32. */
const STORED = 10;
/** Below this the loop is quicker than a kernel's call, or than that and bringing the numbers in. */
const KERNEL_PAYS = 16;
const BRINGING_PAYS = 96;
/** Numbers outside the kernels' memory are brought in by so many at a time. */
const PIECE = 4096;

/** The statistics of an array; of a bool one, of its zeros and ones. */
export function statistics(array: NDArray): Statistics {
  const { storage, layout, values, offset, dtype } = array;
  const { size, isContiguous } = layout;
  if (size === 1) return ofNumber(values[offset]);
  if (isContiguous && size >= KERNEL_PAYS && dtype === 'float32') {
    if (storage.pointer >= 0) return byKernel(size, storage.pointer + 4 * (offset - storage.offset));
    if (size >= BRINGING_PAYS) return byPieces(values as Float32Array, offset, size);
  }
  const moments = new Moments();
  if (isContiguous) moments.add(values, offset, size, 1);
  else {
    walkRows(joined(layout.shape, [layout.strides]), [offset], (n, at, stride) => {
      moments.add(values, at[0], n, stride[0]);
    });
  }
  return moments.statistics(size);
}

function ofNumber(value: number): Statistics {
  return Number.isFinite(value) ? { nonFinite: 0, mean: value, deviation: 0, least: value, most: value } : without(1);
}

function byKernel(size: number, pointer: number): Statistics {
  const memory = kernelMemory();
  const out = memory.stage(STORED);
  memory.kernels.statistics(size, pointer, out);
  const { f64 } = memory;
  const at = out / 8;
  if (f64[at] === 0) return without(size);
  const nonFinite = size - f64[at];
  return { nonFinite, mean: f64[at + 1], deviation: f64[at + 2], least: f64[at + 3], most: f64[at + 4] };
}

function byPieces(values: Float32Array, offset: number, size: number): Statistics {
  let all = ofPiece(values, offset, Math.min(PIECE, size));
  for (let start = PIECE; start < size; start += PIECE) {
    const n = Math.min(PIECE, size - start);
    all = together(all, start, ofPiece(values, offset + start, n), n);
  }
  return all;
}

function ofPiece(values: Float32Array, from: number, n: number): Statistics {
  const memory = kernelMemory();
  const place = memory.stage(n);
  memory.f32.set(values.subarray(from, from + n), place / 4);
  return byKernel(n, place);
}

/** Statistics of `m` and of `n` numbers as those of all. */
function together(a: Statistics, m: number, b: Statistics, n: number): Statistics {
  const [counted, more] = [m - a.nonFinite, n - b.nonFinite];
  const nonFinite = a.nonFinite + b.nonFinite;
  if (counted === 0) return { ...b, nonFinite };
  if (more === 0) return { ...a, nonFinite };
  const count = counted + more;
  const apart = b.mean - a.mean;
  const squares = counted * a.deviation ** 2 + more * b.deviation ** 2 + (apart * apart * counted * more) / count;
  return {
    nonFinite,
    mean: a.mean + (apart * more) / count,
    deviation: Math.sqrt(squares / count),
    least: Math.min(a.least, b.least),
    most: Math.max(a.most, b.most),
  };
}

function without(nonFinite: number): Statistics {
  return { nonFinite, mean: Number.NaN, deviation: Number.NaN, least: Number.NaN, most: Number.NaN };
}

/** Sums of the differences from the first finite number, which keeps the digits of numbers far from 0. */
class Moments {
  private count = 0;
  private pivot = 0;
  private sum = 0;
  private squares = 0;
  private least = Number.POSITIVE_INFINITY;
  private most = Number.NEGATIVE_INFINITY;

  add(values: ArrayLike<number>, from: number, n: number, stride: number): void {
    let { count, pivot, sum, squares, least, most } = this;
    for (let i = 0, at = from; i < n; i++, at += stride) {
      const value = values[at];
      if (!Number.isFinite(value)) continue;
      if (count === 0) pivot = value;
      const d = value - pivot;
      count++;
      sum += d;
      squares += d * d;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    this.count = count;
    this.pivot = pivot;
    this.sum = sum;
    this.squares = squares;
    this.least = least;
    this.most = most;
  }

  /** Of `size` numbers in all. */
  statistics(size: number): Statistics {
    const { count, pivot, sum, squares, least, most } = this;
    if (count === 0) return without(size);
    const shift = sum / count;
    // Rounding may leave a variance of 0 below it.
    const deviation = Math.sqrt(Math.max(0, squares / count - shift * shift));
    return { nonFinite: size - count, mean: pivot + shift, deviation, least, most };
  }
}
