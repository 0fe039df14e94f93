/** Softmax, its logarithm and cross entropy over rows, with their vector-Jacobian products. */
import { addScalar, exp, mul, mulScalar, sub } from './elementwise';
import { log4 } from './exponential';
import { dot, sum } from './reductions';
import { at, loadLanes, tail, VECTOR, whole } from './vector';

/** Elements that go through all stages at once: they stay in the nearest cache. */
const GROUP = 4096;
/** Exponentials that are summed only. */
const CHUNK = 1024;
const EXPONENTIALS: usize = memory.data(CHUNK * 4, 16);

/** The largest of a row; NaN does not count. */
function rowMax(n: i32, x: usize): f32 {
  let best = f32x4.splat(-Infinity);
  for (const end = at(x, whole(n)); x < end; x += VECTOR) best = f32x4.pmax(best, v128.load(x));
  if (tail(n)) best = f32x4.pmax(best, loadLanes(x, tail(n), best));
  best = f32x4.pmax(best, v128.shuffle<i32>(best, best, 2, 3, 0, 1));
  best = f32x4.pmax(best, v128.shuffle<i32>(best, best, 1, 0, 3, 2));
  return f32x4.extract_lane(best, 0);
}

@inline
function logOf(x: f64): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(<f32>x)), 0);
}

@inline
function rowsInGroup(n: i32): i32 {
  return max(1, GROUP / max(1, n));
}

/** Each element less the largest of its row. */
function shiftRows(m: i32, n: i32, x: usize, out: usize): void {
  for (; m > 0; m--, x = at(x, n), out = at(out, n)) addScalar(n, x, -rowMax(n, x), out);
}

export function softmax(m: i32, n: i32, x: usize, out: usize): void {
  const group = rowsInGroup(n);
  for (; m > 0; m -= group, x = at(x, group * n)) {
    const rows = min(group, m);
    shiftRows(rows, n, x, out);
    exp(rows * n, out, out);
    for (let i = 0; i < rows; i++, out = at(out, n)) mulScalar(n, out, <f32>(1 / sum(n, out)), out);
  }
}

/** See `Kernels.crossEntropy`. */
export function crossEntropy(m: i32, n: i32, logits: usize, target: usize, probabilities: usize): f64 {
  const group = rowsInGroup(n);
  let loss: f64 = 0;
  for (; m > 0; m -= group, logits = at(logits, group * n)) {
    const rows = min(group, m);
    shiftRows(rows, n, logits, probabilities);
    for (let i = 0; i < rows; i++) loss -= <f64>load<f32>(at(probabilities, i * n + load<i32>(at(target, i))));
    exp(rows * n, probabilities, probabilities);
    for (let i = 0; i < rows; i++, probabilities = at(probabilities, n)) {
      const total = sum(n, probabilities);
      loss += <f64>logOf(total);
      mulScalar(n, probabilities, <f32>(1 / total), probabilities);
    }
    target = at(target, rows);
  }
  return loss;
}

/** See `Kernels.crossEntropyBackward`. */
export function crossEntropyBackward(m: i32, n: i32, probabilities: usize, target: usize, scale: f32, out: usize): void {
  mulScalar(m * n, probabilities, scale, out);
  for (let i = 0; i < m; i++, out = at(out, n)) {
    const right = at(out, load<i32>(at(target, i)));
    store<f32>(right, load<f32>(right) - scale);
  }
}

function sumOfExponentials(n: i32, x: usize): f64 {
  let total: f64 = 0;
  for (; n > 0; n -= CHUNK, x = at(x, CHUNK)) {
    const count = min(n, CHUNK);
    exp(count, x, EXPONENTIALS);
    total += sum(count, EXPONENTIALS);
  }
  return total;
}

export function logSoftmax(m: i32, n: i32, x: usize, out: usize): void {
  for (let i = 0; i < m; i++, x = at(x, n), out = at(out, n)) {
    addScalar(n, x, -rowMax(n, x), out);
    addScalar(n, out, -logOf(sumOfExponentials(n, out)), out);
  }
}

/** The vector-Jacobian product of softmax from its result y; `out` is another place than `y`. */
export function softmaxBackward(m: i32, n: i32, y: usize, grad: usize, out: usize): void {
  for (let i = 0; i < m; i++, y = at(y, n), grad = at(grad, n), out = at(out, n)) {
    addScalar(n, grad, -<f32>dot(n, y, grad), out);
    mul(n, out, y, out);
  }
}

/** The vector-Jacobian product of logSoftmax from its result y; `out` is another place than `grad`. */
export function logSoftmaxBackward(m: i32, n: i32, y: usize, grad: usize, out: usize): void {
  for (let i = 0; i < m; i++, y = at(y, n), grad = at(grad, n), out = at(out, n)) {
    const total = <f32>sum(n, grad);
    exp(n, y, out);
    mulScalar(n, out, total, out);
    sub(n, grad, out, out);
  }
}
