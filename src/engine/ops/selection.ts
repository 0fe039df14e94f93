/** Ops that pass one of two things on: absolute value, maximum and minimum. */
import type { BinaryRule, UnaryRule, Words } from './op';

/** The slope is the sign, and 0 at the kink and for NaN, as in PyTorch. */
export const abs: UnaryRule = {
  name: 'abs',
  symbol: 'abs',
  notation: 'function',
  arity: 1,
  forward: Math.abs,
  derivatives: [{ at: a => (a > 0 ? 1 : a < 0 ? -1 : 0) }],
};

export const absWords: Words = {
  word: 'absolute value',
  formula: '|a|',
  derivatives: ['1 if a > 0, −1 if a < 0, else 0'],
  samples: [{ at: [2] }, { at: [-2] }, { at: [0], kink: true }],
};

/** 1 for the input that was passed on, 0.5 for both in a tie; with a NaN neither is smaller and both get 1 (PyTorch). */
export const max: BinaryRule = {
  name: 'max',
  symbol: 'max',
  notation: 'function',
  arity: 2,
  forward: (a, b) => Math.max(a, b),
  derivatives: [
    {
      at: (a, b) => (a < b ? 0 : a === b ? 0.5 : 1),
      off: (a, b) => a < b,
    },
    {
      at: (a, b) => (b < a ? 0 : a === b ? 0.5 : 1),
      off: (a, b) => b < a,
    },
  ],
};

export const maxWords: Words = {
  word: 'maximum',
  formula: 'the larger of a and b',
  derivatives: ['1 if a > b, 0.5 if a = b, else 0', '1 if b > a, 0.5 if b = a, else 0'],
  samples: [{ at: [2, -3] }, { at: [-3, 2] }, { at: [1, 1], kink: true }],
};

/** As `max`, for the smaller one. */
export const min: BinaryRule = {
  name: 'min',
  symbol: 'min',
  notation: 'function',
  arity: 2,
  forward: (a, b) => Math.min(a, b),
  derivatives: [
    {
      at: (a, b) => (a > b ? 0 : a === b ? 0.5 : 1),
      off: (a, b) => a > b,
    },
    {
      at: (a, b) => (b > a ? 0 : a === b ? 0.5 : 1),
      off: (a, b) => b > a,
    },
  ],
};

export const minWords: Words = {
  word: 'minimum',
  formula: 'the smaller of a and b',
  derivatives: ['1 if a < b, 0.5 if a = b, else 0', '1 if b < a, 0.5 if b = a, else 0'],
  samples: [{ at: [2, -3] }, { at: [-3, 2] }, { at: [1, 1], kink: true }],
};
