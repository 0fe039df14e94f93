/** Ops that show the same numbers in another shape. Their results share the input's storage, but for `reshape`. */
import { contiguous, Layout, packed } from '../layout';
import { compact, copied } from '../loops';
import type { NDArray } from '../ndarray';
import { broadcastStrides, shapeText, sizeOf } from '../shape';
import { named, type TensorOp } from './op';

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
  let open = -1;
  let others = 1;
  for (let d = 0; d < wanted.length; d++) {
    if (wanted[d] >= 0) others *= wanted[d];
    else if (wanted[d] === -1 && open < 0) open = d;
    else {
      throw new RangeError(
        `${op}: one size may be -1, to be worked out, and none else below 0, but got ${shapeText(wanted)}.`,
      );
    }
  }
  if (open < 0 ? others === count : others > 0 && count % others === 0) {
    return open < 0 ? wanted : wanted.map(n => (n === -1 ? count / others : n));
  }
  if (others === 0 && count === 0) {
    throw new RangeError(`${op}: in ${shapeText(wanted)} the size -1 could be any size beside 0. Write the size down.`);
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

/** An op that only regroups the numbers; `otherwise` makes a copy, or the error, where no view does. */
function regrouping(name: string, word: string, otherwise: (array: NDArray, shape: readonly number[]) => NDArray) {
  return {
    ...named(name, word, 'a in another shape'),
    forward: ([{ array }], { shape }) => {
      const layout = viewLayout(array.layout, shape);
      return layout === null ? otherwise(array, shape) : array.as(layout);
    },
    derivatives: [{ vjp: ({ inputs }, g) => regrouped(g, inputs[0].array), reads: 0, formula: 'g in the shape of a' }],
  } satisfies TensorOp<Reshape>;
}

function copyInShape(array: NDArray, shape: readonly number[]): NDArray {
  return copied(array).as(contiguous(shape));
}

export const view = regrouping('view', 'view', (array, shape) => {
  throw new RangeError(
    `view: the elements of this ${shapeText(array.shape)} don't lie in memory as ${shapeText(shape)} needs them (it was ` +
      'transposed, sliced or expanded). Use reshape, which copies then.',
  );
});
export const reshape = regrouping('reshape', 'reshape', copyInShape);
export const flatten = regrouping('flatten', 'flattening', copyInShape);
export const squeeze = regrouping('squeeze', 'leaving out of sizes of 1', copyInShape);
export const unsqueeze = regrouping('unsqueeze', 'insertion of a size of 1', copyInShape);

/** The order of the dimensions asked for: position d of the result is dimension `order[d]` of the input. */
export interface Order {
  order: readonly number[];
}

function ordered(array: NDArray, order: readonly number[]): NDArray {
  return array.as(
    new Layout(
      order.map(d => array.shape[d]),
      order.map(d => array.strides[d]),
    ),
  );
}

function ordering(name: string, word: string): TensorOp<Order> {
  return {
    ...named(name, word, 'a with its dimensions in another order'),
    forward: ([{ array }], { order }) => ordered(array, order),
    derivatives: [
      {
        vjp: (use, g) => {
          const { order } = use.attributes;
          return ordered(
            g,
            order.map((_, d) => order.indexOf(d)),
          );
        },
        reads: 0,
        formula: 'g with its dimensions in the order of a',
      },
    ],
  };
}

export const transpose = ordering('transpose', 'transposition');
export const permute = ordering('permute', 'permutation of the dimensions');

/** The shape to repeat to; -1 keeps a size. */
export const expand: TensorOp<Reshape> = {
  ...named('expand', 'repetition', 'a, repeated along sizes of 1'),
  forward: ([{ array }], { shape }) => {
    const missing = shape.length - array.ndim;
    const target = shape.map((n, d) => (n === -1 && d >= missing ? array.shape[d - missing] : n));
    const fits = missing >= 0 && target.every((n, d) => n >= 0 && fitsSize(array.shape[d - missing] ?? 1, n));
    if (fits) return array.as(new Layout(target, broadcastStrides(array.layout, target)));
    throw new RangeError(
      `expand: ${shapeText(array.shape)} can't be repeated to ${shapeText(shape)}: only sizes of 1 are repeated, and new ` +
        'dimensions come first.',
    );
  },
  derivatives: [{ vjp: (_use, g) => g, reads: 0, formula: 'g, summed over the repetitions' }],
};

function fitsSize(from: number, to: number): boolean {
  return from === to || from === 1;
}
