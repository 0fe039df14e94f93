/** Shapes: broadcasting, dimensions counted from either end, and the words for them in errors. */
import { describe } from '../describe';
import { contiguous, type Layout, packed, sameShape } from './layout';

/** `(96, 2)`; `()` for a single number. */
export function shapeText(shape: readonly number[]): string {
  return `(${shape.join(', ')})`;
}

export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

/**
 * The contiguous layout that both broadcast to: dimensions are matched from the last; 1 fits any size.
 * @throws RangeError naming `op` and both shapes.
 */
export function broadcast(op: string, a: Layout, b: Layout): Layout {
  if (sameShape(a, b)) return packed(a);
  if (b.shape.length === 0) return packed(a);
  if (a.shape.length === 0) return packed(b);
  return contiguous(broadcastShapes(op, a.shape, b.shape));
}

/** @throws RangeError naming `op` and both shapes. */
export function broadcastShapes(op: string, a: readonly number[], b: readonly number[]): number[] {
  const shape = new Array<number>(Math.max(a.length, b.length));
  for (let back = 1; back <= shape.length; back++) {
    const m = back <= a.length ? a[a.length - back] : 1;
    const n = back <= b.length ? b[b.length - back] : 1;
    if (m !== n && m !== 1 && n !== 1) throw broadcastError(op, a, b, back, m, n);
    shape[shape.length - back] = m === 1 ? n : m;
  }
  return shape;
}

function broadcastError(
  op: string,
  a: readonly number[],
  b: readonly number[],
  back: number,
  m: number,
  n: number,
): RangeError {
  const where = back === 1 ? 'last sizes' : `sizes ${back} from the end,`;
  return new RangeError(
    `${op}: the shapes ${shapeText(a)} and ${shapeText(b)} do not broadcast: the ${where} ${m} and ${n} differ, and ` +
      'neither is 1.',
  );
}

/**
 * Strides that make a shape read as the larger `shape`: 0 along every dimension that is repeated. The shapes must
 * broadcast.
 */
export function broadcastStrides(layout: Layout, shape: readonly number[]): number[] {
  const missing = shape.length - layout.shape.length;
  return shape.map((n, d) => {
    if (d < missing) return 0;
    return layout.shape[d - missing] === 1 && n !== 1 ? 0 : layout.strides[d - missing];
  });
}

/**
 * A dimension as index; negative ones count from the end.
 * @throws RangeError if there is no such dimension; TypeError if it is not a whole number.
 */
export function dimension(op: string, dim: number, ndim: number): number {
  if (!Number.isInteger(dim))
    throw new TypeError(`${op} expects a dimension as whole number, but got ${describe(dim)}.`);
  // A single number has its dimensions 0 and -1, as in PyTorch.
  const count = Math.max(ndim, 1);
  if (dim < -count || dim >= count) {
    throw new RangeError(
      `${op}: there is no dimension ${dim} in a tensor of ${ndim} dimensions; it is one of ${-count} to ${count - 1}.`,
    );
  }
  return dim < 0 ? dim + count : dim;
}

/**
 * Several dimensions as ascending indices; all of them for undefined or an empty list.
 * @throws RangeError if one does not exist or is named twice.
 */
export function dimensions(op: string, dim: number | readonly number[] | undefined, ndim: number): readonly number[] {
  if (dim === undefined) return allDimensions(ndim);
  const given = typeof dim === 'number' ? [dim] : dim;
  if (!Array.isArray(given)) {
    throw new TypeError(`${op} expects a dimension or an array of dimensions, but got ${describe(dim)}.`);
  }
  if (given.length === 0) return allDimensions(ndim);
  const found = given.map((each: number) => dimension(op, each, ndim));
  if (new Set(found).size < found.length) throw new RangeError(`${op}: a dimension is named twice in [${given}].`);
  return ndim === 0 ? [] : found.sort((a, b) => a - b);
}

const ALL: (readonly number[])[] = [];

/** 0, 1, … ndim − 1 */
function allDimensions(ndim: number): readonly number[] {
  ALL[ndim] ??= Array.from({ length: ndim }, (_, d) => d);
  return ALL[ndim];
}

/**
 * Sizes from the arguments of a call such as `zeros([2, 3])` or `view(2, 3)`.
 * @throws TypeError or RangeError if one is not a whole number from `least`.
 */
export function sizes(op: string, given: readonly (number | readonly number[])[], least = 0): number[] {
  const list: readonly unknown[] = given.length === 1 && Array.isArray(given[0]) ? given[0] : given;
  return list.map(size => {
    if (!Number.isSafeInteger(size)) {
      throw new TypeError(`${op} expects sizes as whole numbers, but got ${describe(size)}.`);
    }
    if ((size as number) < least) throw new RangeError(`${op}: ${size} is not a size.`);
    return size as number;
  });
}
