/** Operators on tensors: what instrumented code means where the source says `a * b`. */
import { describe } from '../describe';
import { isValue } from '../value';
import { isTensor } from './core';
import { numberBeside } from './operand';
import type { Tensor } from './tensor';

type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'pow';
type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

export type TensorOperator = Arithmetic | Comparison | 'mod' | 'neg';

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);

/** As written. */
const SYMBOL: { readonly [P in TensorOperator]: string } = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  pow: '**',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  mod: '%',
  neg: '-',
};

/**
 * The result of an operator with at least one tensor: a tensor; for `+` with a string, a string; for a comparison whose
 * result is one element, whatever its shape, true or false, so that `if (loss < 0.1)` means what it says.
 * @returns undefined for `==` and `!=` with anything but tensors and numbers: JavaScript's own meaning holds.
 * @throws TypeError for `%`, for a Value, and for operands such as undefined, booleans and objects.
 */
export function applyToTensors(
  operator: TensorOperator,
  a: unknown,
  b: unknown,
): Tensor | boolean | string | undefined {
  if (operator === 'neg') return isTensor(a) ? a.neg() : undefined;
  if (operator === 'mod') {
    throw new TypeError(
      '% is not an op of tensors: it has no gradient to pass on. Use the numbers: a.item() % b.item().',
    );
  }
  if (isOperand(a) && isOperand(b)) return compute(operator, a, b);
  if (operator === 'add' && (typeof a === 'string' || typeof b === 'string')) return `${a}${b}`;
  if (isValue(a) || isValue(b)) throw mixedError(operator);
  if (operator === 'eq' || operator === 'ne') return undefined;
  throw isOperand(a) ? sideError(operator, 'right', b) : sideError(operator, 'left', a);
}

function compute(operator: Arithmetic | Comparison, a: Tensor | number, b: Tensor | number): Tensor | boolean {
  const left = typeof a === 'number' ? numberBeside(b as Tensor, a) : a;
  const result = left[operator](b);
  return result.numel() === 1 && COMPARISONS.has(operator) ? result.item() !== 0 : result;
}

function isOperand(x: unknown): x is Tensor | number {
  return typeof x === 'number' || isTensor(x);
}

function mixedError(operator: TensorOperator): TypeError {
  return new TypeError(
    `a ${SYMBOL[operator]} b with a tensor and a Value: the two don't mix. Use the Value's number, v.data, or make the ` +
      'Value a tensor from the start: tensor(3, { requiresGrad: true }).',
  );
}

function sideError(operator: TensorOperator, side: 'left' | 'right', given: unknown): TypeError {
  const remedy = Array.isArray(given) ? ' A list becomes a tensor with tensor([…]).' : '';
  return new TypeError(
    `a ${SYMBOL[operator]} b with a tensor expects a tensor or a number on the other side, but the ${side} side is ` +
      `${describe(given)}.${remedy}`,
  );
}
