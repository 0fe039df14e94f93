/** Makes the entries of elementwise ops: their words come from the scalar op, their work is a loop over numbers. */
import { type DType, floating, promote } from '../dtype';
import { type BinaryLoop, binary, cast, type UnaryLoop, unary } from '../loops';
import type { NDArray } from '../ndarray';
import { type Derivative, gradFnOf, type NoAttributes, OUTPUT, type TensorOp, type Words } from './op';

export interface UnaryRecipe {
  words: Words;
  loop: UnaryLoop;
  /** The dtype of the result: the input's, or a floating one. */
  dtype?(input: DType): DType;
  /** From the upstream gradient and the input's or the output's numbers to the input's gradient. */
  gradient: { loop: BinaryLoop; from: 'input' | 'output' | 'nothing'; formula: string };
}

const READS = { input: 1, output: OUTPUT, nothing: 0 };

export function unaryOp({ words, loop, dtype = floating, gradient }: UnaryRecipe): TensorOp<NoAttributes> {
  const { name, symbol, notation, word, formula } = words;
  const isFromOutput = gradient.from === 'output';
  return {
    name,
    symbol,
    notation,
    word,
    formula,
    gradFn: gradFnOf(name),
    forward: inputs => unary(loop, inputs[0].array, dtype(inputs[0].array.dtype)),
    derivatives: [
      {
        vjp: ({ inputs, output }, upstream) =>
          binary(name, gradient.loop, upstream, isFromOutput ? output.array : inputs[0].array, upstream.dtype),
        reads: READS[gradient.from],
        formula: gradient.formula,
      },
    ],
  };
}

export interface BinaryRecipe {
  words: Words;
  loop: BinaryLoop;
  /** Loops of their own for some dtypes that both inputs may have. */
  special?: { readonly [D in DType]?: BinaryLoop };
  /** The dtype of the result, from the one that both inputs are brought to first. */
  dtype?(common: DType): DType;
  derivatives: readonly Derivative<NoAttributes>[];
}

export function binaryOp({ words, loop, special, dtype = same, derivatives }: BinaryRecipe): TensorOp<NoAttributes> {
  const { name, symbol, notation, word, formula } = words;
  return {
    name,
    symbol,
    notation,
    word,
    formula,
    gradFn: gradFnOf(name),
    forward: inputs => {
      const a = inputs[0].array;
      const b = inputs[1].array;
      const common = commonDType(a, b);
      return binary(name, special?.[common] ?? loop, cast(a, common), cast(b, common), dtype(common));
    },
    derivatives,
  };
}

/** The dtype in which two arrays meet. */
export function commonDType(a: NDArray, b: NDArray): DType {
  return a.dtype === b.dtype ? a.dtype : promote(a.dtype, a.ndim === 0, b.dtype, b.ndim === 0);
}

/** The dtype itself. */
export function same(dtype: DType): DType {
  return dtype;
}
