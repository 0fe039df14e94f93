/** Kernels that treat each element alone; storing to a Float32Array rounds. */
import type { KernelFunctions } from '../kernels';
import { exponential } from './exponential';
import type { Views } from './memory';

const f = Math.fround;

/** Of both operands, one element each. */
type Binary = (a: number, b: number) => number;

export const add: Binary = (a, b) => a + b;
export const sub: Binary = (a, b) => a - b;
export const mul: Binary = (a, b) => a * b;
export const div: Binary = (a, b) => a / b;

type Arithmetic = Pick<
  KernelFunctions,
  'add' | 'sub' | 'mul' | 'div' | 'addScalar' | 'mulScalar' | 'divScalar' | 'scalarSub' | 'scalarDiv'
>;

export function arithmetic({ f32 }: Views): Arithmetic {
  const both = (op: Binary) => (n: number, a: number, b: number, out: number) => {
    const [p, q, o] = [a >> 2, b >> 2, out >> 2];
    for (let i = 0; i < n; i++) f32[o + i] = op(f32[p + i], f32[q + i]);
  };
  const left = (op: Binary) => (n: number, a: number, s: number, out: number) => {
    const [p, o, b] = [a >> 2, out >> 2, f(s)];
    for (let i = 0; i < n; i++) f32[o + i] = op(f32[p + i], b);
  };
  const right = (op: Binary) => (n: number, s: number, a: number, out: number) => {
    const [p, o, b] = [a >> 2, out >> 2, f(s)];
    for (let i = 0; i < n; i++) f32[o + i] = op(b, f32[p + i]);
  };
  return {
    add: both(add),
    sub: both(sub),
    mul: both(mul),
    div: both(div),
    addScalar: left(add),
    mulScalar: left(mul),
    divScalar: left(div),
    scalarSub: right(sub),
    scalarDiv: right(div),
  };
}

type Unary = Pick<KernelFunctions, 'neg' | 'abs' | 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid' | 'relu'>;

export function unary({ f32 }: Views): Unary {
  const { exp, log, sigmoid, tanh } = exponential();
  const each = (op: (x: number) => number) => (n: number, x: number, out: number) => {
    const [p, o] = [x >> 2, out >> 2];
    for (let i = 0; i < n; i++) f32[o + i] = op(f32[p + i]);
  };
  return {
    neg: each(x => -x),
    abs: each(Math.abs),
    exp: each(exp),
    log: each(log),
    sqrt: each(Math.sqrt),
    tanh: each(tanh),
    sigmoid: each(sigmoid),
    relu: each(x => (x < 0 ? 0 : x)),
  };
}

type Backward = Pick<KernelFunctions, 'tanhBackward' | 'sigmoidBackward' | 'reluBackward' | 'sqrtBackward'>;

export function backward({ f32 }: Views): Backward {
  const each = (op: Binary) => (n: number, y: number, grad: number, out: number) => {
    const [p, q, o] = [y >> 2, grad >> 2, out >> 2];
    for (let i = 0; i < n; i++) f32[o + i] = op(f32[p + i], f32[q + i]);
  };
  return {
    tanhBackward: each((y, grad) => grad * f(1 - f(y * y))),
    sigmoidBackward: each((y, grad) => f(grad * f(1 - y)) * y),
    reluBackward: each((y, grad) => (y <= 0 ? 0 : grad)),
    sqrtBackward: each((y, grad) => grad / f(y + y)),
  };
}

export function movement({ f32 }: Views): Pick<KernelFunctions, 'axpy' | 'fill' | 'copy'> {
  return {
    axpy(n, alpha, x, y) {
      const [p, o, a] = [x >> 2, y >> 2, f(alpha)];
      for (let i = 0; i < n; i++) f32[o + i] = f(a * f32[p + i]) + f32[o + i];
    },
    fill(n, value, out) {
      f32.fill(value, out >> 2, (out >> 2) + n);
    },
    copy(n, x, out) {
      f32.copyWithin(out >> 2, x >> 2, (x >> 2) + n);
    },
  };
}
