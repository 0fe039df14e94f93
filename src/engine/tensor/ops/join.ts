/** Ops that put several tensors together. */
import { type DType, wider } from '../dtype';
import { contiguous, Layout } from '../layout';
import { write } from '../loops';
import { blank, type NDArray, zeros } from '../ndarray';
import { shapeText } from '../shape';
import { named, type Operand, type TensorOp } from './op';
import { placeOf } from './parts';
import type { Along } from './softmax';

function commonDType(inputs: readonly Operand[]): DType {
  return inputs.map(({ array }) => array.dtype).reduce(wider);
}

/** The places `start` to before `start + length` along a dimension. */
function stretch(array: NDArray, dim: number, start: number, length: number): NDArray {
  const shape = array.shape.map((n, d) => (d === dim ? length : n));
  return array.as(new Layout(shape, array.strides), array.offset + start * array.strides[dim]);
}

/** As PyTorch has it, an empty list fits anything. */
function isNothing({ array }: Operand): boolean {
  return array.ndim === 1 && array.size === 0;
}

/** Where the input begins along the dimension. */
function startOf(inputs: readonly Operand[], input: number, dim: number): number {
  return inputs.slice(0, input).reduce((sum, each) => sum + (isNothing(each) ? 0 : each.array.shape[dim]), 0);
}

export const cat: TensorOp<Along> = {
  ...named('cat', 'concatenation', 'the inputs, one behind the other'),
  forward: (inputs, { dim }) => {
    const parts = inputs.filter(input => !isNothing(input));
    const [first] = parts.length > 0 ? parts : inputs;
    const { shape } = first.array;
    for (const { array } of parts) {
      if (array.ndim === shape.length && array.shape.every((n, d) => d === dim || n === shape[d])) continue;
      throw new RangeError(
        `cat: ${shapeText(shape)} and ${shapeText(array.shape)} can't be joined along dimension ${dim}: their other sizes differ.`,
      );
    }
    const length = startOf(inputs, inputs.length, dim);
    const out = blank(commonDType(inputs), contiguous(shape.map((n, d) => (d === dim ? length : n))));
    let start = 0;
    for (const { array } of parts) {
      write(stretch(out, dim, start, array.shape[dim]), array);
      start += array.shape[dim];
    }
    return out;
  },
  derivatives: [
    {
      vjp: ({ inputs, attributes: { dim } }, g, input) => {
        const own = inputs[input];
        if (isNothing(own)) return zeros(g.dtype, [0]);
        return stretch(g, dim, startOf(inputs, input, dim), own.array.shape[dim]);
      },
      reads: 0,
      formula: 'the part of g that the input became',
    },
  ],
};

export const stack: TensorOp<Along> = {
  ...named('stack', 'stacking', 'the inputs, along a new dimension'),
  forward: (inputs, { dim }) => {
    const { shape } = inputs[0].array;
    for (const { array } of inputs) {
      if (array.ndim === shape.length && array.shape.every((n, d) => n === shape[d])) continue;
      throw new RangeError(
        `stack: ${shapeText(shape)} and ${shapeText(array.shape)} can't be stacked: the shapes differ.`,
      );
    }
    const out = blank(commonDType(inputs), contiguous(shape.toSpliced(dim, 0, inputs.length)));
    for (const [i, { array }] of inputs.entries()) write(placeOf(out, dim, i), array);
    return out;
  },
  derivatives: [
    {
      vjp: ({ attributes: { dim } }, g, input) => placeOf(g, dim, input),
      reads: 0,
      formula: 'the place of g that the input became',
    },
  ],
};
