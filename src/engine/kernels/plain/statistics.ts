/** What a recording keeps of a tensor; follows ../assembly/statistics.ts. */
import type { KernelFunctions } from '../kernels';
import type { Views } from './memory';

/** Elements whose sums are taken in float32, relative to the first one, before they are added in float64. */
const CHUNK = 512;

interface Moments {
  count: number;
  mean: number;
  variance: number;
  least: number;
  most: number;
}

export function statistics({ f32, f64 }: Views): Pick<KernelFunctions, 'statistics'> {
  return {
    statistics(n, x, out) {
      const elements = f32.subarray(x >> 2, (x >> 2) + n);
      const { count, mean, variance, least, most } = quick(elements) ?? exact(elements);
      // Rounding may leave a variance of 0 below it
      f64.set([count, mean, variance < 0 ? 0 : Math.sqrt(variance), least, most], out >> 3);
    },
  };
}

/** Undefined if an element is not finite, or its square is not. */
function quick(elements: Float32Array): Moments | undefined {
  const n = elements.length;
  if (n < 4) return undefined;
  const pivot = elements[0];
  const [low, high] = [new Float32Array(4).fill(pivot), new Float32Array(4).fill(pivot)];
  const whole = n & ~3;
  let [sum, squares] = [0, 0];
  for (let start = 0; start < whole; start += CHUNK) {
    const [s, q] = sumsOf(elements.subarray(start, Math.min(whole, start + CHUNK)), pivot, low, high);
    sum += s;
    squares += q;
  }
  let [least, most] = [Math.min(...low), Math.max(...high)];
  for (let i = whole; i < n; i++) {
    const d = Math.fround(elements[i] - pivot);
    sum += d;
    squares += d * d;
    least = Math.min(least, elements[i]);
    most = Math.max(most, elements[i]);
  }
  if (!Number.isFinite(squares)) return undefined;
  const shift = sum / n;
  return { count: n, mean: pivot + shift, variance: squares / n - shift * shift, least, most };
}

/** Sums of the differences from the pivot and of their squares, in four lanes; moves the extremes of each lane. */
function sumsOf(chunk: Float32Array, pivot: number, low: Float32Array, high: Float32Array): [number, number] {
  const [s, q] = [new Float32Array(4), new Float32Array(4)];
  for (let i = 0; i < chunk.length; i++) {
    const lane = i & 3;
    const d = Math.fround(chunk[i] - pivot);
    s[lane] += d;
    q[lane] += Math.fround(d * d);
    if (chunk[i] < low[lane]) low[lane] = chunk[i];
    if (high[lane] < chunk[i]) high[lane] = chunk[i];
  }
  return [s[0] + s[1] + (s[2] + s[3]), q[0] + q[1] + (q[2] + q[3])];
}

function exact(elements: Float32Array): Moments {
  const finite = elements.filter(Number.isFinite);
  const count = finite.length;
  let [sum, squares, least, most] = [0, 0, Infinity, -Infinity];
  for (const v of finite) {
    sum += v;
    squares += v * v;
    least = Math.min(least, v);
    most = Math.max(most, v);
  }
  const mean = sum / count;
  return { count, mean, variance: squares / count - mean * mean, least, most };
}
