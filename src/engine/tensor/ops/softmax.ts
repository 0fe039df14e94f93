/** Softmax and its logarithm. */
import { type PairedKernel, pairedByKernel, type RowsKernel, rowsByKernel } from '../kernels';
import type { NDArray } from '../ndarray';
import { alongDim, type PairedRunLoop, pairAlongDim, type RunLoop } from '../reduce';
import { named, OUTPUT, type TensorOp } from './op';
import { checkFloating } from './reduction';

export interface Along {
  dim: number;
}

/** The largest number is taken out first, so that no power overflows. */
const softmaxRun: RunLoop = (n, out, o, r, a, i, s) => {
  const largest = largestOf(n, a, i, s);
  let total = 0;
  for (let e = 0, k = i; e < n; e++, k += s) total += Math.exp(a[k] - largest);
  for (let e = 0; e < n; e++, i += s, o += r) out[o] = Math.exp(a[i] - largest) / total;
};

const logSoftmaxRun: RunLoop = (n, out, o, r, a, i, s) => {
  const largest = largestOf(n, a, i, s);
  let total = 0;
  for (let e = 0, k = i; e < n; e++, k += s) total += Math.exp(a[k] - largest);
  const log = Math.log(total);
  for (let e = 0; e < n; e++, i += s, o += r) out[o] = a[i] - largest - log;
};

function largestOf(n: number, a: Parameters<RunLoop>[4], i: number, s: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let e = 0; e < n; e++, i += s) largest = Math.max(largest, a[i]);
  return largest;
}

/** out · (g − Σ g · out) */
const softmaxGradient: PairedRunLoop = (n, out, o, r, g, i, s, y, j, t) => {
  let total = 0;
  for (let e = 0; e < n; e++) total += g[i + e * s] * y[j + e * t];
  for (let e = 0; e < n; e++) out[o + e * r] = y[j + e * t] * (g[i + e * s] - total);
};

/** g − e^out · Σ g */
const logSoftmaxGradient: PairedRunLoop = (n, out, o, r, g, i, s, y, j, t) => {
  let total = 0;
  for (let e = 0; e < n; e++) total += g[i + e * s];
  for (let e = 0; e < n; e++) out[o + e * r] = g[i + e * s] - Math.exp(y[j + e * t]) * total;
};

/** By a kernel, along the last dimension; null if that is not for one. */
function alongRows(kernel: RowsKernel, array: NDArray, dim: number): NDArray | null {
  return dim === array.ndim - 1 ? rowsByKernel(kernel, array, array.shape[dim], array.layout) : null;
}

/** The gradient from the upstream one and the result: by a kernel along the last dimension, else by the loop. */
function gradient(kernel: PairedKernel, run: PairedRunLoop, g: NDArray, y: NDArray, dim: number): NDArray {
  const byKernel = dim === y.ndim - 1 ? pairedByKernel(kernel, y, g, y.shape[dim]) : null;
  return byKernel ?? pairAlongDim(run, g, y, dim);
}

const softmaxBackward: PairedKernel = (k, m, n, y, g, out) => k.softmaxBackward(m, n, y, g, out);
const logSoftmaxBackward: PairedKernel = (k, m, n, y, g, out) => k.logSoftmaxBackward(m, n, y, g, out);

export const softmax: TensorOp<Along> = {
  ...named('softmax', 'softmax', 'eᵃ / Σ eᵃ'),
  forward: ([{ array }], { dim }) => {
    checkFloating('softmax', array);
    return alongRows((k, m, n, x, out) => k.softmax(m, n, x, out), array, dim) ?? alongDim(softmaxRun, array, dim);
  },
  derivatives: [
    {
      vjp: ({ output, attributes }, g) => gradient(softmaxBackward, softmaxGradient, g, output.array, attributes.dim),
      reads: OUTPUT,
      formula: 'out · (g − Σ g · out)',
    },
  ],
};

export const logSoftmax: TensorOp<Along> = {
  ...named('logSoftmax', 'logarithm of softmax', 'a − ln Σ eᵃ'),
  forward: ([{ array }], { dim }) => {
    checkFloating('logSoftmax', array);
    return (
      alongRows((k, m, n, x, out) => k.logSoftmax(m, n, x, out), array, dim) ?? alongDim(logSoftmaxRun, array, dim)
    );
  },
  derivatives: [
    {
      vjp: ({ output, attributes }, g) =>
        gradient(logSoftmaxBackward, logSoftmaxGradient, g, output.array, attributes.dim),
      reads: OUTPUT,
      formula: 'g − exp(out) · Σ g',
    },
  ],
};
