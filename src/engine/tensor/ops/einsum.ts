/** Sums of products over named dimensions. */

import { type DType, wider } from '../dtype';
import type { Contraction } from '../einsum';
import { contiguous } from '../layout';
import { cast } from '../loops';
import { blank, type NDArray, single } from '../ndarray';
import { joined, walkRows } from '../walk';
import { ALL_INPUTS, named, type TensorOp } from './op';

/** An array and the letter of each of its dimensions. */
interface Lettered {
  array: NDArray;
  letters: readonly string[];
}

type Sizes = Contraction['sizes'];

/** The stride along each of `letters`: 0 where the array has no such dimension; a letter twice runs along the diagonal. */
function stridesAlong({ array, letters }: Lettered, all: readonly string[]): number[] {
  return all.map(letter =>
    letters.reduce((sum, own, d) => (own === letter && array.shape[d] !== 1 ? sum + array.strides[d] : sum), 0),
  );
}

/** Σ a · b over all places of all letters, added up where the `letters` of the result are the same. */
function contractPair(a: Lettered, b: Lettered, letters: readonly string[], sizes: Sizes, dtype: DType): Lettered {
  // The letters of the result come first, so that the innermost run is a sum wherever there is one.
  const all = [...new Set([...letters, ...a.letters, ...b.letters])];
  const array = blank('float64', contiguous(letters.map(letter => sizes.get(letter)!)));
  const out = { array, letters };
  const shape = all.map(letter => sizes.get(letter)!);
  const strides = [out, a, b].map(each => stridesAlong(each, all));
  const [to, va, vb] = [array.values, a.array.values, b.array.values];
  walkRows(joined(shape, strides), [array.offset, a.array.offset, b.array.offset], (n, at, stride) => {
    let [o, i, j] = [at[0], at[1], at[2]];
    for (let e = 0; e < n; e++, o += stride[0], i += stride[1], j += stride[2]) to[o] += va[i] * vb[j];
  });
  return { array: cast(array, dtype), letters };
}

/** The product of all factors, two at a time, with only the letters kept that are still needed. */
function contract(factors: readonly Lettered[], output: readonly string[], sizes: Sizes, dtype: DType): NDArray {
  const pairable = factors.length > 1 ? factors : [...factors, { array: single(dtype, 1), letters: [] }];
  let product = pairable[0];
  for (let i = 1; i < pairable.length; i++) {
    const later = new Set([...output, ...pairable.slice(i + 1).flatMap(({ letters }) => letters)]);
    const present = [...new Set([...product.letters, ...pairable[i].letters])];
    const kept = i === pairable.length - 1 ? output : present.filter(letter => later.has(letter));
    product = contractPair(product, pairable[i], kept, sizes, dtype);
  }
  return product.array;
}

export const einsum: TensorOp<Contraction> = {
  ...named('einsum', 'sum of products', 'Σ of the products, over the letters that the result lacks'),
  forward: (inputs, { operands, output, sizes }) => {
    const dtype = inputs.map(({ array }) => array.dtype).reduce(wider);
    const factors = inputs.map(({ array }, i) => ({ array: cast(array, dtype), letters: operands[i] }));
    return contract(factors, output, sizes, dtype);
  },
  derivatives: [
    {
      vjp: ({ inputs, attributes: { operands, output, sizes } }, g, input) => {
        const others = inputs.map(({ array }, i) => ({ array: cast(array, g.dtype), letters: operands[i] }));
        const factors = [{ array: g, letters: output }, ...others.filter((_, i) => i !== input)];
        return contract(factors, operands[input], sizes, g.dtype);
      },
      reads: ALL_INPUTS,
      formula: 'g times the other inputs, summed over the letters that this one lacks',
    },
  ],
};
