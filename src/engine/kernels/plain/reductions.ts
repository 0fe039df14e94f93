/** Sums in float64, in eight lanes and a tail, and extremes. */
import type { KernelFunctions } from '../kernels';
import type { Views } from './memory';

type Reductions = Pick<KernelFunctions, 'rowSums' | 'max' | 'min'>;

/** The sum of n float64 numbers as the vectors add them. */
function laneSum(n: number, element: (i: number) => number): number {
  const lanes = new Float64Array(8);
  const whole = n & ~7;
  for (let i = 0; i < whole; i++) lanes[i & 7] += element(i);
  let tail = 0;
  for (let i = whole; i < n; i++) tail += element(i);
  const [a, b, c, d, e, f, g, h] = lanes;
  return a + e + (c + g) + (b + f + (d + h)) + tail;
}

export function sumOf(elements: Float32Array): number {
  return laneSum(elements.length, i => elements[i]);
}

/** The sum of products. */
export function dotOf(a: Float32Array, b: Float32Array): number {
  return laneSum(a.length, i => a[i] * b[i]);
}

export function reductions({ f32 }: Views): Reductions {
  const elements = (n: number, x: number) => f32.subarray(x >> 2, (x >> 2) + n);
  return {
    rowSums(m, n, x, out) {
      for (let i = 0; i < m; i++) f32[(out >> 2) + i] = sumOf(elements(n, x + 4 * i * n));
    },
    max: (n, x) => extreme(elements(n, x), -Infinity, (a, b) => a < b),
    min: (n, x) => extreme(elements(n, x), Infinity, (a, b) => b < a),
  };
}

/** Of equal ones (0 and -0), that of the first lane of four, and there the first. */
function extreme(elements: Float32Array, none: number, before: (a: number, b: number) => boolean): number {
  const lanes = [none, none, none, none];
  for (let i = 0; i < elements.length; i++) {
    if (Number.isNaN(elements[i])) return Number.NaN;
    if (before(lanes[i & 3], elements[i])) lanes[i & 3] = elements[i];
  }
  const better = (a: number, b: number) => (before(a, b) ? b : a);
  return better(better(lanes[0], lanes[1]), better(lanes[2], lanes[3]));
}
