/** Sum and mean. */
import { isFloating } from '../dtype';
import { Layout } from '../layout';
import { type UnaryLoop, unary } from '../loops';
import type { NDArray } from '../ndarray';
import { reduce, reducedShape, sum as sumArray, sumOf } from '../reduce';
import { broadcastStrides, sizeOf } from '../shape';
import { gradFnOf, type TensorOp } from './op';

/** What a reduction runs over. */
export interface Reduction {
  /** Ascending. */
  dims: readonly number[];
  /** Leave them as dimensions of size 1. */
  keepdim: boolean;
}

/** The reduced gradient repeated along the reduced dimensions: a view. */
export function spread(upstream: NDArray, shape: readonly number[], { dims }: Reduction): NDArray {
  const kept = upstream.as(restored(upstream, shape, dims));
  return kept.as(new Layout(shape.slice(), broadcastStrides(kept.layout, shape)));
}

/** The layout of a reduced array with size 1 in the places of the reduced dimensions. */
export function restored({ ndim, layout }: NDArray, shape: readonly number[], dims: readonly number[]): Layout {
  if (ndim === shape.length) return layout;
  let next = 0;
  const strides = shape.map((_, d) => (dims.includes(d) ? 0 : layout.strides[next++]));
  return new Layout(reducedShape(shape, dims, true), strides);
}

export const sum: TensorOp<Reduction> = {
  name: 'sum',
  symbol: 'sum',
  notation: 'function',
  word: 'sum',
  formula: 'Σ a',
  gradFn: gradFnOf('sum'),
  forward: ([{ array }], { dims, keepdim }) =>
    sumArray(array, dims, keepdim, isFloating(array.dtype) ? array.dtype : 'int32'),
  derivatives: [
    {
      vjp: ({ inputs, attributes }, g) => spread(g, inputs[0].array.shape, attributes),
      reads: 0,
      formula: 'g, repeated',
    },
  ],
};

/** Each number divided by `count`. */
export function divided(a: NDArray, count: number): NDArray {
  const loop: UnaryLoop = (n, out, o, from, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = from[i] / count;
  };
  return unary(loop, a);
}

const meanOf = (n: number, a: Parameters<typeof sumOf>[1], i: number, s: number) => sumOf(n, a, i, s) / n;

export const mean: TensorOp<Reduction> = {
  name: 'mean',
  symbol: 'mean',
  notation: 'function',
  word: 'mean',
  formula: 'Σ a / n',
  gradFn: gradFnOf('mean'),
  forward: ([{ array }], { dims, keepdim }) => {
    if (!isFloating(array.dtype)) {
      throw new TypeError(
        `mean: the mean of ${array.dtype} is no ${array.dtype}. Convert first: t.to('float32').mean().`,
      );
    }
    return reduce(meanOf, array, dims, keepdim);
  },
  derivatives: [
    {
      vjp: ({ inputs, attributes }, g) => {
        const { shape } = inputs[0].array;
        const count = sizeOf(attributes.dims.map(d => shape[d]));
        return spread(divided(g, count), shape, attributes);
      },
      reads: 0,
      formula: 'g / n, repeated',
    },
  ],
};
