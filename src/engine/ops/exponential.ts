/** Exponential, logarithm and square root. */
import type { UnaryOp } from './op';

export const exp: UnaryOp = {
  name: 'exp',
  symbol: 'exp',
  notation: 'function',
  arity: 1,
  word: 'exponential',
  formula: 'eᵃ',
  forward: Math.exp,
  derivatives: [{ at: (_a, _b, out) => out, formula: 'out' }],
  samples: [{ at: [1] }, { at: [0] }, { at: [-4] }],
};

export const log: UnaryOp = {
  name: 'log',
  symbol: 'log',
  notation: 'function',
  arity: 1,
  word: 'natural logarithm',
  formula: 'ln a',
  forward: Math.log,
  derivatives: [{ at: a => 1 / a, formula: '1 / a' }],
  samples: [{ at: [2] }, { at: [1] }, { at: [0.05] }],
};

export const sqrt: UnaryOp = {
  name: 'sqrt',
  symbol: 'sqrt',
  notation: 'function',
  arity: 1,
  word: 'square root',
  formula: '√a',
  forward: Math.sqrt,
  derivatives: [{ at: (_a, _b, out) => 1 / (2 * out), formula: '1 / (2 · out)' }],
  samples: [{ at: [2] }, { at: [1] }, { at: [0.05] }],
};
