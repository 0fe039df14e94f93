/** Exponential, logarithm and square root, sine and cosine. */
import { TABLE } from '../../ops/table';
import { type BinaryLoop, binaryLoop, type UnaryLoop, unaryLoop } from '../loops';
import { divLoop, mulLoop } from './arithmetic';
import { unaryOp } from './elementwise';

const expLoop = unaryLoop(
  (n, out, o, a, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = Math.exp(a[i]);
  },
  (k, n, x, out) => k.exp(n, x, out),
);

export const exp = unaryOp({
  words: TABLE.exp,
  loop: expLoop,
  gradient: { loop: mulLoop, from: 'output', formula: 'g · out' },
});

const logLoop = unaryLoop(
  (n, out, o, a, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = Math.log(a[i]);
  },
  (k, n, x, out) => k.log(n, x, out),
);

export const log = unaryOp({
  words: TABLE.log,
  loop: logLoop,
  gradient: { loop: divLoop, from: 'input', formula: 'g / a' },
});

const sqrtLoop = unaryLoop(
  (n, out, o, a, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = Math.sqrt(a[i]);
  },
  (k, n, x, out) => k.sqrt(n, x, out),
);
const sqrtGradient = binaryLoop(
  (n, out, o, g, i, s, y, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = g[i] / (2 * y[j]);
  },
  { both: (k, n, g, y, out) => k.sqrtBackward(n, y, g, out) },
);

export const sqrt = unaryOp({
  words: TABLE.sqrt,
  loop: sqrtLoop,
  gradient: { loop: sqrtGradient, from: 'output', formula: 'g / (2 · out)' },
});

const sinLoop: UnaryLoop = (n, out, o, a, i, s) => {
  for (let e = 0; e < n; e++, i += s) out[o + e] = Math.sin(a[i]);
};
const sinGradient: BinaryLoop = (n, out, o, g, i, s, a, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = g[i] * Math.cos(a[j]);
};

export const sin = unaryOp({
  words: TABLE.sin,
  loop: sinLoop,
  gradient: { loop: sinGradient, from: 'input', formula: 'g · cos a' },
});

const cosLoop: UnaryLoop = (n, out, o, a, i, s) => {
  for (let e = 0; e < n; e++, i += s) out[o + e] = Math.cos(a[i]);
};
const cosGradient: BinaryLoop = (n, out, o, g, i, s, a, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = g[i] * -Math.sin(a[j]);
};

export const cos = unaryOp({
  words: TABLE.cos,
  loop: cosLoop,
  gradient: { loop: cosGradient, from: 'input', formula: 'g · −sin a' },
});
