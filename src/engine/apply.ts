/** Operators on Values and tensors: what instrumented code calls where the source says `a * b`. */
import { describe } from './describe';
import { CODE, RULES } from './ops/rules';
import { isTensor } from './tensor/core';
import { applyToTensors } from './tensor/operators';
import { isValue, join, type Value } from './value';

/** Result of an operator when the operation is none of the engine's; the caller does what JavaScript would do. */
export const NOT_MINE: unique symbol = Symbol('not mine');

type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'pow';
type Equality = 'eq' | 'ne';
type Comparison = 'lt' | 'le' | 'gt' | 'ge';

/** An operator of the source; 'neg' is unary minus. */
export type Operator = Arithmetic | Comparison | Equality | 'mod' | 'neg';

/** Codes of the ops that are written between their operands. */
const ARITHMETIC: { readonly [P in Operator]?: number } = {
  add: CODE.add,
  sub: CODE.sub,
  mul: CODE.mul,
  div: CODE.div,
  pow: CODE.pow,
} satisfies { readonly [P in Arithmetic]: number };

const COMPARE: { readonly [P in Comparison]: (a: number, b: number) => boolean } = {
  lt: (a, b) => a < b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  ge: (a, b) => a >= b,
};

/**
 * What an operator does, looked up once. With at least one Value: a new Value for arithmetic, a boolean for comparisons,
 * which are by data, a string for `+` with a string. NOT_MINE if neither side is a Value, or for `==` with anything but a
 * number. With at least one tensor: see `applyToTensors`. It throws a TypeError for `%`, and for operands such as undefined,
 * booleans and objects.
 */
export function operation(operator: Operator): (a: unknown, b?: unknown) => unknown {
  const code = ARITHMETIC[operator];
  return (a, b) => applyCode(code, operator, a, b);
}

function applyCode(code: number | undefined, operator: Operator, a: unknown, b: unknown): unknown {
  if (code !== undefined && isOperand(a) && isOperand(b) && !(typeof a === 'number' && typeof b === 'number')) {
    return join(code, a, b);
  }
  if (isTensor(a) || isTensor(b)) {
    const result = applyToTensors(operator, a, b);
    return result === undefined ? NOT_MINE : result;
  }
  return applyRare(operator, a, b);
}

function applyRare(operator: Operator, a: unknown, b: unknown): unknown {
  if (!isValue(a) && !isValue(b)) return NOT_MINE;
  if (operator === 'neg') return isValue(a) ? a.neg() : NOT_MINE;
  if (operator === 'add' && (typeof a === 'string' || typeof b === 'string')) return `${a}${b}`;
  if (operator === 'eq' || operator === 'ne') {
    return isOperand(a) && isOperand(b) ? (dataOf(a) === dataOf(b)) === (operator === 'eq') : NOT_MINE;
  }
  if (!isOperand(a)) throw sideError(operator, 'left', a);
  if (!isOperand(b)) throw sideError(operator, 'right', b);
  if (operator === 'mod') {
    throw new TypeError('% is not an op of Value: it has no gradient to pass on. Use the numbers: a.data % b.data.');
  }
  return isComparison(operator) ? COMPARE[operator](dataOf(a), dataOf(b)) : NOT_MINE;
}

const COMPARISON_SYMBOL: { readonly [P in Comparison]: string } = { lt: '<', le: '<=', gt: '>', ge: '>=' };

function sideError(operator: Exclude<Operator, 'neg' | Equality>, side: 'left' | 'right', given: unknown): TypeError {
  const symbol =
    operator === 'mod' ? '%' : isComparison(operator) ? COMPARISON_SYMBOL[operator] : RULES[operator].symbol;
  const each = side === 'left' ? `x ${symbol} a` : `a ${symbol} x`;
  const remedy = Array.isArray(given) ? ` For its elements one by one: xs.map(x => ${each}).` : '';
  return new TypeError(
    `a ${symbol} b with a Value expects a Value or a number on the other side, but the ${side} side is ${describe(given)}.${remedy}`,
  );
}

function isComparison(operator: Operator): operator is Comparison {
  return operator in COMPARE;
}

function isOperand(x: unknown): x is Value | number {
  return typeof x === 'number' || isValue(x);
}

function dataOf(x: Value | number): number {
  return typeof x === 'number' ? x : x.data;
}
