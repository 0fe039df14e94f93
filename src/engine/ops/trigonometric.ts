/** Sine and cosine. */
import type { UnaryOp } from './op';

export const sin: UnaryOp = {
  name: 'sin',
  symbol: 'sin',
  notation: 'function',
  arity: 1,
  word: 'sine',
  formula: 'sin a',
  forward: Math.sin,
  derivatives: [{ at: a => Math.cos(a), formula: 'cos a' }],
  samples: [{ at: [1] }, { at: [0] }, { at: [-2.5] }],
};

export const cos: UnaryOp = {
  name: 'cos',
  symbol: 'cos',
  notation: 'function',
  arity: 1,
  word: 'cosine',
  formula: 'cos a',
  forward: Math.cos,
  derivatives: [{ at: a => -Math.sin(a), formula: '−sin a' }],
  samples: [{ at: [1] }, { at: [0] }, { at: [-2.5] }],
};
