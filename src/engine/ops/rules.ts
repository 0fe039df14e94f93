/** The rules of all ops, in the order of their codes. Knows no tape. */
import { relu, sigmoid, tanh } from './activation';
import { add, div, mul, neg, pow, sub } from './arithmetic';
import { exp, log, sqrt } from './exponential';
import type { BinaryRule, Rule, UnaryRule } from './op';
import { abs, max, min } from './selection';
import { cos, sin } from './trigonometric';

/** Code of a leaf on the tape. */
export const LEAF = 0;
/** Code of a plain number that became an operand. */
export const CONSTANT = 1;
/** Code of the first op of the table; the others follow in its order. */
export const FIRST_OP = 2;

/** Rules by name. A new op is added at the end: codes in recordings are positions. */
export const RULES = {
  add,
  sub,
  mul,
  div,
  pow,
  neg,
  exp,
  log,
  sqrt,
  tanh,
  sigmoid,
  relu,
  abs,
  sin,
  cos,
  max,
  min,
};

export type OpName = keyof typeof RULES;
export type UnaryName = { [P in OpName]: (typeof RULES)[P] extends UnaryRule ? P : never }[OpName];
export type BinaryName = { [P in OpName]: (typeof RULES)[P] extends BinaryRule ? P : never }[OpName];

/** Every rule, in the order of its code: the code of `OP_RULES[i]` is `FIRST_OP + i`. */
export const OP_RULES: readonly Rule[] = Object.values(RULES);

/** Code of each op. */
export const CODE = Object.fromEntries(Object.keys(RULES).map((name, i) => [name, FIRST_OP + i])) as {
  readonly [P in OpName]: number;
};
