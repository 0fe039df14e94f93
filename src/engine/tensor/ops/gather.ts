/** gather and scatterAdd: one dimension's positions come from an integer tensor of as many dimensions. */

import { Layout, packed } from '../layout';
import { cast, copied, write } from '../loops';
import { blank, type NDArray, zeros } from '../ndarray';
import { shapeText } from '../shape';
import { walk } from '../walk';
import { commonDType } from './elementwise';
import { checkIndexDType, positionIn } from './indices';
import { named, type TensorOp } from './op';
import type { Along } from './softmax';

/** Calls `visit` for each number of `index` with its place in `beside` and the place it points to along `dim` of `array`. */
function eachPointed(
  op: string,
  array: NDArray,
  dim: number,
  index: NDArray,
  beside: NDArray,
  visit: (beside: number, pointed: number) => void,
): void {
  const size = array.shape[dim] ?? 1;
  const step = array.strides[dim] ?? 0;
  const others = array.strides.map((stride, d) => (d === dim ? 0 : stride));
  const grid = {
    shape: index.shape.slice(),
    strides: [index.strides, beside.strides, others].map(each => each.slice()),
  };
  walk(grid, [index.offset, beside.offset, array.offset], at => {
    visit(at[1], at[2] + positionIn(op, index.values[at[0]], dim, size) * step);
  });
}

/** The numbers of `array` that `index` points to along `dim`, in the shape of `index`. */
export function takeAlong(array: NDArray, dim: number, index: NDArray): NDArray {
  const out = blank(array.dtype, packed(index.layout));
  eachPointed('gather', array, dim, index, out, (o, i) => {
    out.values[o] = array.values[i];
  });
  return out;
}

/** Adds the numbers of `source` to `to`, where `index` points along `dim`. */
export function addAlong(to: NDArray, dim: number, index: NDArray, source: NDArray): void {
  eachPointed('scatterAdd', to, dim, index, source, (i, o) => {
    to.values[o] += source.values[i];
  });
}

/** @throws RangeError naming the op and the shapes unless `index` fits into `array` but along `dim`. */
function checkFits(op: string, array: NDArray, dim: number | null, index: NDArray): void {
  const fits = index.ndim === array.ndim && index.shape.every((n, d) => d === dim || n <= array.shape[d]);
  if (fits) return;
  const but = dim === null ? '' : ` but dimension ${dim}`;
  throw new RangeError(
    `${op}: the index of shape ${shapeText(index.shape)} has to fit into ${shapeText(array.shape)} in every dimension${but}.`,
  );
}

export const gather: TensorOp<Along> = {
  ...named('gather', 'gather', 'the number of a that the index points to'),
  forward: ([{ array }, { array: index }], { dim }) => {
    checkIndexDType('gather', index.dtype);
    checkFits('gather', array, dim, index);
    return takeAlong(array, dim, index);
  },
  derivatives: [
    {
      vjp: ({ inputs, attributes }, g) => {
        const gradient = zeros(g.dtype, inputs[0].array.shape);
        addAlong(gradient, attributes.dim, inputs[1].array, g);
        return gradient;
      },
      reads: 2,
      formula: 'g, added where the index points',
    },
    null,
  ],
};

export const scatterAdd: TensorOp<Along> = {
  ...named('scatterAdd', 'scattered addition', 'a, with each number of the source added where the index points'),
  forward: ([{ array }, { array: index }, { array: source }], { dim }) => {
    checkIndexDType('scatterAdd', index.dtype);
    checkFits('scatterAdd', array, dim, index);
    checkFits('scatterAdd', source, null, index);
    const dtype = commonDType(array, source);
    const out = array.dtype === dtype ? copied(array) : cast(array, dtype);
    addAlong(out, dim, index, source);
    return out;
  },
  derivatives: [
    { vjp: (_use, g) => g, reads: 0, formula: 'g' },
    null,
    {
      vjp: ({ inputs, attributes }, g) => {
        const [, { array: index }, { array: source }] = inputs;
        const gradient = zeros(g.dtype, source.shape);
        // A larger source has numbers that were not added.
        const used = gradient.as(new Layout(index.shape.slice(), gradient.strides));
        write(used, takeAlong(g, attributes.dim, index));
        return gradient;
      },
      reads: 2,
      formula: 'g, where the index points',
    },
  ],
};
