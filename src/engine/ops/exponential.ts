/** Exponential, logarithm and square root. */
import type { UnaryRule, Words } from './op';

export const exp: UnaryRule = {
  name: 'exp',
  symbol: 'exp',
  notation: 'function',
  arity: 1,
  forward: Math.exp,
  derivatives: [{ at: (_a, _b, out) => out }],
};

export const expWords: Words = {
  word: 'exponential',
  formula: 'eᵃ',
  derivatives: ['out'],
  samples: [{ at: [1] }, { at: [0] }, { at: [-4] }],
};

export const log: UnaryRule = {
  name: 'log',
  symbol: 'log',
  notation: 'function',
  arity: 1,
  forward: Math.log,
  derivatives: [{ at: a => 1 / a }],
};

export const logWords: Words = {
  word: 'natural logarithm',
  formula: 'ln a',
  derivatives: ['1 / a'],
  samples: [{ at: [2] }, { at: [1] }, { at: [0.05] }],
};

export const sqrt: UnaryRule = {
  name: 'sqrt',
  symbol: 'sqrt',
  notation: 'function',
  arity: 1,
  forward: Math.sqrt,
  derivatives: [{ at: (_a, _b, out) => 1 / (2 * out) }],
};

export const sqrtWords: Words = {
  word: 'square root',
  formula: '√a',
  derivatives: ['1 / (2 · out)'],
  samples: [{ at: [2] }, { at: [1] }, { at: [0.05] }],
};
