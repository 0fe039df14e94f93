/** What a linear layer does, as one op: a matrix product with the transposed weight, and a bias. */
import { contiguous, matrixLayout } from '../layout';
import { cast, compact } from '../loops';
import { factor, multiply, type ProductSize, transposed } from '../matrices';
import { type NDArray, uncleared } from '../ndarray';
import { shapeText } from '../shape';
import { commonDType } from './elementwise';
import { gradFnOf, type NoAttributes, type Operand, type TensorOp, type Use } from './op';

/** (rows, inner) by (columns, inner) */
interface Call {
  size: ProductSize;
  /** All but the last dimension of `x` as rows. */
  x: NDArray;
  weight: NDArray;
  bias: NDArray | null;
}

/** @throws RangeError naming the shapes if they don't fit. */
function callOf(inputs: readonly Operand[]): Call {
  const [{ array: x }, { array: weight }] = inputs;
  const bias = inputs.length > 2 ? inputs[2].array : null;
  checkShapes(x, weight, bias);
  const dtype = commonDType(x, weight);
  const [columns, inner] = weight.shape;
  const rows = x.shape.slice(0, -1).reduce((product, n) => product * n, 1);
  return {
    size: { rows, inner, columns },
    x: compact(cast(x, dtype)).as(matrixLayout(rows, inner)),
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
    const { size, x, weight, bias } = callOf(inputs);
    const shape = [...inputs[0].array.shape.slice(0, -1), size.columns];
    const out = uncleared(x.dtype, contiguous(shape));
    multiply(size, factor(x, true, true), transposed(factor(weight, true, true)), out);
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
  const { size, weight } = callOf(inputs);
  const out = uncleared(g.dtype, contiguous(inputs[0].array.shape));
  const upstream = compact(g).as(matrixLayout(size.rows, size.columns));
  const product = { rows: size.rows, inner: size.columns, columns: size.inner };
  multiply(product, factor(upstream, true, true), factor(weight, true, true), out);
  return out;
}

function towardsWeight({ inputs }: Use<NoAttributes>, g: NDArray): NDArray {
  const { size, x } = callOf(inputs);
  const out = uncleared(g.dtype, matrixLayout(size.columns, size.inner));
  const upstream = compact(g).as(matrixLayout(size.rows, size.columns));
  const product = { rows: size.columns, inner: size.rows, columns: size.inner };
  multiply(product, transposed(factor(upstream, true, true)), factor(x, true, true), out);
  return out;
}
