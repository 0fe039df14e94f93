/**
 * What one op of the engine is: a rule (its forward and its local derivatives) and the words that describe it. Apart, so
 * that a program which only computes does not carry the words.
 */

/** How an op is written: `a + b`, `-a`, `tanh(a)`. */
export type Notation = 'infix' | 'prefix' | 'function';

/** ∂out/∂input for one input of an op. `a` and `b` are the inputs' data. */
export interface Slope {
  /** The number at a point; `out` is what `forward` gave there. With one input `b` is meaningless. */
  at(a: number, b: number, out: number): number;
  /**
   * Where this is true the way through this input is switched off: the contribution is 0 even for an upstream gradient
   * of ∞ or NaN, which a factor of 0 would turn into NaN.
   */
  off?(a: number, b: number, out: number): boolean;
}

/** The same, and as text in the same `a` and `b`. */
export interface LocalDerivative extends Slope {
  /** Plain mathematics: `1 − out²`. */
  formula: string;
}

/** A point at which an op's local derivatives are checked. */
export interface Sample {
  /** One number an input. */
  at: readonly number[];
  /** The op has no derivative here; `LocalDerivative.at` is a convention and finite differences don't apply. */
  kink?: true;
}

interface Named {
  /** Name of the method: `add`. */
  name: string;
  /** As drawn in a badge: `+`, `tanh`. */
  symbol: string;
  notation: Notation;
}

export interface UnaryRule extends Named {
  arity: 1;
  forward(a: number): number;
  derivatives: readonly [Slope];
}

export interface BinaryRule extends Named {
  arity: 2;
  forward(a: number, b: number): number;
  derivatives: readonly [Slope, Slope];
}

export type Rule = UnaryRule | BinaryRule;

export interface Words {
  /** The op in words: `addition`. */
  word: string;
  /** What `forward` computes, in plain mathematics: `a + b`. */
  formula: string;
  /** The formula of each local derivative. */
  derivatives: readonly string[];
  samples: readonly Sample[];
}

type WithFormulas<S extends readonly Slope[]> = { [K in keyof S]: LocalDerivative };

/** A rule with its words. */
export type Described<R extends Rule> = Omit<R, 'derivatives'> &
  Omit<Words, 'derivatives'> & { derivatives: WithFormulas<R['derivatives']> };

export type UnaryOp = Described<UnaryRule>;
export type BinaryOp = Described<BinaryRule>;
export type Op = UnaryOp | BinaryOp;

export function described<R extends Rule>(rule: R, words: Words): Described<R> {
  const derivatives = rule.derivatives.map((slope, i) => ({ ...slope, formula: words.derivatives[i] }));
  return { ...rule, ...words, derivatives } as unknown as Described<R>;
}

/** Chain rule for one input: upstream gradient × local derivative. */
export function contribution(derivative: Slope, upstream: number, a: number, b: number, out: number): number {
  return derivative.off?.(a, b, out) ? 0 : upstream * derivative.at(a, b, out);
}
