/** The op table: every op of the engine, in the order of its code. Pure descriptions; knows no tape. */
import { relu, sigmoid, tanh } from './activation';
import { add, div, mul, neg, pow, sub } from './arithmetic';
import { exp, log, sqrt } from './exponential';
import { type BinaryOp, contribution, type Op, type UnaryOp } from './op';
import { abs, max, min } from './selection';
import { cos, sin } from './trigonometric';

export type { BinaryOp, LocalDerivative, Notation, Op, Sample, UnaryOp } from './op';
export { contribution };

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

/** The op of this code; undefined for a leaf, a constant and the user's own ops. */
export function opByCode(code: number): Op | undefined {
  return OPS[code - FIRST_OP];
}

/** What the op passes to one of its inputs: the local derivative there, and upstream gradient × local derivative. */
export function chainRule(
  name: string,
  input: number,
  upstream: number,
  a: number,
  b: number,
  out: number,
): { local: number; contribution: number } {
  const derivative = opByName(name)!.derivatives[input]!;
  return { local: derivative.at(a, b, out), contribution: contribution(derivative, upstream, a, b, out) };
}

/** ∂out/∂input of a table op at a point; NaN for the user's own ops, which only say their contributions. */
export function localDerivative(name: string, input: number, a: number, b: number, out: number): number {
  return opByName(name)?.derivatives[input]?.at(a, b, out) ?? Number.NaN;
}
