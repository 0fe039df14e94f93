/** What a layer's sums are sent through. */
import { TABLE } from '../../ops/table';
import { type BinaryLoop, binaryLoop, type UnaryLoop, unaryLoop } from '../loops';
import { same, unaryOp } from './elementwise';
import { erf } from './erf';

const tanhLoop = unaryLoop(
  (n, out, o, a, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = Math.tanh(a[i]);
  },
  (k, n, x, out) => k.tanh(n, x, out),
);
const tanhGradient = binaryLoop(
  (n, out, o, g, i, s, y, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = g[i] * (1 - y[j] * y[j]);
  },
  { both: (k, n, g, y, out) => k.tanhBackward(n, y, g, out) },
);

export const tanh = unaryOp({
  words: TABLE.tanh,
  loop: tanhLoop,
  gradient: { loop: tanhGradient, from: 'output', formula: 'g · (1 − out²)' },
});

const sigmoidLoop = unaryLoop(
  (n, out, o, a, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = 1 / (1 + Math.exp(-a[i]));
  },
  (k, n, x, out) => k.sigmoid(n, x, out),
);
const sigmoidGradient = binaryLoop(
  (n, out, o, g, i, s, y, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = g[i] * (1 - y[j]) * y[j];
  },
  { both: (k, n, g, y, out) => k.sigmoidBackward(n, y, g, out) },
);

export const sigmoid = unaryOp({
  words: TABLE.sigmoid,
  loop: sigmoidLoop,
  gradient: { loop: sigmoidGradient, from: 'output', formula: 'g · out · (1 − out)' },
});

const reluLoop = unaryLoop(
  (n, out, o, a, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = a[i] < 0 ? 0 : a[i];
  },
  (k, n, x, out) => k.relu(n, x, out),
);
/** At the kink and for NaN as in PyTorch: 0 at 0, and a NaN lets the gradient through. */
const reluGradient = binaryLoop(
  (n, out, o, g, i, s, y, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = y[j] <= 0 ? 0 : g[i];
  },
  { both: (k, n, g, y, out) => k.reluBackward(n, y, g, out) },
);

export const relu = unaryOp({
  words: TABLE.relu,
  loop: reluLoop,
  dtype: same,
  gradient: { loop: reluGradient, from: 'output', formula: 'g if out > 0, else 0' },
});

const geluLoop: UnaryLoop = (n, out, o, a, i, s) => {
  for (let e = 0; e < n; e++, i += s) out[o + e] = a[i] * normalBelow(a[i]);
};
const geluGradient: BinaryLoop = (n, out, o, g, i, s, a, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) {
    const x = a[j];
    out[o + e] = g[i] * (normalBelow(x) + x * (Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)));
  }
};

/** Φ(x): the chance that a standard normal number is below x. */
function normalBelow(x: number): number {
  return 0.5 * (1 + erf(x * Math.SQRT1_2));
}

export const gelu = unaryOp({
  words: {
    name: 'gelu',
    symbol: 'gelu',
    notation: 'function',
    word: 'Gaussian error linear unit',
    formula: 'a · Φ(a), Φ(a) = (1 + erf(a / √2)) / 2',
  },
  loop: geluLoop,
  gradient: { loop: geluGradient, from: 'input', formula: 'g · (Φ(a) + a · φ(a)), φ(a) = exp(−a²/2) / √(2π)' },
});

/** √(2/π) and the factor of x³ in the approximation of Φ(x) by tanh. */
const SLOPE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

const geluTanhLoop: UnaryLoop = (n, out, o, a, i, s) => {
  for (let e = 0; e < n; e++, i += s) {
    const x = a[i];
    out[o + e] = 0.5 * x * (1 + Math.tanh(SLOPE * (x + CUBIC * x * x * x)));
  }
};
const geluTanhGradient: BinaryLoop = (n, out, o, g, i, s, a, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) {
    const x = a[j];
    const squashed = Math.tanh(SLOPE * (x + CUBIC * x * x * x));
    const inner = SLOPE * (1 + 3 * CUBIC * x * x);
    out[o + e] = g[i] * 0.5 * (1 + squashed + x * (1 - squashed * squashed) * inner);
  }
};

/** gelu with Φ(a) approximated, as the first published models have it. */
export const geluTanh = unaryOp({
  words: {
    name: 'gelu',
    symbol: 'gelu',
    notation: 'function',
    word: 'Gaussian error linear unit, approximated',
    formula: 'a/2 · (1 + tanh u), u = √(2/π) · (a + 0.044715 a³)',
  },
  loop: geluTanhLoop,
  gradient: {
    loop: geluTanhGradient,
    from: 'input',
    formula: 'g/2 · (1 + tanh u + a · (1 − tanh² u) · √(2/π) · (1 + 0.134145 a²))',
  },
});
