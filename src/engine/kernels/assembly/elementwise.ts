/** Kernels that treat each element alone. Operands may be the result. */
import { ADD, binary, DIV, MUL, SUB } from './arithmetic';
import { exp4, log4, sigmoid4, tanh4 } from './exponential';
import { at, loadLanes, madd, storeLanes, tail, VECTOR, whole } from './vector';

/** Both operands have as many elements. */
@inline
function both(op: i32, n: i32, a: usize, b: usize, out: usize): void {
  const fours = at(out, n & ~15);
  for (; out < fours; a += 4 * VECTOR, b += 4 * VECTOR, out += 4 * VECTOR) {
    v128.store(out, binary(op, v128.load(a), v128.load(b)));
    v128.store(out, binary(op, v128.load(a, 16), v128.load(b, 16)), 16);
    v128.store(out, binary(op, v128.load(a, 32), v128.load(b, 32)), 32);
    v128.store(out, binary(op, v128.load(a, 48), v128.load(b, 48)), 48);
  }
  const end = at(out, whole(n & 15));
  for (; out < end; a += VECTOR, b += VECTOR, out += VECTOR) v128.store(out, binary(op, v128.load(a), v128.load(b)));
  const t = tail(n), one = f32x4.splat(1);
  if (t) storeLanes(out, binary(op, loadLanes(a, t, one), loadLanes(b, t, one)), t);
}

/** One operand is a number. */
@inline
function withScalar(op: i32, n: i32, a: usize, s: f32, out: usize, swapped: bool): void {
  const b = f32x4.splat(s);
  const end = at(out, whole(n));
  for (; out < end; a += VECTOR, out += VECTOR) v128.store(out, ordered(op, v128.load(a), b, swapped));
  const t = tail(n);
  if (t) storeLanes(out, ordered(op, loadLanes(a, t, b), b, swapped), t);
}

@inline
function ordered(op: i32, a: v128, b: v128, swapped: bool): v128 {
  return swapped ? binary(op, b, a) : binary(op, a, b);
}

export function add(n: i32, a: usize, b: usize, out: usize): void {
  both(ADD, n, a, b, out);
}

export function sub(n: i32, a: usize, b: usize, out: usize): void {
  both(SUB, n, a, b, out);
}

export function mul(n: i32, a: usize, b: usize, out: usize): void {
  both(MUL, n, a, b, out);
}

export function div(n: i32, a: usize, b: usize, out: usize): void {
  both(DIV, n, a, b, out);
}

export function addScalar(n: i32, a: usize, s: f32, out: usize): void {
  withScalar(ADD, n, a, s, out, false);
}

export function mulScalar(n: i32, a: usize, s: f32, out: usize): void {
  withScalar(MUL, n, a, s, out, false);
}

export function divScalar(n: i32, a: usize, s: f32, out: usize): void {
  withScalar(DIV, n, a, s, out, false);
}

export function scalarSub(n: i32, s: f32, a: usize, out: usize): void {
  withScalar(SUB, n, a, s, out, true);
}

export function scalarDiv(n: i32, s: f32, a: usize, out: usize): void {
  withScalar(DIV, n, a, s, out, true);
}

const EXP = 0;
const LOG = 1;
const SIGMOID = 2;
const TANH = 3;
const RELU = 4;
const SQRT = 5;
const NEG = 6;
const ABS = 7;

@inline
function unary(op: i32, x: v128): v128 {
  if (op === EXP) return exp4(x);
  if (op === LOG) return log4(x);
  if (op === SIGMOID) return sigmoid4(x);
  if (op === TANH) return tanh4(x);
  if (op === RELU) return f32x4.pmax(x, f32x4.splat(0));
  if (op === SQRT) return f32x4.sqrt(x);
  if (op === NEG) return f32x4.neg(x);
  return f32x4.abs(x);
}

@inline
function each(op: i32, n: i32, x: usize, out: usize): void {
  const end = at(out, whole(n));
  for (; out < end; x += VECTOR, out += VECTOR) v128.store(out, unary(op, v128.load(x)));
  const t = tail(n);
  if (t) storeLanes(out, unary(op, loadLanes(x, t, f32x4.splat(1))), t);
}

export function exp(n: i32, x: usize, out: usize): void {
  each(EXP, n, x, out);
}

export function log(n: i32, x: usize, out: usize): void {
  each(LOG, n, x, out);
}

export function sigmoid(n: i32, x: usize, out: usize): void {
  each(SIGMOID, n, x, out);
}

export function tanh(n: i32, x: usize, out: usize): void {
  each(TANH, n, x, out);
}

export function relu(n: i32, x: usize, out: usize): void {
  each(RELU, n, x, out);
}

export function sqrt(n: i32, x: usize, out: usize): void {
  each(SQRT, n, x, out);
}

export function neg(n: i32, x: usize, out: usize): void {
  each(NEG, n, x, out);
}

export function abs(n: i32, x: usize, out: usize): void {
  each(ABS, n, x, out);
}

/** The vector-Jacobian product from upstream gradient and, for LOG, the input, else the result. */
@inline
function product(op: i32, y: v128, grad: v128): v128 {
  const one = f32x4.splat(1);
  if (op === TANH) return f32x4.mul(grad, f32x4.sub(one, f32x4.mul(y, y)));
  if (op === SIGMOID) return f32x4.mul(f32x4.mul(grad, f32x4.sub(one, y)), y);
  if (op === RELU) return v128.andnot(grad, f32x4.le(y, f32x4.splat(0)));
  return f32x4.div(grad, f32x4.add(y, y));
}

@inline
function eachBackward(op: i32, n: i32, y: usize, grad: usize, out: usize): void {
  const end = at(out, whole(n));
  for (; out < end; y += VECTOR, grad += VECTOR, out += VECTOR) {
    v128.store(out, product(op, v128.load(y), v128.load(grad)));
  }
  const t = tail(n), one = f32x4.splat(1);
  if (t) storeLanes(out, product(op, loadLanes(y, t, one), loadLanes(grad, t, one)), t);
}

export function tanhBackward(n: i32, y: usize, grad: usize, out: usize): void {
  eachBackward(TANH, n, y, grad, out);
}

export function sigmoidBackward(n: i32, y: usize, grad: usize, out: usize): void {
  eachBackward(SIGMOID, n, y, grad, out);
}

export function reluBackward(n: i32, y: usize, grad: usize, out: usize): void {
  eachBackward(RELU, n, y, grad, out);
}

export function sqrtBackward(n: i32, y: usize, grad: usize, out: usize): void {
  eachBackward(SQRT, n, y, grad, out);
}

/** y += alpha * x. */
export function axpy(n: i32, alpha: f32, x: usize, y: usize): void {
  const a = f32x4.splat(alpha);
  const end = at(y, whole(n));
  for (; y < end; x += VECTOR, y += VECTOR) v128.store(y, madd(a, v128.load(x), v128.load(y)));
  const t = tail(n);
  if (t) storeLanes(y, madd(a, loadLanes(x, t, a), loadLanes(y, t, a)), t);
}

export function fill(n: i32, value: f32, out: usize): void {
  const v = f32x4.splat(value);
  for (const end = at(out, whole(n)); out < end; out += VECTOR) v128.store(out, v);
  const t = tail(n);
  if (t) storeLanes(out, v, t);
}

export function copy(n: i32, x: usize, out: usize): void {
  memory.copy(out, x, at(0, n));
}
