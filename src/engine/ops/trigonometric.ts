/** Sine and cosine. */
import type { UnaryRule, Words } from './op';

export const sin: UnaryRule = {
  name: 'sin',
  symbol: 'sin',
  notation: 'function',
  arity: 1,
  forward: Math.sin,
  derivatives: [{ at: a => Math.cos(a) }],
};

export const sinWords: Words = {
  word: 'sine',
  formula: 'sin a',
  derivatives: ['cos a'],
  samples: [{ at: [1] }, { at: [0] }, { at: [-2.5] }],
};

export const cos: UnaryRule = {
  name: 'cos',
  symbol: 'cos',
  notation: 'function',
  arity: 1,
  forward: Math.cos,
  derivatives: [{ at: a => -Math.sin(a) }],
};

export const cosWords: Words = {
  word: 'cosine',
  formula: 'cos a',
  derivatives: ['−sin a'],
  samples: [{ at: [1] }, { at: [0] }, { at: [-2.5] }],
};
