/** Tensors from recipes, so that no fixture stores an input: the same as test/fixtures/pytorch/tensors/inputs.py. */

import { type Tensor, tensor } from '../../../../src/engine/index';
import type { DType } from '../../../../src/engine/tensor/dtype';

export type Layout = 'plain' | 'permuted' | 'stepped' | 'offset' | 'expanded';
export type Values = 'any' | 'wide' | 'positive' | 'unit' | 'small' | 'bit' | 'index' | 'wrapped' | 'special';

export interface TensorRecipe {
  shape: number[];
  layout?: Layout;
  values?: Values;
  limit?: number;
  dtype?: DType;
  /** No gradient is wanted. */
  constant?: boolean;
}

export type Recipe = TensorRecipe | { number: number };

/** The leaf, and the view of it that the op is given. */
export interface Built {
  leaf: Tensor;
  view: Tensor;
}

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -2, 1e-30, -40, 100];

const VALUES: Record<Values, (n: number, limit: number) => number> = {
  any: n => (n - 128) / 32,
  wide: n => n - 128,
  positive: n => (n + 16) / 64,
  unit: n => (3 * n + 64) / 1024,
  small: n => (n % 5) - 2,
  bit: n => n % 2,
  index: (n, limit) => n % limit,
  wrapped: (n, limit) => (n % (2 * limit)) - limit,
  special: n => SPECIAL[n % SPECIAL.length],
};

/** `count` numbers; cubes modulo the prime 257 look random and repeat after 257 only. */
export function numbers(count: number, values: Values, limit: number, seed: number): number[] {
  return Array.from({ length: count }, (_, k) => VALUES[values](cube((k + seed) % 257), limit));
}

const cube = (n: number) => (n * n * n) % 257;

/** From a shape of at least one dimension: the shape of the leaf, and the view of the leaf which has that shape. */
const LAYOUTS: Record<Layout, { leaf(shape: number[]): number[]; view(leaf: Tensor, shape: number[]): Tensor }> = {
  plain: { leaf: shape => shape, view: x => x },
  permuted: { leaf: shape => shape.toReversed(), view: (x, shape) => x.permute([...shape.keys()].toReversed()) },
  stepped: {
    leaf: shape => [...shape.slice(0, -1), 2 * shape[shape.length - 1]],
    view: x => x.slice(-1, 1, undefined, 2),
  },
  offset: { leaf: ([first, ...rest]) => [first + 1, ...rest], view: x => x.slice(0, 1) },
  expanded: { leaf: ([, ...rest]) => [1, ...rest], view: (x, shape) => x.expand(shape) },
};

/** @param dtype - For a recipe that has none of its own. */
export function build(recipe: TensorRecipe, dtype: DType, seed: number): Built {
  const { shape, values = 'any', limit = 1 } = recipe;
  const own = recipe.dtype ?? dtype;
  const layout = LAYOUTS[shape.length ? (recipe.layout ?? 'plain') : 'plain'];
  const leafShape = layout.leaf(shape);
  const count = leafShape.reduce((product, size) => product * size, 1);
  const flat = tensor(numbers(count, values, limit, seed), { dtype: own });
  // Reshaped before it requires a gradient, so that it is a leaf.
  const leaf = flat.reshape(leafShape);
  leaf.requiresGrad = own.startsWith('float') && !recipe.constant;
  return { leaf, view: layout.view(leaf, shape) };
}

/** The gradient that the backward pass of a case starts from. */
export function upstream(like: Tensor, seed: number): Tensor {
  return tensor(numbers(like.numel(), 'any', 1, seed + 5), { dtype: like.dtype }).reshape([...like.shape]);
}
