/** Ops that show a part of the numbers, sharing their storage: slices, and single places along dimensions. */
import { Layout } from '../layout';
import { write } from '../loops';
import { type NDArray, zeros } from '../ndarray';
import { positionIn } from './indices';
import { named, type TensorOp } from './op';

/** Every `step`-th place from `start` to before `end`. */
export interface Slice {
  dim: number;
  start: number;
  end: number;
  step: number;
}

function sliced(array: NDArray, { dim, start, end, step }: Slice): NDArray {
  const shape = array.shape.slice();
  const strides = array.strides.slice();
  shape[dim] = Math.max(0, Math.ceil((end - start) / step));
  strides[dim] *= step;
  return array.as(new Layout(shape, strides), array.offset + start * array.strides[dim]);
}

/** One place along a dimension, which goes. */
export function placeOf(array: NDArray, dim: number, position: number): NDArray {
  const staying = (list: readonly number[]) => list.filter((_, d) => d !== dim);
  const layout = new Layout(staying(array.shape), staying(array.strides));
  return array.as(layout, array.offset + position * array.strides[dim]);
}

/** One place along each of some dimensions, which go. */
export interface Places {
  /** By dimension; undefined where all places stay. */
  at: readonly (number | undefined)[];
}

function selected(array: NDArray, { at }: Places): NDArray {
  let { offset } = array;
  for (const [d, index] of at.entries()) {
    if (index !== undefined) offset += positionIn('index', index, d, array.shape[d]) * array.strides[d];
  }
  const staying = (list: readonly number[]) => list.filter((_, d) => at[d] === undefined);
  return array.as(new Layout(staying(array.shape), staying(array.strides)), offset);
}

/** An op that shows a part; its gradient is 0 everywhere else. */
function showing<A>(name: string, word: string, formula: string, part: (array: NDArray, attributes: A) => NDArray) {
  return {
    ...named(name, word, formula),
    forward: ([{ array }], attributes) => part(array, attributes),
    derivatives: [
      {
        vjp: ({ inputs, attributes }, g) => {
          const gradient = zeros(g.dtype, inputs[0].array.shape);
          write(part(gradient, attributes), g);
          return gradient;
        },
        reads: 0,
        formula: 'g in its place, else 0',
      },
    ],
  } satisfies TensorOp<A>;
}

export const slice = showing('slice', 'slice', 'a part of a', sliced);
export const select = showing('select', 'selection', 'one place of a', selected);
