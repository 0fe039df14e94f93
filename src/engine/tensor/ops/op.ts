/** What one op of tensors is: its forward, its gradient rules and the words and formulas that describe it. */
import type { Notation } from '../../ops/op';
import type { NDArray } from '../ndarray';

/** A tensor as ops see it. */
export interface Operand {
  readonly array: NDArray;
}

/** A use of an op, as its gradient rules see it. */
export interface Use<A> {
  readonly inputs: readonly Operand[];
  readonly output: Operand;
  readonly attributes: A;
  /** What `forward` kept for the rules; null if nothing. */
  readonly kept: NDArray | null;
}

/** In `reads`: the rule uses the output's numbers. Bit i stands for input i. */
export const OUTPUT = 1 << 30;
/** In `reads`: the rule uses the numbers of any input. */
export const ALL_INPUTS = OUTPUT - 1;

/** The gradient of one input. */
export interface Derivative<A> {
  /**
   * Vector-Jacobian product: what the upstream gradient, of the output's shape, gives input number `input`. It may have
   * a shape that the input broadcasts to and is summed down then.
   */
  vjp(use: Use<A>, upstream: NDArray, input: number): NDArray;
  /** Whose numbers `vjp` uses: if one is changed in place before the backward pass, that is an error. */
  reads: number;
  /** Plain mathematics, with g for the upstream gradient: `g · (1 − out²)`. */
  formula: string;
}

export interface TensorOp<A = unknown> {
  /** Name of the method or function: `logSoftmax`. */
  name: string;
  /** As drawn in a badge. */
  symbol: string;
  notation: Notation;
  /** The op in words. */
  word: string;
  /** What `forward` computes, in plain mathematics. */
  formula: string;
  /** What `gradFn` says of a result: `AddBackward`. */
  gradFn: string;
  /**
   * @param keep - Takes what the rules would otherwise compute again.
   * @throws RangeError naming the op and the shapes if they don't fit.
   */
  forward(inputs: readonly Operand[], attributes: A, keep?: (kept: NDArray) => void): NDArray;
  /** How many numbers `forward` reads and writes; twice those of the inputs if this is left out. */
  room?(inputs: readonly Operand[]): number;
  /**
   * One for each input, null for one that never gets a gradient; the last stands for all further inputs. None at all:
   * results never require a gradient.
   */
  derivatives: readonly (Derivative<A> | null)[];
}

/** The words of an op. */
export type Words = Pick<TensorOp, 'name' | 'symbol' | 'notation' | 'word' | 'formula'>;

/** Words of an op that is drawn and written by its name. */
export function named(name: string, word: string, formula: string): Words & Pick<TensorOp, 'gradFn'> {
  return { name, symbol: name, notation: 'function', word, formula, gradFn: gradFnOf(name) };
}

/** Attributes of an op that has none. */
export const NO_ATTRIBUTES: Readonly<Record<never, never>> = Object.freeze({});
export type NoAttributes = typeof NO_ATTRIBUTES;

/** `logSoftmax` → `LogSoftmaxBackward` */
export function gradFnOf(name: string): string {
  return `${name[0].toUpperCase()}${name.slice(1)}Backward`;
}
