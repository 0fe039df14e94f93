/** Numbers of tensors on their way into a recording: as they are, or copied because they change. */
import type { Numbers } from '../engine/tensor/dtype';
import type { NDArray } from '../engine/tensor/ndarray';
import { flatCopy } from '../engine/tensor/nested';
import type { Chunk } from '../recording/schema';

/** The data or gradient of a node. */
export interface Item {
  node: number;
  /** OF_DATA and so on. */
  of: number;
  array: NDArray;
  /** The version of its storage when it was noted: another one later means other numbers. */
  version: number;
  /** Its numbers as they were, in order, from `at` on; null: they are in the array still. */
  copy: Numbers | null;
  at: number;
}

export function itemOf(node: number, of: number, array: NDArray): Item {
  return { node, of, array, version: array.storage.version, copy: null, at: 0 };
}

/** Whether the numbers of an item are known still. */
export const isAsNoted = ({ copy, version, array }: Item) => copy !== null || array.storage.version === version;

const isExact = ({ array: { dtype } }: Item) => dtype === 'float64' || dtype === 'int32';

/** All numbers of some items, as a chunk of a recording. */
export function wholeOf(pass: number, lasting: boolean, items: readonly Item[]): Extract<Chunk, { type: 'whole' }> {
  const sizeOf = (some: readonly Item[]) => some.reduce((sum, { array }) => sum + array.size, 0);
  const exactItems = items.filter(isExact);
  const values = new Float32Array(sizeOf(items) - sizeOf(exactItems));
  const exact = new Float64Array(sizeOf(exactItems));
  let [at, exactAt] = [0, 0];
  for (const item of items) {
    const { size } = item.array;
    if (isExact(item)) {
      exact.set(numbersOf(item), exactAt);
      exactAt += size;
    } else {
      values.set(numbersOf(item), at);
      at += size;
    }
  }
  return {
    type: 'whole',
    pass,
    lasting,
    node: Uint32Array.from(items, item => item.node),
    of: Uint32Array.from(items, item => item.of),
    length: Uint32Array.from(items, item => item.array.size),
    isExact: Uint8Array.from(items, item => Number(isExact(item))),
    values,
    exact,
  };
}

function numbersOf({ copy, at, array }: Item): Numbers {
  if (copy !== null) return copy.subarray(at, at + array.size);
  const { layout, values, offset } = array;
  return layout.isContiguous ? values.subarray(offset, offset + layout.size) : flatCopy(array);
}
