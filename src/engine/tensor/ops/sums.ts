/** Adding arrays to each other: what gradients are gathered with. */
import { addScaledByKernel } from '../kernels';
import { binary, binaryLoop } from '../loops';
import type { NDArray } from '../ndarray';
import { joined, walkRows } from '../walk';

export const addLoop = binaryLoop(
  (n, out, o, a, i, s, b, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] + b[j];
  },
  {
    both: (k, n, a, b, out) => k.add(n, a, b, out),
    number: (k, n, a, b, out) => k.addScalar(n, a, b, out),
    numberFirst: (k, n, a, b, out) => k.addScalar(n, b, a, out),
    row: (k, m, n, a, b, out) => k.addRow(m, n, a, b, out),
    column: (k, m, n, a, b, out) => k.addColumn(m, n, a, b, out),
  },
);

/** The sum of two arrays of the same dtype. */
export function addArrays(a: NDArray, b: NDArray): NDArray {
  return binary('add', addLoop, a, b, a.dtype);
}

/** Adds an array of the same shape to another in place. */
export function addInto(to: NDArray, from: NDArray): void {
  const { values } = to;
  to.written();
  if (addScaledByKernel(1, from, to)) return;
  if (to.layout.isContiguous && from.layout.isContiguous) {
    addLoop(to.size, values, to.offset, values, to.offset, 1, from.values, from.offset, 1);
    return;
  }
  walkRows(joined(to.shape, [to.strides, from.strides]), [to.offset, from.offset], (n, at, stride) => {
    const [o, i] = at;
    for (let e = 0; e < n; e++) values[o + e * stride[0]] += from.values[i + e * stride[1]];
  });
}
