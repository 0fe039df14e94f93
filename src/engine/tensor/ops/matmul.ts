/** The matrix product. */
import { contiguous, type Layout, matrixLayout, packed, SCALAR, vectorLayout } from '../layout';
import { cast, compact } from '../loops';
import { ALONE, cell, type Factor, matrix, multiply, row, transposed } from '../matrices';
import { type NDArray, uncleared } from '../ndarray';
import { broadcastShapes, shapeText, sizeOf } from '../shape';
import { commonDType } from './elementwise';
import { gradFnOf, type NoAttributes, type TensorOp } from './op';

/** A vector on the left is a single row. */
function leftOf(a: NDArray): Factor {
  return a.layout.shape.length > 1 ? matrix(a) : row(a);
}

/** A vector on the right is a single column. */
function rightOf(b: NDArray): Factor {
  return b.layout.shape.length > 1 ? matrix(b) : transposed(row(b));
}

/** The upstream gradient of a · b, which lacks the dimensions that they lack. */
function upstreamOf(g: NDArray, a: NDArray, b: NDArray): Factor {
  if (a.layout.shape.length > 1) return b.layout.shape.length > 1 ? matrix(g) : transposed(row(g));
  return b.layout.shape.length > 1 ? row(g) : cell(g);
}

/** @throws RangeError naming both shapes if the product does not exist. */
function check(a: NDArray, b: NDArray): void {
  const [m, n] = [a.ndim, b.ndim];
  const [left, right] = [a.shape[m - 1], b.shape[n === 1 ? 0 : n - 2]];
  if (m === 0 || n === 0) throw impossible(a, b, ' as matrices: a single number is none. Use mul.');
  if (left !== right) throw impossible(a, b, `: the inner sizes ${left} and ${right} differ.`);
}

function impossible(a: NDArray, b: NDArray, why: string): RangeError {
  return new RangeError(`cannot multiply ${shapeText(a.shape)} by ${shapeText(b.shape)}${why}`);
}

/** The batch of matrices that both broadcast to. */
function batchOf(a: NDArray, b: NDArray): readonly number[] {
  if (a.ndim <= 2 && b.ndim <= 2) return ALONE;
  return broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
}

/** Contiguous, with the dimensions that vectors lack left out. */
function outLayout(a: Factor, b: Factor, batch: readonly number[]): Layout {
  const [hasRows, hasColumns] = [a.array.ndim > 1, b.array.ndim > 1];
  if (batch.length > 0) {
    return contiguous([...batch, ...(hasRows ? [a.rows] : []), ...(hasColumns ? [b.columns] : [])]);
  }
  if (hasRows) return hasColumns ? matrixLayout(a.rows, b.columns) : vectorLayout(a.rows);
  return hasColumns ? vectorLayout(b.columns) : SCALAR;
}

/** Many matrices by one matrix or vector are a single product: all their rows by it. */
function isByOne(a: NDArray, b: NDArray): boolean {
  return a.ndim > 2 && b.ndim <= 2;
}

/** All dimensions but the `last` ones joined into one. */
function stacked(array: NDArray, last: number): NDArray {
  const { shape, ndim } = array;
  return compact(array).as(contiguous([sizeOf(shape.slice(0, ndim - last)), ...shape.slice(ndim - last)]));
}

function product(a: NDArray, b: NDArray): NDArray {
  if (isByOne(a, b)) return product(stacked(a, 1), b).as(contiguous([...a.shape.slice(0, -1), ...b.shape.slice(1)]));
  const [left, right] = [leftOf(a), rightOf(b)];
  const batch = batchOf(a, b);
  return multiply(left, right, uncleared(a.dtype, outLayout(left, right, batch)), batch);
}

/** g · bᵀ, of the shape of `a` with the whole batch. */
function leftGradient(a: NDArray, b: NDArray, g: NDArray): NDArray {
  if (isByOne(a, b)) return leftGradient(stacked(a, 1), b, stacked(g, b.ndim - 1)).as(contiguous(a.shape));
  const batch = batchOf(a, b);
  const out = uncleared(g.dtype, gradientLayout(a, batch));
  return multiply(upstreamOf(g, a, b), transposed(rightOf(b)), out, batch);
}

/** aᵀ · g, of the shape of `b` with the whole batch. */
function rightGradient(a: NDArray, b: NDArray, g: NDArray): NDArray {
  if (isByOne(a, b)) return rightGradient(stacked(a, 1), b, stacked(g, b.ndim - 1));
  const batch = batchOf(a, b);
  const out = uncleared(g.dtype, gradientLayout(b, batch));
  return multiply(transposed(leftOf(a)), upstreamOf(g, a, b), out, batch);
}

function gradientLayout({ layout }: NDArray, batch: readonly number[]): Layout {
  return batch.length === 0 ? packed(layout) : contiguous([...batch, ...layout.shape.slice(-2)]);
}

export const matmul: TensorOp<NoAttributes> = {
  name: 'matmul',
  symbol: '@',
  notation: 'infix',
  word: 'matrix product',
  formula: 'Σₖ aᵢₖ · bₖⱼ',
  gradFn: gradFnOf('matmul'),
  forward: ([{ array: a }, { array: b }]) => {
    const dtype = commonDType(a, b);
    if (dtype === 'bool') throw new TypeError("matmul: bools have no matrix product; convert them: a.to('float32').");
    check(a, b);
    return product(cast(a, dtype), cast(b, dtype));
  },
  room: ([{ array: a }, { array: b }]) => {
    const rows = b.ndim > 2 ? sizeOf(batchOf(a, b)) * leftOf(a).rows : a.size / a.shape[a.ndim - 1];
    const columns = b.ndim > 1 ? b.shape[b.ndim - 1] : 1;
    return 2 * (a.size + b.size) + rows * columns;
  },
  derivatives: [
    {
      vjp: ({ inputs }, g) => leftGradient(inputs[0].array, cast(inputs[1].array, g.dtype), g),
      reads: 2,
      formula: 'g · bᵀ',
    },
    {
      vjp: ({ inputs }, g) => rightGradient(cast(inputs[0].array, g.dtype), inputs[1].array, g),
      reads: 1,
      formula: 'aᵀ · g',
    },
  ],
};
