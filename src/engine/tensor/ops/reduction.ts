/** Sum, mean, variance, standard deviation and logsumexp. */
import { isFloating } from '../dtype';
import { Layout } from '../layout';
import { type BinaryLoop, binary, cast, type UnaryLoop, unary } from '../loops';
import type { NDArray } from '../ndarray';
import { type Reducer, reduce, reducedShape, sum as sumArray, sumOf } from '../reduce';
import { broadcastStrides, sizeOf } from '../shape';
import { mulLoop, subLoop } from './arithmetic';
import { named, OUTPUT, type TensorOp } from './op';

/** What a reduction runs over. */
export interface Reduction {
  /** Ascending. */
  dims: readonly number[];
  /** Leave them as dimensions of size 1. */
  keepdim: boolean;
}

/** A reduced array repeated along the reduced dimensions, in the shape before: a view. */
export function spread(reduced: NDArray, shape: readonly number[], { dims }: Reduction): NDArray {
  if (reduced.size === 1) return reduced.as(new Layout(shape.slice(), new Array<number>(shape.length).fill(0)));
  const layout = restored(reduced.layout, shape, dims);
  return reduced.as(new Layout(shape.slice(), broadcastStrides(layout, shape)));
}

/** With size 1 in the places of the reduced dimensions. */
function restored(layout: Layout, shape: readonly number[], dims: readonly number[]): Layout {
  if (layout.ndim === shape.length) return layout;
  let next = 0;
  const strides = shape.map((_, d) => (dims.includes(d) ? 0 : layout.strides[next++]));
  return new Layout(reducedShape(shape, dims, true), strides);
}

/** How many numbers become one. */
function countOf({ shape }: NDArray, { dims }: Reduction): number {
  return sizeOf(dims.map(d => shape[d]));
}

/** @throws TypeError naming the op if the numbers are integers or bools. */
export function checkFloating(op: string, { dtype }: NDArray): void {
  if (!isFloating(dtype)) {
    throw new TypeError(
      `${op} expects floating-point numbers, but these are ${dtype}. Convert first: t.to('float32').${op}().`,
    );
  }
}

/** Each number over a constant. */
function divided(a: NDArray, divisor: number): NDArray {
  const loop: UnaryLoop = (n, out, o, from, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = from[i] / divisor;
  };
  return unary(loop, a);
}

/** A sum of whole numbers. @throws RangeError if int32 does not hold it. */
function wholeSum(a: NDArray, dims: readonly number[], keepdim: boolean): NDArray {
  const exact = sumArray(a, dims, keepdim, 'float64');
  const { values, offset, size } = exact;
  const wrong = values.subarray(offset, offset + size).find(total => total !== (total | 0));
  if (wrong === undefined) return cast(exact, 'int32');
  throw new RangeError(
    `sum: the sum ${wrong} is beyond the whole numbers of int32. Convert first: t.to('float64').sum().`,
  );
}

export const sum: TensorOp<Reduction> = {
  ...named('sum', 'sum', 'Σ a'),
  forward: ([{ array }], { dims, keepdim }) =>
    isFloating(array.dtype) ? sumArray(array, dims, keepdim) : wholeSum(array, dims, keepdim),
  derivatives: [
    {
      vjp: ({ inputs, attributes }, g) => spread(g, inputs[0].array.shape, attributes),
      reads: 0,
      formula: 'g, repeated',
    },
  ],
};

const meanOf: Reducer = (n, a, i, s) => sumOf(n, a, i, s) / n;

export const mean: TensorOp<Reduction> = {
  ...named('mean', 'mean', 'Σ a / n'),
  forward: ([{ array }], { dims, keepdim }) => {
    checkFloating('mean', array);
    return reduce(meanOf, array, dims, keepdim);
  },
  derivatives: [
    {
      vjp: ({ inputs: [{ array }], attributes }, g) =>
        spread(divided(g, countOf(array, attributes)), array.shape, attributes),
      reads: 0,
      formula: 'g / n, repeated',
    },
  ],
};

export interface Spread extends Reduction {
  /** Taken from the count: 1 for the unbiased estimate, 0 for the plain mean of squares. */
  correction: number;
}

const varianceOf =
  (correction: number): Reducer =>
  (n, a, i, s) => {
    const center = meanOf(n, a, i, s);
    let total = 0;
    for (let e = 0; e < n; e++, i += s) total += (a[i] - center) ** 2;
    return total / Math.max(n - correction, 0);
  };

/** g · 2 (a − mean a) / (n − correction) */
function varianceGradient(array: NDArray, attributes: Spread, g: NDArray): NDArray {
  const center = reduce(meanOf, array, attributes.dims, true);
  const deviation = binary('var', subLoop, array, center, array.dtype);
  const weight = divided(g, (countOf(array, attributes) - attributes.correction) / 2);
  return binary('var', mulLoop, deviation, spread(weight, array.shape, attributes), array.dtype);
}

export const variance: TensorOp<Spread> = {
  ...named('var', 'variance', 'Σ (a − mean a)² / (n − 1), or / n where it is biased'),
  forward: ([{ array }], { dims, keepdim, correction }) => {
    checkFloating('var', array);
    return reduce(varianceOf(correction), array, dims, keepdim);
  },
  derivatives: [
    {
      vjp: ({ inputs, attributes }, g) => varianceGradient(inputs[0].array, attributes, g),
      reads: 1,
      formula: 'g · 2 (a − mean a) / (n − 1)',
    },
  ],
};

/** Where all numbers are equal the deviation has no slope; it is taken as 0. */
const overTwice: BinaryLoop = (n, out, o, g, i, s, y, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = y[j] === 0 ? 0 : g[i] / (2 * y[j]);
};

export const deviation: TensorOp<Spread> = {
  ...named('std', 'standard deviation', '√ var a'),
  forward: ([{ array }], { dims, keepdim, correction }) => {
    checkFloating('std', array);
    const varianceOfRun = varianceOf(correction);
    return reduce((n, a, i, s) => Math.sqrt(varianceOfRun(n, a, i, s)), array, dims, keepdim);
  },
  derivatives: [
    {
      vjp: ({ inputs, output, attributes }, g) =>
        varianceGradient(inputs[0].array, attributes, binary('std', overTwice, g, output.array, g.dtype)),
      reads: 1 | OUTPUT,
      formula: 'g · (a − mean a) / ((n − 1) · out)',
    },
  ],
};

/** The largest number is taken out first, so that no power overflows. */
const logSumExpOf: Reducer = (n, a, i, s) => {
  let largest = Number.NEGATIVE_INFINITY;
  for (let e = 0, k = i; e < n; e++, k += s) largest = Math.max(largest, a[k]);
  if (Math.abs(largest) === Number.POSITIVE_INFINITY) largest = 0;
  let total = 0;
  for (let e = 0; e < n; e++, i += s) total += Math.exp(a[i] - largest);
  return largest + Math.log(total);
};

/** e^(a − out) */
const shareLoop: BinaryLoop = (n, out, o, a, i, s, y, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = Math.exp(a[i] - y[j]);
};

export const logsumexp: TensorOp<Reduction> = {
  ...named('logsumexp', 'logarithm of the sum of exponentials', 'ln Σ eᵃ'),
  forward: ([{ array }], { dims, keepdim }) => {
    checkFloating('logsumexp', array);
    return reduce(logSumExpOf, array, dims, keepdim);
  },
  derivatives: [
    {
      vjp: ({ inputs: [{ array }], output, attributes }, g) => {
        const whole = spread(output.array, array.shape, attributes);
        const share = binary('logsumexp', shareLoop, array, whole, g.dtype);
        return binary('logsumexp', mulLoop, share, spread(g, array.shape, attributes), g.dtype);
      },
      reads: 1 | OUTPUT,
      formula: 'g · exp(a − out)',
    },
  ],
};
