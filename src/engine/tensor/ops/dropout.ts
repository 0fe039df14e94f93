/** Dropout: some numbers become 0, the others grow so that the expectation stays. */
import { binary, cast } from '../loops';
import type { NDArray } from '../ndarray';
import { mulLoop } from './arithmetic';
import { gradFnOf, type TensorOp } from './op';

export interface Dropout {
  /** 0 for what is dropped, 1 / (1 − p) for what stays. */
  mask: NDArray;
}

function masked(a: NDArray, mask: NDArray): NDArray {
  return binary('dropout', mulLoop, a, cast(mask, a.dtype), a.dtype);
}

export const dropout: TensorOp<Dropout> = {
  name: 'dropout',
  symbol: 'dropout',
  notation: 'function',
  word: 'dropout',
  formula: 'a · mask / (1 − p)',
  gradFn: gradFnOf('dropout'),
  forward: ([{ array }], { mask }) => masked(array, mask),
  derivatives: [{ vjp: ({ attributes }, g) => masked(g, attributes.mask), reads: 0, formula: 'g · mask / (1 − p)' }],
};
