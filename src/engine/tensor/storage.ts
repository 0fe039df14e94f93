/** The memory of tensors. Views of a tensor share one storage. */
import { type DType, type Numbers, numbers } from './dtype';

/** Up to this length a storage is cut from a slab: making a typed array costs more than a tiny op. */
const TINY = 64;
const SLAB = 4096;

interface Slab {
  array: Numbers;
  used: number;
}

/** The slab in use of each dtype. Filled once and never reused, so its numbers are zeros when handed out. */
const slabs: { [D in DType]: Slab } = {
  float32: { array: numbers('float32', 0), used: 0 },
  float64: { array: numbers('float64', 0), used: 0 },
  int32: { array: numbers('int32', 0), used: 0 },
  bool: { array: numbers('bool', 0), used: 0 },
};

/** A stretch of `length` elements of `array` from `offset`; other storages may lie beside it. */
export class Storage {
  /** Counts the writes in place, so that a backward pass notices when what it needs has changed. */
  version = 0;

  constructor(
    readonly dtype: DType,
    readonly array: Numbers,
    readonly offset: number,
    readonly length: number,
  ) {}
}

/**
 * Zeros. The one place where tensors get their memory.
 * @throws RangeError if there is not so much.
 */
export function allocate(dtype: DType, length: number): Storage {
  if (length > TINY) return new Storage(dtype, large(dtype, length), 0, length);
  const slab = slabs[dtype];
  if (slab.used + length > slab.array.length) {
    slab.array = numbers(dtype, SLAB);
    slab.used = 0;
  }
  const offset = slab.used;
  slab.used = offset + length;
  return new Storage(dtype, slab.array, offset, length);
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
