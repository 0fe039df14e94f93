/** What a neuron's sum is sent through. */
import type { UnaryRule, Words } from './op';

export const tanh: UnaryRule = {
  name: 'tanh',
  symbol: 'tanh',
  notation: 'function',
  arity: 1,
  forward: Math.tanh,
  derivatives: [{ at: (_a, _b, out) => 1 - out * out }],
};

export const tanhWords: Words = {
  word: 'hyperbolic tangent',
  formula: 'tanh a',
  derivatives: ['1 − out²'],
  samples: [{ at: [0.5] }, { at: [0] }, { at: [-2] }, { at: [6] }],
};

export const sigmoid: UnaryRule = {
  name: 'sigmoid',
  symbol: 'sigmoid',
  notation: 'function',
  arity: 1,
  forward: a => 1 / (1 + Math.exp(-a)),
  derivatives: [{ at: (_a, _b, out) => out * (1 - out) }],
};

export const sigmoidWords: Words = {
  word: 'sigmoid',
  formula: '1 / (1 + e⁻ᵃ)',
  derivatives: ['out · (1 − out)'],
  samples: [{ at: [0.5] }, { at: [0] }, { at: [-3] }, { at: [8] }],
};

/** At the kink the slope is 0, as in PyTorch; a NaN passes in both directions. */
export const relu: UnaryRule = {
  name: 'relu',
  symbol: 'relu',
  notation: 'function',
  arity: 1,
  forward: a => Math.max(a, 0),
  derivatives: [{ at: a => (a <= 0 ? 0 : 1), off: a => a <= 0 }],
};

export const reluWords: Words = {
  word: 'rectified linear unit',
  formula: 'a if a > 0, else 0',
  derivatives: ['1 if a > 0, else 0'],
  samples: [{ at: [2] }, { at: [-2] }, { at: [0], kink: true }],
};
