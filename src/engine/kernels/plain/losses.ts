/** Softmax, its logarithm and cross entropy over rows, as in ../assembly/losses.ts. */
import type { KernelFunctions } from '../kernels';
import { exponential } from './exponential';
import type { Views } from './memory';
import { dotOf, sumOf } from './reductions';

/** Exponentials that are summed at once. */
const CHUNK = 1024;

const f = Math.fround;

type Softmax = Pick<KernelFunctions, 'softmax' | 'logSoftmax' | 'softmaxBackward' | 'logSoftmaxBackward'>;

export function softmax({ f32 }: Views): Softmax {
  const { exp, log } = exponential();
  const row = (i: number, n: number, x: number) => f32.subarray((x >> 2) + i * n, (x >> 2) + (i + 1) * n);
  return {
    softmax(m, n, x, out) {
      for (let i = 0; i < m; i++) normalise(row(i, n, x), row(i, n, out), exp);
    },
    logSoftmax(m, n, x, out) {
      for (let i = 0; i < m; i++) {
        const y = row(i, n, out);
        shift(row(i, n, x), y);
        let total = 0;
        for (let start = 0; start < n; start += CHUNK) total += sumOf(y.subarray(start, start + CHUNK).map(exp));
        const logTotal = log(f(total));
        for (let j = 0; j < n; j++) y[j] -= logTotal;
      }
    },
    softmaxBackward(m, n, y, grad, out) {
      for (let i = 0; i < m; i++) {
        const [p, g, d] = [row(i, n, y), row(i, n, grad), row(i, n, out)];
        const common = f(dotOf(p, g));
        for (let j = 0; j < n; j++) d[j] = f(g[j] - common) * p[j];
      }
    },
    logSoftmaxBackward(m, n, y, grad, out) {
      for (let i = 0; i < m; i++) {
        const [p, g, d] = [row(i, n, y), row(i, n, grad), row(i, n, out)];
        const total = f(sumOf(g));
        for (let j = 0; j < n; j++) d[j] = g[j] - f(exp(p[j]) * total);
      }
    },
  };
}

export function crossEntropy({ f32, i32 }: Views): Pick<KernelFunctions, 'crossEntropy' | 'crossEntropyBackward'> {
  const { exp, log } = exponential();
  return {
    crossEntropy(m, n, logits, target, probabilities) {
      let loss = 0;
      const group = Math.max(1, Math.trunc(GROUP / Math.max(1, n)));
      for (let first = 0; first < m; first += group) {
        const totals: number[] = [];
        for (let i = first; i < Math.min(m, first + group); i++) {
          const [x, p] = [logits, probabilities].map(at => f32.subarray((at >> 2) + i * n, (at >> 2) + (i + 1) * n));
          const right = i32[(target >> 2) + i];
          loss -= f(x[right] - largest(x));
          totals.push(normalise(x, p, exp));
        }
        for (const total of totals) loss += log(f(total));
      }
      return loss;
    },
    crossEntropyBackward(m, n, probabilities, target, scale, out) {
      const [p, o, s] = [probabilities >> 2, out >> 2, f(scale)];
      for (let i = 0; i < m * n; i++) f32[o + i] = f32[p + i] * s;
      for (let i = 0; i < m; i++) f32[o + i * n + i32[(target >> 2) + i]] -= s;
    },
  };
}

/** Elements of the rows whose losses are added in two runs: the shifted logits first, then the logarithms. */
const GROUP = 4096;

/** The largest; NaN does not count. */
function largest(x: Float32Array): number {
  let best = -Infinity;
  for (let i = 0; i < x.length; i++) if (best < x[i]) best = x[i];
  return best;
}

function shift(x: Float32Array, out: Float32Array): void {
  const most = largest(x);
  for (let j = 0; j < x.length; j++) out[j] = x[j] - most;
}

/** The softmax of a row; returns the sum that it was divided by. */
function normalise(x: Float32Array, out: Float32Array, exp: (x: number) => number): number {
  shift(x, out);
  for (let j = 0; j < x.length; j++) out[j] = exp(out[j]);
  const total = sumOf(out);
  const factor = f(1 / total);
  for (let j = 0; j < x.length; j++) out[j] *= factor;
  return total;
}
