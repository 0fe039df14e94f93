/** How the numbers of a tensor lie in its storage: sizes and strides, in elements. Immutable, and shared. */

export class Layout {
  /** Sizes of the dimensions. */
  readonly shape: readonly number[];
  /** Distance of neighbours along each dimension; 0 where one number stands for many. */
  readonly strides: readonly number[];
  /** Number of elements. */
  readonly size: number;
  /** The elements lie one behind the other, in order. */
  readonly isContiguous: boolean;
  /** All elements are the same one. */
  readonly isUniform: boolean;

  /** Takes the arrays over: nobody may change them any more. */
  constructor(shape: readonly number[], strides: readonly number[]) {
    this.shape = shape;
    this.strides = strides;
    let size = 1;
    let isContiguous = true;
    let isUniform = true;
    for (let d = shape.length - 1; d >= 0; d--) {
      if (shape[d] !== 1) {
        if (strides[d] !== size) isContiguous = false;
        if (strides[d] !== 0) isUniform = false;
      }
      size *= shape[d];
    }
    this.size = size;
    this.isContiguous = isContiguous || size === 0;
    this.isUniform = isUniform;
  }

  get ndim(): number {
    return this.shape.length;
  }
}

/** Layout of a single number. */
export const SCALAR = new Layout([], []);

/** Recent vectors and matrices, so that tensors of the same shape share one layout and tiny steps allocate none. */
const SLOTS = 1024;
const vectors: (Layout | undefined)[] = new Array(SLOTS).fill(undefined);
const matrices: (Layout | undefined)[] = new Array(SLOTS).fill(undefined);

/** The layout of `n` numbers in a row. */
export function vectorLayout(n: number): Layout {
  const slot = n & (SLOTS - 1);
  const known = vectors[slot];
  if (known !== undefined && known.size === n) return known;
  const made = new Layout([n], [1]);
  vectors[slot] = made;
  return made;
}

/** The layout of a matrix, row by row. */
export function matrixLayout(rows: number, columns: number): Layout {
  const slot = (rows * 37 + columns) & (SLOTS - 1);
  const known = matrices[slot];
  if (known !== undefined && known.shape[0] === rows && known.shape[1] === columns) return known;
  const made = new Layout([rows, columns], [columns, 1]);
  matrices[slot] = made;
  return made;
}

/** The layout of elements one behind the other, the last dimension running fastest. */
export function contiguous(shape: readonly number[]): Layout {
  const ndim = shape.length;
  if (ndim === 0) return SCALAR;
  if (ndim === 1) return vectorLayout(shape[0]);
  if (ndim === 2) return matrixLayout(shape[0], shape[1]);
  const strides = new Array<number>(ndim);
  let stride = 1;
  for (let d = ndim - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= Math.max(shape[d], 1);
  }
  return new Layout(shape.slice(), strides);
}

/** The same elements in a contiguous layout. */
export function packed(layout: Layout): Layout {
  return layout.isContiguous ? layout : contiguous(layout.shape);
}

export function sameShape(a: Layout, b: Layout): boolean {
  if (a === b) return true;
  const { shape } = a;
  if (shape.length !== b.shape.length) return false;
  for (let d = 0; d < shape.length; d++) if (shape[d] !== b.shape[d]) return false;
  return true;
}

/** Whether several elements are one number, so that they can't be written one by one. */
export function repeats({ shape, strides, size }: Layout): boolean {
  return size > 1 && shape.some((n, d) => n > 1 && strides[d] === 0);
}

/** Stands for each of the result's rows: its shape is the end of theirs. */
export function isRow(layout: Layout, out: Layout): boolean {
  if (!layout.isContiguous || layout.size < 2) return false;
  const missing = out.shape.length - layout.shape.length;
  return layout.shape.every((n, d) => n === out.shape[missing + d]);
}

/** Has one number for each of the result's rows: its shape is theirs with 1 at the end. */
export function isColumn(layout: Layout, out: Layout): boolean {
  if (!layout.isContiguous || layout.shape.length !== out.shape.length) return false;
  return layout.shape.every((n, d) => n === (d === out.shape.length - 1 ? 1 : out.shape[d]));
}
