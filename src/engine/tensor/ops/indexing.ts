/** Indexing with integer tensors: which places are taken is data, not shape. */

import { place, placeForIndices, reach, written } from '../kernels';
import { contiguous } from '../layout';
import { compact, write } from '../loops';
import { kernelMemory } from '../memory';
import { blank, type NDArray, uncleared, zeros } from '../ndarray';
import { broadcastShapes, broadcastStrides, shapeText, sizeOf } from '../shape';
import { joined, walkRows } from '../walk';
import { checkIndexDType, positionIn } from './indices';
import { ALL_INPUTS, type NoAttributes, named, type Operand, type TensorOp } from './op';
import { placeOf } from './parts';
import { addInto } from './sums';

/** Blocks of an array that index tensors point to. */
interface Blocks {
  /** Shape that the index tensors broadcast to. */
  indexShape: readonly number[];
  /** Shape of a block: the dimensions behind the indexed ones. */
  blockShape: readonly number[];
  /** Where each block begins, counted in elements of a contiguous array. */
  starts: Float64Array;
}

/** @throws RangeError for indices out of bounds, too many of them, or of shapes that don't broadcast. */
function blocksOf(shape: readonly number[], indices: readonly Operand[]): Blocks {
  if (indices.length > shape.length) {
    throw new RangeError(`index: a tensor of shape ${shapeText(shape)} can't take ${indices.length} indices.`);
  }
  const arrays = indices.map(({ array }) => array);
  for (const { dtype } of arrays) checkIndexDType('index', dtype);
  const indexShape = arrays.reduce<readonly number[]>(
    (all, { shape: each }) => broadcastShapes('index', all, each),
    [],
  );
  const blockShape = shape.slice(indices.length);
  const starts = new Float64Array(sizeOf(indexShape));
  let step = sizeOf(blockShape);
  for (let d = indices.length - 1; d >= 0; d--) {
    addPlaces(starts, arrays[d], indexShape, d, shape[d], step);
    step *= shape[d];
  }
  return { indexShape, blockShape, starts };
}

/** Adds what the index along one dimension means, `step` elements for each place. */
function addPlaces(
  starts: Float64Array,
  index: NDArray,
  indexShape: readonly number[],
  dim: number,
  size: number,
  step: number,
): void {
  const { values } = index;
  let place = 0;
  walkRows(joined(indexShape, [broadcastStrides(index.layout, indexShape)]), [index.offset], (n, at, stride) => {
    for (let e = 0; e < n; e++) starts[place++] += positionIn('index', values[at[0] + e * stride[0]], dim, size) * step;
  });
}

/**
 * Whole rows by one index: the positions as int32 in the kernels' memory; -1 if that is not for a kernel.
 * @throws RangeError for an index out of bounds.
 */
function rowsNamed(array: NDArray, indices: readonly Operand[]): number {
  if (indices.length !== 1) return -1;
  const index = indices[0].array;
  if (array.dtype !== 'float32' || array.ndim < 2) return -1;
  if (!array.layout.isContiguous || !index.layout.isContiguous || index.dtype !== 'int32') return -1;
  const { i32 } = kernelMemory();
  const place = placeForIndices(index.size);
  if (place < 0) return -1;
  const { values, offset, size } = index;
  const length = array.shape[0];
  for (let k = 0, to = place >> 2; k < size; k++) {
    const row = values[offset + k];
    i32[to + k] = row >= 0 && row < length ? row : positionIn('index', row, 0, length);
  }
  return place;
}

/** Beyond this a table of which few rows are taken is not worth a move into the kernels' memory. */
const LARGE = 65536;

/** How many numbers rows by one index have. */
function takenSize({ size, shape }: NDArray, indices: readonly Operand[]): number {
  return indices.length === 0 ? size : indices[0].array.size * (size / shape[0]);
}

function isWorthMoving({ storage, size }: NDArray, taken: number): boolean {
  return storage.pointer >= 0 || size <= LARGE || size <= 4 * taken;
}

/** By a kernel; null if that is not for one. */
function takenRows(array: NDArray, indices: readonly Operand[]): NDArray | null {
  if (!isWorthMoving(array, takenSize(array, indices))) return null;
  const rows = rowsNamed(array, indices);
  const from = rows < 0 ? -1 : reach(array);
  if (from < 0) return null;
  const { shape, size } = indices[0].array;
  const out = uncleared('float32', contiguous([...shape, ...array.shape.slice(1)]));
  const to = place(out);
  if (to < 0) return null;
  kernelMemory().kernels.gatherRows(size, array.size / array.shape[0], from, rows, to);
  written(out, to);
  return out;
}

/** By a kernel; null if that is not for one. */
function returnedRows(array: NDArray, indices: readonly Operand[], g: NDArray): NDArray | null {
  const rows = rowsNamed(array, indices);
  const from = rows < 0 ? -1 : reach(g);
  if (from < 0) return null;
  const out = uncleared('float32', contiguous(array.shape));
  const to = place(out);
  if (to < 0) return null;
  const { kernels } = kernelMemory();
  kernels.fill(out.size, 0, to);
  kernels.scatterAddRows(indices[0].array.size, array.size / array.shape[0], from, rows, to);
  written(out, to);
  return out;
}

function taken(array: NDArray, indices: readonly Operand[]): NDArray {
  const byKernel = takenRows(array, indices);
  if (byKernel !== null) return byKernel;
  const from = compact(array);
  const { indexShape, blockShape, starts } = blocksOf(array.shape, indices);
  const out = blank(array.dtype, contiguous([...indexShape, ...blockShape]));
  const length = sizeOf(blockShape);
  const [source, target] = [from.values, out.values];
  let o = out.offset;
  for (let b = 0; b < starts.length; b++) {
    const i = from.offset + starts[b];
    for (let e = 0; e < length; e++) target[o++] = source[i + e];
  }
  return out;
}

/** Zeros with g's blocks added where they were taken. */
function returned(array: NDArray, indices: readonly Operand[], upstream: NDArray): NDArray {
  const g = compact(upstream);
  const byKernel = returnedRows(array, indices, g);
  if (byKernel !== null) return byKernel;
  const { blockShape, starts } = blocksOf(array.shape, indices);
  const out = zeros(g.dtype, array.shape);
  const length = sizeOf(blockShape);
  const [source, target] = [g.values, out.values];
  let i = g.offset;
  for (let b = 0; b < starts.length; b++) {
    const o = out.offset + starts[b];
    for (let e = 0; e < length; e++) target[o + e] += source[i++];
  }
  return out;
}

/** The first input at the places that the other inputs, which broadcast, name along its first dimensions. */
export const index: TensorOp<NoAttributes> = {
  ...named('index', 'look-up', 'a at the places that the indices name'),
  symbol: '[ ]',
  forward: ([{ array }, ...indices]) => taken(array, indices),
  room: ([{ array }, ...indices]) => 2 * takenSize(array, indices) + Math.min(array.size, LARGE),
  derivatives: [
    {
      vjp: ({ inputs: [{ array }, ...indices] }, g) => returned(array, indices, g),
      reads: ALL_INPUTS - 1,
      formula: 'g, added where a was taken',
    },
    null,
  ],
};

/** Calls `visit` for each position along `dim` that the index names. */
function eachNamed(array: NDArray, dim: number, index: NDArray, visit: (position: number, k: number) => void): void {
  const { values, strides, offset, size } = index;
  for (let k = 0; k < size; k++) {
    const named = values[offset + k * (strides[0] ?? 0)];
    visit(positionIn('indexSelect', named, dim, array.shape[dim]), k);
  }
}

export const indexSelect: TensorOp<{ dim: number }> = {
  ...named('indexSelect', 'selection by index', 'the places of a that the index names'),
  forward: ([{ array }, { array: index }], { dim }) => {
    checkIndexDType('indexSelect', index.dtype);
    if (index.ndim > 1) {
      throw new RangeError(
        `indexSelect expects a list of integers, but the index has the shape ${shapeText(index.shape)}.`,
      );
    }
    if (array.ndim === 0) throw new RangeError('indexSelect: a single number has no places to select.');
    const out = zeros(
      array.dtype,
      array.shape.map((n, d) => (d === dim ? index.size : n)),
    );
    eachNamed(array, dim, index, (position, k) => write(placeOf(out, dim, k), placeOf(array, dim, position)));
    return out;
  },
  derivatives: [
    {
      vjp: ({ inputs: [{ array }, { array: index }], attributes: { dim } }, g) => {
        const gradient = zeros(g.dtype, array.shape);
        eachNamed(array, dim, index, (position, k) => addInto(placeOf(gradient, dim, position), placeOf(g, dim, k)));
        return gradient;
      },
      reads: 2,
      formula: 'g, added where a was taken',
    },
    null,
  ],
};
