/** Ops that show the same numbers in another shape. Their results share the input's storage, but for `reshape`. */
import { contiguous, Layout, packed } from '../layout';
import { compact } from '../loops';
import type { NDArray } from '../ndarray';
import { shapeText, sizeOf } from '../shape';
import { gradFnOf, type TensorOp } from './op';

/** The shape asked for. */
export interface Reshape {
  shape: readonly number[];
}

/**
 * The sizes of a call such as view(2, -1), with -1 worked out.
 * @throws RangeError naming both shapes if the sizes don't hold as many elements.
 */
export function resolveShape(op: string, from: readonly number[], wanted: readonly number[]): readonly number[] {
  const count = sizeOf(from);
  const open = wanted.indexOf(-1);
  if (wanted.some((n, d) => n < -1 || (n === -1 && d !== open))) {
    throw new RangeError(
      `${op}: one size may be -1, to be worked out, and none else below 0, but got ${shapeText(wanted)}.`,
    );
  }
  const others = sizeOf(wanted.filter(n => n !== -1));
  if (open < 0 ? others === count : others > 0 && count % others === 0) {
    return open < 0 ? wanted : wanted.map(n => (n === -1 ? count / others : n));
  }
  throw new RangeError(
    `${op}: ${shapeText(from)} has ${count} elements, which ${shapeText(wanted)} can't hold` +
      `${open < 0 ? `: that is ${others}` : ''}.`,
  );
}

/** The strides that show a layout as another shape of as many elements; null if there are none. */
export function viewLayout(from: Layout, shape: readonly number[]): Layout | null {
  if (from.isContiguous) return contiguous(shape);
  const strides = new Array<number>(shape.length);
  let d = shape.length - 1;
  for (const { size, stride } of evenStretches(from)) {
    let covered = 1;
    while (d >= 0 && (covered < size || shape[d] === 1)) {
      strides[d] = covered * stride;
      covered *= shape[d--];
    }
    if (covered !== size) return null;
  }
  for (; d >= 0; d--) strides[d] = 1;
  return new Layout(shape.slice(), strides);
}

/** Groups of dimensions that lie in memory as one, the last first. */
function evenStretches({ shape, strides }: Layout): { size: number; stride: number }[] {
  const stretches: { size: number; stride: number }[] = [];
  for (let d = shape.length - 1; d >= 0; d--) {
    if (shape[d] === 1) continue;
    const last = stretches[stretches.length - 1];
    if (last !== undefined && strides[d] === last.size * last.stride) last.size *= shape[d];
    else stretches.push({ size: shape[d], stride: strides[d] });
  }
  return stretches;
}

/** The numbers in the shape of `like`: the rule of every op that only regroups them. */
export function regrouped(g: NDArray, like: NDArray): NDArray {
  return compact(g).as(packed(like.layout));
}

export const view: TensorOp<Reshape> = {
  name: 'view',
  symbol: 'view',
  notation: 'function',
  word: 'view',
  formula: 'a in another shape',
  gradFn: gradFnOf('view'),
  forward: ([{ array }], { shape }) => {
    const layout = viewLayout(array.layout, shape);
    if (layout !== null) return array.as(layout);
    throw new RangeError(
      `view: the elements of this ${shapeText(array.shape)} don't lie in memory as ${shapeText(shape)} needs them ` +
        '(it was transposed, sliced or expanded). Use reshape, which copies then.',
    );
  },
  derivatives: [{ vjp: ({ inputs }, g) => regrouped(g, inputs[0].array), reads: 0, formula: 'g in the shape of a' }],
};
