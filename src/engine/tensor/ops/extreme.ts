/** The largest and the smallest number, and where it is. */
import { type SummaryKernel, summaryByKernel } from '../kernels';
import { contiguous } from '../layout';
import { type BinaryLoop, binary, compact, copied } from '../loops';
import { filled, type NDArray, zeros } from '../ndarray';
import { type Reducer, reduce, reducedShape, sum } from '../reduce';
import { shapeText } from '../shape';
import { divLoop, mulLoop } from './arithmetic';
import { addAlong, takeAlong } from './gather';
import { named, OUTPUT, type TensorOp } from './op';
import type { Reduction } from './reduction';

/** Which of the numbers is looked for. */
export type Extreme = 'max' | 'min';

/** Position in its run of the first best number; a NaN beats all. */
function firstOf(isBetter: (a: number, b: number) => boolean): Reducer {
  return (n, a, i, s) => {
    let best = 0;
    for (let e = 0; e < n; e++) {
      const number = a[i + e * s];
      if (Number.isNaN(number)) return e;
      if (isBetter(number, a[i + best * s])) best = e;
    }
    return best;
  };
}

const FIRST = { max: firstOf((a, b) => a > b), min: firstOf((a, b) => a < b) };

/** @throws RangeError naming the op if there is nothing to choose from. */
function checkSome(op: string, { shape }: NDArray, dims: readonly number[]): void {
  if (dims.some(d => shape[d] === 0)) {
    throw new RangeError(`${op}: a tensor of shape ${shapeText(shape)} has no numbers to choose from.`);
  }
}

/** The position of the first best number of each run along `dims`. */
function positions(op: string, extreme: Extreme, array: NDArray, { dims, keepdim }: Reduction): NDArray {
  checkSome(op, array, dims);
  return reduce(FIRST[extreme], array, dims, keepdim, 'int32');
}

/** 1 where a is the best number: equal to it, or NaN like it. */
const isBestLoop: BinaryLoop = (n, out, o, a, i, s, y, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) {
    out[o + e] = a[i] === y[j] || (Number.isNaN(a[i]) && Number.isNaN(y[j])) ? 1 : 0;
  }
};

/** g in equal parts to all numbers that are the best one. */
function divideAmongBest(array: NDArray, best: NDArray, attributes: Reduction, g: NDArray): NDArray {
  const isBest = binary('max', isBestLoop, array, best, g.dtype);
  const part = binary('max', divLoop, g, sum(isBest, attributes.dims, false), g.dtype);
  return binary('max', mulLoop, isBest, part, g.dtype);
}

const KERNELS: { readonly [E in Extreme]: SummaryKernel } = {
  max: (k, n, x) => k.max(n, x),
  min: (k, n, x) => k.min(n, x),
};

/** The best number of each run along `dims`. */
function bestOf(extreme: Extreme, array: NDArray, { dims, keepdim }: Reduction): NDArray {
  const best = dims.length === array.ndim ? summaryByKernel(KERNELS[extreme], array) : undefined;
  if (best !== undefined) return filled('float32', contiguous(reducedShape(array.shape, dims, keepdim)), best);
  const first = FIRST[extreme];
  return reduce((n, a, i, s) => a[i + first(n, a, i, s) * s], array, dims, keepdim);
}

/** The best of all numbers. */
function ofAll(extreme: Extreme, word: string): TensorOp<Reduction> {
  return {
    ...named(extreme, word, `the ${word === 'maximum' ? 'largest' : 'smallest'} number`),
    forward: ([{ array }], attributes) => {
      checkSome(extreme, array, attributes.dims);
      return bestOf(extreme, array, attributes);
    },
    derivatives: [
      {
        vjp: ({ inputs, output, attributes }, g) => divideAmongBest(inputs[0].array, output.array, attributes, g),
        reads: 1 | OUTPUT,
        formula: 'g, in equal parts to the numbers that are the best',
      },
    ],
  };
}

/** Where to look along one dimension, and what was found there. */
export interface Found extends Reduction {
  /** Positions along the dimension, which is kept with size 1. */
  readonly found: NDArray;
}

/** The best number along a dimension; which one it is has been found before, by `findBest`. */
function alongOne(extreme: Extreme, word: string): TensorOp<Found> {
  return {
    ...named(extreme, word, `the ${word === 'maximum' ? 'largest' : 'smallest'} number along the dimension`),
    forward: ([{ array }], { dims, keepdim, found }) => {
      if (array.ndim === 0) return copied(array);
      const taken = takeAlong(array, dims[0], found);
      return keepdim ? taken : taken.as(contiguous(reducedShape(array.shape, dims, false)));
    },
    derivatives: [
      {
        vjp: ({ inputs, attributes: { dims, found } }, g) => {
          const { array } = inputs[0];
          const spreadOut = zeros(g.dtype, array.shape);
          addAlong(spreadOut, dims[0] ?? 0, found, compact(g).as(found.layout));
          return spreadOut;
        },
        reads: OUTPUT,
        formula: 'g to the first best number',
      },
    ],
  };
}

/** What `max(dim)` finds along its dimension. */
export function findBest(extreme: Extreme, array: NDArray, reduction: Reduction): Found {
  return { ...reduction, found: positions(extreme, extreme, array, { ...reduction, keepdim: true }) };
}

export const max = ofAll('max', 'maximum');
export const min = ofAll('min', 'minimum');
export const maxAlong = alongOne('max', 'maximum');
export const minAlong = alongOne('min', 'minimum');

export const argmax: TensorOp<Reduction> = {
  ...named('argmax', 'position of the maximum', 'where the largest number is'),
  forward: ([{ array }], reduction) => positions('argmax', 'max', array, reduction),
  derivatives: [],
};
