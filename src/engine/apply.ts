/** Operators on Values: what instrumented code calls where the source says `a * b`. */
import type { BinaryName } from './ops/table';
import { binary, Value } from './value';

/** Result of `apply` when the operation is none of the engine's; the caller does what JavaScript would do. */
export const NOT_MINE: unique symbol = Symbol('not mine');

/** An operator of the source text. */
export type Operator = Arithmetic | Comparison | 'mod' | 'neg';
type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'pow';
type Comparison = 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne';

const COMPARE: { readonly [P in Comparison]: (a: number, b: number) => boolean } = {
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
};

const ARITHMETIC: ReadonlySet<string> = new Set<Arithmetic & BinaryName>(['add', 'sub', 'mul', 'div', 'pow']);

/**
 * The result of an operator with at least one Value: a new Value for arithmetic, a boolean for comparisons, which are by
 * data, a string for `+` with a string. NOT_MINE if neither side is a Value, or the other side is an object.
 * @throws TypeError for `%`, and for operands such as undefined and booleans.
 */
export function apply(op: Operator, a: unknown, b?: unknown): unknown {
  if (!(a instanceof Value) && !(b instanceof Value)) return NOT_MINE;
  if (op === 'neg') return a instanceof Value ? a.neg() : NOT_MINE;
  if (isForeign(a) || isForeign(b)) return NOT_MINE;
  if (op === 'add' && (typeof a === 'string' || typeof b === 'string')) return `${a}${b}`;
  if (op === 'mod') {
    throw new TypeError('% is not differentiable here and has no op; use the numbers: a.data % b.data.');
  }
  if (isArithmetic(op)) return binary(op, a as Value | number, b as Value | number);
  return compare(op, a, b);
}

function compare(op: Comparison, a: unknown, b: unknown): unknown {
  const left = a instanceof Value ? a.data : a;
  const right = b instanceof Value ? b.data : b;
  return typeof left === 'number' && typeof right === 'number' ? COMPARE[op](left, right) : NOT_MINE;
}

function isArithmetic(op: Operator): op is Arithmetic {
  return ARITHMETIC.has(op);
}

/** An object that may be another engine's. */
function isForeign(x: unknown): boolean {
  return !(x instanceof Value) && ((typeof x === 'object' && x !== null) || typeof x === 'function');
}
