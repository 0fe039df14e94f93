/** Tensors of random numbers: the same that PyTorch gives on a CPU for the same seed. */
import { describe } from '../describe';
import { checkOptions } from '../options';
import { type Floats, fillIntegers, fillNormal, fillUniform, permutation } from '../random/distributions';
import { drawMultinomial } from '../random/multinomial';
import { defaultGenerator, Generator } from '../random/torch';
import { checkSettings, leaf, type TensorOptions } from './create';
import { checkDType, DEFAULT_DTYPE, type DType, isFloating, type Numbers } from './dtype';
import { contiguous } from './layout';
import { compact } from './loops';
import { blank, type NDArray } from './ndarray';
import { checkTensor } from './operand';
import { shapeText, sizes } from './shape';
import type { Tensor } from './tensor';

export interface GeneratorOption {
  /** Where the numbers come from; that of `manualSeed` unless said otherwise. */
  generator?: Generator;
}

export interface RandomOptions extends TensorOptions, GeneratorOption {}

export interface MultinomialOptions extends GeneratorOption {
  /** Whether a category may be drawn again; false unless said otherwise. */
  replacement?: boolean;
}

const OPTIONS: readonly string[] = ['dtype', 'requiresGrad', 'generator'];

/** The whole numbers that a dtype holds exactly: from, and to (not included). */
const EXACT: { readonly [D in DType]: readonly [number, number] } = {
  bool: [0, 2],
  int32: [-(2 ** 31), 2 ** 31],
  float32: [-(2 ** 24), 2 ** 24 + 1],
  float64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1],
};

/** Uniform in [0, 1): `rand([2, 3])`. @throws TypeError for a dtype that holds no fractions. */
export function rand(shape: readonly number[], options: RandomOptions = {}): Tensor {
  const made = floats('rand', shape, options);
  fillUniform(numbersOf(made) as Floats, 0, 1, generatorOf('rand', options));
  return leaf(made, options);
}

/** Normal distribution with mean 0 and standard deviation 1: `randn([2, 3])`. @throws TypeError as `rand`. */
export function randn(shape: readonly number[], options: RandomOptions = {}): Tensor {
  const made = floats('randn', shape, options);
  fillNormal(numbersOf(made) as Floats, 0, 1, generatorOf('randn', options));
  return leaf(made, options);
}

/**
 * Whole numbers from `low`, 0 if left out, to below `high`: `randint(0, 27, [32])`. int32 unless said otherwise.
 * @throws RangeError if there is no such number, or the dtype cannot hold all of them.
 */
export function randint(high: number, shape: readonly number[], options?: RandomOptions): Tensor;
export function randint(low: number, high: number, shape: readonly number[], options?: RandomOptions): Tensor;
export function randint(...given: unknown[]): Tensor {
  const [low, high, shape, options = {}] = (typeof given[1] === 'number' ? given : [0, ...given]) as [
    number,
    number,
    number[],
    RandomOptions?,
  ];
  const dtype = options.dtype === undefined ? 'int32' : checkDType(options.dtype);
  checkBounds(low, high, dtype);
  const made = blank(dtype, contiguous(sizes('randint', [shape])));
  fillIntegers(numbersOf(made), low, high, generatorOf('randint', options));
  return leaf(made, options);
}

/** The whole numbers below `n` in random order. int32 unless said otherwise. @throws RangeError as `randint`. */
export function randperm(n: number, options: RandomOptions = {}): Tensor {
  const dtype = options.dtype === undefined ? 'int32' : checkDType(options.dtype);
  const made = blank(dtype, contiguous(sizes('randperm', [n])));
  if (n > 0) checkFits('randperm', n - 1, dtype);
  numbersOf(made).set(permutation(n, generatorOf('randperm', options)));
  return leaf(made, options);
}

/**
 * Indices of categories, drawn by their weights, which need not sum to 1: `multinomial(p, 1, { replacement: true })`.
 * @param probs - Weights of shape (categories) or (rows, categories).
 * @returns int32 of shape (numSamples) or (rows, numSamples).
 * @throws RangeError for weights that are no probabilities or too few, TypeError for integers.
 */
export function multinomial(probs: Tensor, numSamples: number, options: MultinomialOptions = {}): Tensor {
  const { shape, dtype, ndim } = checkTensor('multinomial', probs);
  const { replacement = false } = options;
  const [categories] = shape.slice(-1);
  if (ndim !== 1 && ndim !== 2) {
    throw new RangeError(`multinomial expects probabilities in one or two dimensions, not ${shapeText(shape)}.`);
  }
  if (!isFloating(dtype)) throw new TypeError(`multinomial expects floating-point probabilities, not ${dtype}.`);
  checkSamples(numSamples, categories, replacement);
  const generator = generatorOf('multinomial', options, ['replacement', 'generator']);
  const weights = numbersOf(compact(probs.array)) as Floats;
  const made = blank('int32', contiguous([...shape.slice(0, -1), numSamples]));
  numbersOf(made).set(drawMultinomial(weights, categories, { count: numSamples, replacement, generator }));
  return leaf(made, {});
}

function checkSamples(count: number, categories: number, replacement: boolean): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`multinomial expects to draw a whole number from 1, but got ${describe(count)}.`);
  }
  if (categories === 0) throw new RangeError('multinomial has no categories to draw from.');
  if (replacement || count <= categories) return;
  throw new RangeError(
    `multinomial cannot draw ${count} of ${categories} categories without replacement. Draw fewer, or pass ` +
      '{ replacement: true }.',
  );
}

function checkBounds(low: number, high: number, dtype: DType): void {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low >= high) {
    throw new RangeError(
      `randint expects whole numbers, low below high, but got ${describe(low)} and ${describe(high)}.`,
    );
  }
  checkFits('randint', low, dtype);
  checkFits('randint', high - 1, dtype);
}

function checkFits(op: string, number: number, dtype: DType): void {
  const [from, to] = EXACT[dtype];
  if (number >= from && number < to) return;
  throw new RangeError(`${op}: ${dtype} does not hold ${number} exactly. Pass another dtype, such as 'float64'.`);
}

function floats(op: string, shape: readonly number[], options: RandomOptions): NDArray {
  checkSettings(op, shape, options, OPTIONS);
  const { dtype = DEFAULT_DTYPE } = options;
  if (!isFloating(checkDType(dtype))) throw new TypeError(`${op} gives float32 or float64, not ${dtype}.`);
  return blank(dtype, contiguous(sizes(op, [shape])));
}

/** The generator of the options. @throws TypeError naming the op if it is none, or an option is none of `known`. */
export function generatorOf(op: string, options: GeneratorOption, known = OPTIONS): Generator {
  checkOptions(op, options, known);
  const { generator = defaultGenerator } = options;
  if (generator instanceof Generator) return generator;
  throw new TypeError(`${op} expects a Generator, as in new Generator(42), but got ${describe(generator)}.`);
}

/** The elements of a contiguous array. */
function numbersOf({ values, offset, size }: NDArray): Numbers {
  return values.subarray(offset, offset + size);
}
