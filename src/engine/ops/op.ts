/** What one op of the engine is: its forward, its local derivatives and the words and formulas that describe it. */

/** How an op is written: `a + b`, `-a`, `tanh(a)`. */
export type Notation = 'infix' | 'prefix' | 'function';

/** ∂out/∂input for one input of an op, as code and as text. In both, `a` and `b` are the inputs' data. */
export interface LocalDerivative {
  /** The number at a point; `out` is what `forward` gave there. With one input `b` is meaningless. */
  at(a: number, b: number, out: number): number;
  /** Plain mathematics: `1 − out²`. */
  formula: string;
  /**
   * Where this is true the way through this input is switched off: the contribution is 0 even for an upstream gradient
   * of ∞ or NaN, which a factor of 0 would turn into NaN.
   */
  off?(a: number, b: number, out: number): boolean;
}

/** A point at which an op's local derivatives are checked. */
export interface Sample {
  /** One number an input. */
  at: readonly number[];
  /** The op has no derivative here; `LocalDerivative.at` is a convention and finite differences don't apply. */
  kink?: true;
}

interface Described {
  /** Name of the method: `add`. */
  name: string;
  /** As drawn in a badge: `+`, `tanh`. */
  symbol: string;
  notation: Notation;
  /** The op in words: `addition`. */
  word: string;
  /** What `forward` computes, in plain mathematics: `a + b`. */
  formula: string;
  samples: readonly Sample[];
}

export interface UnaryOp extends Described {
  arity: 1;
  forward(a: number): number;
  derivatives: readonly [LocalDerivative];
}

export interface BinaryOp extends Described {
  arity: 2;
  forward(a: number, b: number): number;
  derivatives: readonly [LocalDerivative, LocalDerivative];
}

export type Op = UnaryOp | BinaryOp;

/** Chain rule for one input: upstream gradient × local derivative. */
export function contribution(derivative: LocalDerivative, upstream: number, a: number, b: number, out: number): number {
  return derivative.off?.(a, b, out) ? 0 : upstream * derivative.at(a, b, out);
}
