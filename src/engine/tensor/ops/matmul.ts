/** The matrix product. */
import { contiguous, type Layout, matrixLayout, packed, SCALAR, vectorLayout } from '../layout';
import { cast } from '../loops';
import { type Factor, factor, multiply, multiplyBatch, multiplyFew, type ProductSize, transposed } from '../matrices';
import { type NDArray, uncleared } from '../ndarray';
import { broadcastShapes, shapeText } from '../shape';
import { commonDType } from './elementwise';
import { gradFnOf, type NoAttributes, type TensorOp } from './op';

/** Everything about a product a · b that its forward and its gradients share. */
interface Product {
  a: Factor;
  b: Factor;
  size: ProductSize;
  /** Shape of the batch; null for single matrices and vectors. */
  batch: readonly number[] | null;
  /** False for vectors. */
  hasRows: boolean;
  hasColumns: boolean;
}

/** @throws RangeError naming both shapes if the product does not exist. */
function productOf(a: NDArray, b: NDArray): Product {
  const [m, n] = [a.ndim, b.ndim];
  if (m === 0 || n === 0) throw scalarError(a, b);
  const inner = a.shape[m - 1];
  if (b.shape[n === 1 ? 0 : n - 2] !== inner) throw innerError(a, b);
  const hasRows = m > 1;
  const hasColumns = n > 1;
  return {
    a: factor(a, hasRows, true),
    b: factor(b, true, hasColumns),
    size: { rows: hasRows ? a.shape[m - 2] : 1, inner, columns: hasColumns ? b.shape[n - 1] : 1 },
    batch: m > 2 || n > 2 ? broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2)) : null,
    hasRows,
    hasColumns,
  };
}

function outLayout({ size: { rows, columns }, batch, hasRows, hasColumns }: Product): Layout {
  if (batch !== null) return contiguous([...batch, ...(hasRows ? [rows] : []), ...(hasColumns ? [columns] : [])]);
  if (hasRows) return hasColumns ? matrixLayout(rows, columns) : vectorLayout(rows);
  return hasColumns ? vectorLayout(columns) : SCALAR;
}

function scalarError(a: NDArray, b: NDArray): RangeError {
  return new RangeError(
    `cannot multiply ${shapeText(a.shape)} by ${shapeText(b.shape)} as matrices: a single number is none. Use mul.`,
  );
}

function innerError(a: NDArray, b: NDArray): RangeError {
  const [m, n] = [a.shape[a.ndim - 1], b.shape[b.ndim === 1 ? 0 : b.ndim - 2]];
  return new RangeError(
    `cannot multiply ${shapeText(a.shape)} by ${shapeText(b.shape)}: the inner sizes ${m} and ${n} differ.`,
  );
}

function compute(size: ProductSize, a: Factor, b: Factor, out: NDArray, batch: readonly number[] | null): NDArray {
  if (batch === null) multiply(size, a, b, out);
  else multiplyBatch(size, a, b, out, batch);
  return out;
}

/** Up to so many numbers in both factors together a product needs no preparation. */
const FEW = 64;

function isFew(a: NDArray, b: NDArray): boolean {
  return a.size + b.size <= FEW && a.layout.shape.length <= 2 && b.layout.shape.length <= 2;
}

/** a · b of few numbers: the same as `compute`, but nothing is made but the result. */
function productOfFew(a: NDArray, b: NDArray): NDArray {
  const { shape, strides } = a.layout;
  const right = b.layout;
  const inner = shape[shape.length - 1];
  if (shape.length === 0 || right.shape.length === 0) throw scalarError(a, b);
  if (right.shape[0] !== inner) throw innerError(a, b);
  const hasRows = shape.length === 2;
  const hasColumns = right.shape.length === 2;
  const rows = hasRows ? shape[0] : 1;
  const columns = hasColumns ? right.shape[1] : 1;
  const layout = hasRows
    ? hasColumns
      ? matrixLayout(rows, columns)
      : vectorLayout(rows)
    : hasColumns
      ? vectorLayout(columns)
      : SCALAR;
  const out = uncleared(a.dtype, layout);
  const across = hasColumns ? right.strides[1] : 0;
  return multiplyFew(
    rows,
    inner,
    columns,
    a,
    hasRows ? strides[0] : 0,
    strides[shape.length - 1],
    b,
    right.strides[0],
    across,
    out,
  );
}

/** g · bᵀ of few numbers. */
function leftGradientOfFew(a: NDArray, b: NDArray, g: NDArray): NDArray {
  const out = uncleared(g.dtype, packed(a.layout));
  const [hasRows, hasColumns] = [a.ndim === 2, b.ndim === 2];
  const [rows, columns] = [hasRows ? a.shape[0] : 1, hasColumns ? b.shape[1] : 1];
  const across = hasColumns ? b.strides[1] : 0;
  const gAcross = hasColumns ? g.strides[g.ndim - 1] : 0;
  return multiplyFew(rows, columns, b.shape[0], g, hasRows ? g.strides[0] : 0, gAcross, b, across, b.strides[0], out);
}

/** aᵀ · g of few numbers. */
function rightGradientOfFew(a: NDArray, b: NDArray, g: NDArray): NDArray {
  const out = uncleared(g.dtype, packed(b.layout));
  const [hasRows, hasColumns] = [a.ndim === 2, b.ndim === 2];
  const [rows, columns] = [hasRows ? a.shape[0] : 1, hasColumns ? b.shape[1] : 1];
  const down = hasRows ? a.strides[0] : 0;
  const gAcross = hasColumns ? g.strides[g.ndim - 1] : 0;
  const { strides } = a;
  return multiplyFew(
    b.shape[0],
    rows,
    columns,
    a,
    strides[a.ndim - 1],
    down,
    g,
    hasRows ? g.strides[0] : 0,
    gAcross,
    out,
  );
}

/** g · bᵀ, of the shape of `a` with the whole batch. */
function leftGradient(a: NDArray, b: NDArray, g: NDArray): NDArray {
  if (isFew(a, b)) return leftGradientOfFew(a, cast(b, g.dtype), g);
  const made = productOf(a, cast(b, g.dtype));
  const { rows, inner, columns } = made.size;
  const layout = made.batch === null ? contiguous(a.shape) : contiguous([...made.batch, ...a.shape.slice(-2)]);
  const upstream = factor(g, made.hasRows, made.hasColumns);
  return compute(
    { rows, inner: columns, columns: inner },
    upstream,
    transposed(made.b),
    uncleared(g.dtype, layout),
    made.batch,
  );
}

/** aᵀ · g, of the shape of `b` with the whole batch. */
function rightGradient(a: NDArray, b: NDArray, g: NDArray): NDArray {
  if (isFew(a, b)) return rightGradientOfFew(cast(a, g.dtype), b, g);
  const made = productOf(cast(a, g.dtype), b);
  const { rows, inner, columns } = made.size;
  const layout = made.batch === null ? contiguous(b.shape) : contiguous([...made.batch, ...b.shape.slice(-2)]);
  const upstream = factor(g, made.hasRows, made.hasColumns);
  return compute(
    { rows: inner, inner: rows, columns },
    transposed(made.a),
    upstream,
    uncleared(g.dtype, layout),
    made.batch,
  );
}

export const matmul: TensorOp<NoAttributes> = {
  name: 'matmul',
  symbol: '@',
  notation: 'infix',
  word: 'matrix product',
  formula: 'Σₖ aᵢₖ · bₖⱼ',
  gradFn: gradFnOf('matmul'),
  forward: inputs => {
    const dtype = commonDType(inputs[0].array, inputs[1].array);
    if (dtype === 'bool') throw new TypeError("matmul: bools have no matrix product; convert them: a.to('float32').");
    const a = cast(inputs[0].array, dtype);
    const b = cast(inputs[1].array, dtype);
    if (isFew(a, b)) return productOfFew(a, b);
    const made = productOf(a, b);
    return compute(made.size, made.a, made.b, uncleared(dtype, outLayout(made)), made.batch);
  },
  room: ([{ array: a }, { array: b }]) => {
    const columns = b.ndim > 1 ? b.shape[b.ndim - 1] : 1;
    return 2 * (a.size + b.size) + (a.size / a.shape[a.ndim - 1]) * columns;
  },
  derivatives: [
    { vjp: ({ inputs }, g) => leftGradient(inputs[0].array, inputs[1].array, g), reads: 2, formula: 'g · bᵀ' },
    { vjp: ({ inputs }, g) => rightGradient(inputs[0].array, inputs[1].array, g), reads: 1, formula: 'aᵀ · g' },
  ],
};
