/** What a neuron's sum is sent through. */
import type { UnaryOp } from './op';

export const tanh: UnaryOp = {
  name: 'tanh',
  symbol: 'tanh',
  notation: 'function',
  arity: 1,
  word: 'hyperbolic tangent',
  formula: 'tanh a',
  forward: Math.tanh,
  derivatives: [{ at: (_a, _b, out) => 1 - out * out, formula: '1 − out²' }],
  samples: [{ at: [0.5] }, { at: [0] }, { at: [-2] }, { at: [6] }],
};

export const sigmoid: UnaryOp = {
  name: 'sigmoid',
  symbol: 'sigmoid',
  notation: 'function',
  arity: 1,
  word: 'sigmoid',
  formula: '1 / (1 + e⁻ᵃ)',
  forward: a => 1 / (1 + Math.exp(-a)),
  derivatives: [{ at: (_a, _b, out) => out * (1 - out), formula: 'out · (1 − out)' }],
  samples: [{ at: [0.5] }, { at: [0] }, { at: [-3] }, { at: [8] }],
};

/** At the kink the slope is 0, as in PyTorch; a NaN passes in both directions. */
export const relu: UnaryOp = {
  name: 'relu',
  symbol: 'relu',
  notation: 'function',
  arity: 1,
  word: 'rectified linear unit',
  formula: 'a if a > 0, else 0',
  forward: a => Math.max(a, 0),
  derivatives: [{ at: a => (a <= 0 ? 0 : 1), formula: '1 if a > 0, else 0', off: a => a <= 0 }],
  samples: [{ at: [2] }, { at: [-2] }, { at: [0], kink: true }],
};
