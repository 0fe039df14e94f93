/** The four operations, power and negation. */
import type { BinaryOp, UnaryOp } from './op';

export const add: BinaryOp = {
  name: 'add',
  symbol: '+',
  notation: 'infix',
  arity: 2,
  word: 'addition',
  formula: 'a + b',
  forward: (a, b) => a + b,
  derivatives: [
    { at: () => 1, formula: '1' },
    { at: () => 1, formula: '1' },
  ],
  samples: [{ at: [2, -3] }, { at: [0, 0] }, { at: [-1.5, 1.5] }],
};

export const sub: BinaryOp = {
  name: 'sub',
  symbol: '-',
  notation: 'infix',
  arity: 2,
  word: 'subtraction',
  formula: 'a − b',
  forward: (a, b) => a - b,
  derivatives: [
    { at: () => 1, formula: '1' },
    { at: () => -1, formula: '−1' },
  ],
  samples: [{ at: [2, -3] }, { at: [0, 0] }, { at: [1.5, 1.5] }],
};

export const mul: BinaryOp = {
  name: 'mul',
  symbol: '*',
  notation: 'infix',
  arity: 2,
  word: 'multiplication',
  formula: 'a · b',
  forward: (a, b) => a * b,
  derivatives: [
    { at: (_a, b) => b, formula: 'b' },
    { at: a => a, formula: 'a' },
  ],
  samples: [{ at: [2, -3] }, { at: [0, 4] }, { at: [-0.5, 0] }],
};

export const div: BinaryOp = {
  name: 'div',
  symbol: '/',
  notation: 'infix',
  arity: 2,
  word: 'division',
  formula: 'a / b',
  forward: (a, b) => a / b,
  derivatives: [
    { at: (_a, b) => 1 / b, formula: '1 / b' },
    { at: (_a, b, out) => -out / b, formula: '−a / b²' },
  ],
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
export const pow: BinaryOp = {
  name: 'pow',
  symbol: '**',
  notation: 'infix',
  arity: 2,
  word: 'power',
  formula: 'a^b',
  forward: power,
  derivatives: [
    {
      at: (a, b) => (b === 0 ? 0 : b * power(a, b - 1)),
      formula: 'b · a^(b − 1)',
      off: (_a, b) => b === 0,
    },
    { at: (a, b, out) => (a === 0 && b >= 0 ? 0 : out * Math.log(a)), formula: 'a^b · ln a' },
  ],
  samples: [{ at: [2, 3] }, { at: [0.5, -1.5] }, { at: [3, 0] }, { at: [1, 2] }],
};

export const neg: UnaryOp = {
  name: 'neg',
  symbol: '-',
  notation: 'prefix',
  arity: 1,
  word: 'negation',
  formula: '−a',
  forward: a => -a,
  derivatives: [{ at: () => -1, formula: '−1' }],
  samples: [{ at: [2] }, { at: [0] }, { at: [-3] }],
};
