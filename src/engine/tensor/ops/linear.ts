/** What a linear layer does, as one op: a matrix product with the transposed weight, and a bias. */
import { contiguous, matrixLayout } from '../layout';
import { cast, compact } from '../loops';
import { type Factor, matrix, multiply, transposed } from '../matrices';
import { type NDArray, uncleared } from '../ndarray';
import { shapeText, sizeOf } from '../shape';
import { commonDType } from './elementwise';
import { gradFnOf, type NoAttributes, type Operand, type TensorOp, type Use } from './op';

/** (rows, inner) by (columns, inner) */
interface Call {
  x: Factor;
  weight: NDArray;
  bias: NDArray | null;
}

/** @throws RangeError naming the shapes if they don't fit. */
function callOf(inputs: readonly Operand[]): Call {
  const [{ array: x }, { array: weight }] = inputs;
  const bias = inputs.length > 2 ? inputs[2].array : null;
  checkShapes(x, weight, bias);
  const dtype = commonDType(x, weight);
  return {
    x: rowsOf(cast(x, dtype)),
    weight: cast(weight, dtype),
    bias: bias === null ? null : cast(compact(bias), dtype),
  };
}

function checkShapes(x: NDArray, weight: NDArray, bias: NDArray | null): void {
  if (weight.ndim !== 2)
    throw new RangeError(`linear expects a weight of 2 dimensions, not ${shapeText(weight.shape)}.`);
  const [columns, inner] = weight.shape;
  const given = x.shape[x.ndim - 1];
  if (given !== inner) {
    const words = given === undefined ? 'is a single number' : `has ${given} features in its last dimension`;
    throw new RangeError(
      `linear: the weight ${shapeText(weight.shape)} takes ${inner} features, but the input ${shapeText(x.shape)} ${words}.`,
    );
  }
  if (bias !== null && (bias.ndim !== 1 || bias.size !== columns)) {
    throw new RangeError(
      `linear: the weight ${shapeText(weight.shape)} needs a bias of (${columns}), but it has ${shapeText(bias.shape)}.`,
    );
  }
}

export const linear: TensorOp<NoAttributes> = {
  name: 'linear',
  symbol: 'linear',
  notation: 'function',
  word: 'linear map',
  formula: 'a · bᵀ + c',
  gradFn: gradFnOf('linear'),
  forward: inputs => {
    const { x, weight, bias } = callOf(inputs);
    const shape = [...inputs[0].array.shape.slice(0, -1), weight.shape[0]];
    const out = multiply(x, transposed(matrix(weight)), uncleared(weight.dtype, contiguous(shape)));
    if (bias !== null) addToRows(out, bias);
    return out;
  },
  room: ([{ array: x }, { array: weight }]) =>
    2 * (x.size + weight.size) + (x.size / weight.shape[1]) * weight.shape[0],
  derivatives: [
    { vjp: towardsInput, reads: 2, formula: 'g · b' },
    { vjp: towardsWeight, reads: 1, formula: 'gᵀ · a' },
    { vjp: (_use, g) => g, reads: 0, formula: 'Σ g over all rows' },
  ],
};

function addToRows(out: NDArray, row: NDArray): void {
  const { values, offset, size } = out;
  for (let start = offset; start < offset + size; start += row.size) {
    for (let e = 0; e < row.size; e++) values[start + e] += row.values[row.offset + e];
  }
}

function towardsInput({ inputs }: Use<NoAttributes>, g: NDArray): NDArray {
  const { weight } = callOf(inputs);
  const out = uncleared(g.dtype, contiguous(inputs[0].array.shape));
  return multiply(rowsOf(g), matrix(weight), out);
}

function towardsWeight({ inputs }: Use<NoAttributes>, g: NDArray): NDArray {
  const { x, weight } = callOf(inputs);
  return multiply(transposed(rowsOf(g)), x, uncleared(g.dtype, contiguous(weight.shape)));
}

/** All dimensions but the last count rows. */
function rowsOf(array: NDArray): Factor {
  const { shape } = array;
  return matrix(compact(array).as(matrixLayout(sizeOf(shape.slice(0, -1)), shape[shape.length - 1])));
}
