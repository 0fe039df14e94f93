/** The op table: every op of the engine, in the order of its code. Pure descriptions; knows no tape. */
import { relu, sigmoid, tanh } from './activation';
import { add, div, mul, neg, pow, sub } from './arithmetic';
import { exp, log, sqrt } from './exponential';
import type { BinaryOp, Op, UnaryOp } from './op';
import { abs, max, min } from './selection';
import { cos, sin } from './trigonometric';

export type { BinaryOp, LocalDerivative, Notation, Op, Sample, UnaryOp } from './op';
export { contribution } from './op';

/** Code of a leaf on the tape. */
export const LEAF = 0;
/** Code of a plain number that became an operand. */
export const CONSTANT = 1;
/** Code of the first op of the table; the others follow in its order. */
export const FIRST_OP = 2;

/** Ops by name. A new op is added at the end: codes in recordings are positions. */
export const TABLE = {
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

export type OpName = keyof typeof TABLE;
export type UnaryName = { [P in OpName]: (typeof TABLE)[P] extends UnaryOp ? P : never }[OpName];
export type BinaryName = { [P in OpName]: (typeof TABLE)[P] extends BinaryOp ? P : never }[OpName];

/** Every op, in the order of its code: the code of `OPS[i]` is `FIRST_OP + i`. */
export const OPS: readonly Op[] = Object.values(TABLE);

/** Code of each op of the table. */
export const CODE = Object.fromEntries(Object.keys(TABLE).map((name, i) => [name, FIRST_OP + i])) as {
  readonly [P in OpName]: number;
};

/** The op of this name; undefined for a leaf, a constant and the user's own ops. */
export function opByName(name: string): Op | undefined {
  return Object.hasOwn(TABLE, name) ? TABLE[name as OpName] : undefined;
}
