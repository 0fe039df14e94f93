/** The four operations, power and negation. */
import type { BinaryRule, UnaryRule, Words } from './op';

export const add: BinaryRule = {
  name: 'add',
  symbol: '+',
  notation: 'infix',
  arity: 2,
  forward: (a, b) => a + b,
  derivatives: [{ at: () => 1 }, { at: () => 1 }],
};

export const addWords: Words = {
  word: 'addition',
  formula: 'a + b',
  derivatives: ['1', '1'],
  samples: [{ at: [2, -3] }, { at: [0, 0] }, { at: [-1.5, 1.5] }],
};

export const sub: BinaryRule = {
  name: 'sub',
  symbol: '-',
  notation: 'infix',
  arity: 2,
  forward: (a, b) => a - b,
  derivatives: [{ at: () => 1 }, { at: () => -1 }],
};

export const subWords: Words = {
  word: 'subtraction',
  formula: 'a − b',
  derivatives: ['1', '−1'],
  samples: [{ at: [2, -3] }, { at: [0, 0] }, { at: [1.5, 1.5] }],
};

export const mul: BinaryRule = {
  name: 'mul',
  symbol: '*',
  notation: 'infix',
  arity: 2,
  forward: (a, b) => a * b,
  derivatives: [{ at: (_a, b) => b }, { at: a => a }],
};

export const mulWords: Words = {
  word: 'multiplication',
  formula: 'a · b',
  derivatives: ['b', 'a'],
  samples: [{ at: [2, -3] }, { at: [0, 4] }, { at: [-0.5, 0] }],
};

export const div: BinaryRule = {
  name: 'div',
  symbol: '/',
  notation: 'infix',
  arity: 2,
  forward: (a, b) => a / b,
  derivatives: [{ at: (_a, b) => 1 / b }, { at: (_a, b, out) => -out / b }],
};

export const divWords: Words = {
  word: 'division',
  formula: 'a / b',
  derivatives: ['1 / b', '−a / b²'],
  samples: [{ at: [2, -3] }, { at: [0, 4] }, { at: [-1, 0.25] }],
};

/** IEEE 754's power, as C, Python and PyTorch have it; JavaScript's gives NaN where a base of ±1 makes it 1. */
export function power(a: number, b: number): number {
  if (a === 1 || (a === -1 && (b === Number.POSITIVE_INFINITY || b === Number.NEGATIVE_INFINITY))) return 1;
  return a ** b;
}

/**
 * The exponent may be a Value. At a = 0 PyTorch's rules hold: an exponent of 0 switches the base off, and the exponent
 * of a base of 0 gets 0 unless it is negative. For a negative base ln a, and so the exponent's grad, is NaN.
 */
export const pow: BinaryRule = {
  name: 'pow',
  symbol: '**',
  notation: 'infix',
  arity: 2,
  forward: power,
  derivatives: [
    {
      at: (a, b) => (b === 0 ? 0 : b * power(a, b - 1)),
      off: (_a, b) => b === 0,
    },
    { at: (a, b, out) => (a === 0 && b >= 0 ? 0 : out * Math.log(a)) },
  ],
};

export const powWords: Words = {
  word: 'power',
  formula: 'a ** b',
  derivatives: ['b · a ** (b − 1)', 'a ** b · ln a'],
  samples: [{ at: [2, 3] }, { at: [0.5, -1.5] }, { at: [3, 0] }, { at: [1, 2] }],
};

export const neg: UnaryRule = {
  name: 'neg',
  symbol: '-',
  notation: 'prefix',
  arity: 1,
  forward: a => -a,
  derivatives: [{ at: () => -1 }],
};

export const negWords: Words = {
  word: 'negation',
  formula: '−a',
  derivatives: ['−1'],
  samples: [{ at: [2] }, { at: [0] }, { at: [-3] }],
};
