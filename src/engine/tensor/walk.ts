/** Walking over the elements of several arrays of one shape at a time, whatever their strides. */

/** Sizes and, for each array, strides. */
export interface Grid {
  shape: number[];
  strides: number[][];
}

/** The same grid with neighbouring dimensions joined wherever every array runs through both evenly. */
export function joined(shape: readonly number[], strides: readonly (readonly number[])[]): Grid {
  const grid: Grid = { shape: [], strides: strides.map(() => []) };
  for (const [d, n] of shape.entries()) {
    if (n === 1) continue;
    const last = grid.shape.length - 1;
    if (last >= 0 && strides.every((each, i) => grid.strides[i][last] === n * each[d])) {
      grid.shape[last] *= n;
      for (const [i, each] of strides.entries()) grid.strides[i][last] = each[d];
    } else {
      grid.shape.push(n);
      for (const [i, each] of strides.entries()) grid.strides[i].push(each[d]);
    }
  }
  return grid;
}

/**
 * Calls `visit` at every index of the grid, the last dimension running fastest, with the place of the element in each
 * array: `at`, which is changed from call to call and starts at the first elements' places.
 */
export function walk({ shape, strides }: Grid, at: number[], visit: (at: readonly number[]) => void): void {
  if (shape.some(n => n === 0)) return;
  const index = shape.map(() => 0);
  for (;;) {
    visit(at);
    let d = shape.length - 1;
    for (; d >= 0; d--) {
      for (let i = 0; i < at.length; i++) at[i] += strides[i][d];
      if (++index[d] < shape[d]) break;
      for (let i = 0; i < at.length; i++) at[i] -= strides[i][d] * shape[d];
      index[d] = 0;
    }
    if (d < 0) return;
  }
}

/** As `walk`, row by row: `visit` is called at each row's first elements, for `length` of them, a stride apart. */
export function walkRows(
  { shape, strides }: Grid,
  at: number[],
  visit: (length: number, at: readonly number[], stride: readonly number[]) => void,
): void {
  const last = shape.length - 1;
  if (last < 0) {
    visit(1, at, at);
    return;
  }
  const length = shape[last];
  if (length === 0) return;
  const stride = strides.map(each => each[last]);
  const outer = { shape: shape.slice(0, last), strides: strides.map(each => each.slice(0, last)) };
  walk(outer, at, () => visit(length, at, stride));
}
