/** The four operations, power and negation. */
import { power } from '../../ops/arithmetic';
import { TABLE } from '../../ops/table';
import { floating } from '../dtype';
import { type BinaryLoop, binary, binaryLoop, cast, type TernaryLoop, ternary, unary, unaryLoop } from '../loops';
import type { NDArray } from '../ndarray';
import { binaryOp, unaryOp } from './elementwise';
import { addLoop } from './sums';

export const subLoop = binaryLoop(
  (n, out, o, a, i, s, b, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] - b[j];
  },
  {
    both: (k, n, a, b, out) => k.sub(n, a, b, out),
    number: (k, n, a, b, out) => k.addScalar(n, a, -b, out),
    numberFirst: (k, n, a, b, out) => k.scalarSub(n, a, b, out),
    row: (k, m, n, a, b, out) => k.subRow(m, n, a, b, out),
    column: (k, m, n, a, b, out) => k.subColumn(m, n, a, b, out),
  },
);
export const mulLoop = binaryLoop(
  (n, out, o, a, i, s, b, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] * b[j];
  },
  {
    both: (k, n, a, b, out) => k.mul(n, a, b, out),
    number: (k, n, a, b, out) => k.mulScalar(n, a, b, out),
    numberFirst: (k, n, a, b, out) => k.mulScalar(n, b, a, out),
    row: (k, m, n, a, b, out) => k.mulRow(m, n, a, b, out),
    column: (k, m, n, a, b, out) => k.mulColumn(m, n, a, b, out),
  },
);
export const divLoop = binaryLoop(
  (n, out, o, a, i, s, b, j, t) => {
    for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] / b[j];
  },
  {
    both: (k, n, a, b, out) => k.div(n, a, b, out),
    number: (k, n, a, b, out) => k.divScalar(n, a, b, out),
    numberFirst: (k, n, a, b, out) => k.scalarDiv(n, a, b, out),
    row: (k, m, n, a, b, out) => k.divRow(m, n, a, b, out),
    column: (k, m, n, a, b, out) => k.divColumn(m, n, a, b, out),
  },
);
const powLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = power(a[i], b[j]);
};
/** A power below 0 of a whole number has a fraction. */
const wholePowLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) {
    if (b[j] < 0) {
      throw new RangeError(
        `pow: whole numbers can't be raised to a negative whole power, here ${b[j]}. Convert first: t.to('float32').`,
      );
    }
    out[o + e] = power(a[i], b[j]);
  }
};
const negLoop = unaryLoop(
  (n, out, o, a, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = -a[i];
  },
  (k, n, x, out) => k.neg(n, x, out),
);
/** g · −b, as a gradient loop. */
const negOfFirst = binaryLoop(
  (n, out, o, g, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = -g[i];
  },
  { both: (k, n, g, _a, out) => k.neg(n, g, out) },
);

/** Of bools the sum is "or", the product "and". */
const boolAddLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] | b[j];
};
/** The low 32 bits, where a product in double precision would have lost them. */
const intMulLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = Math.imul(a[i], b[j]);
};

/** g times an input, both in the upstream gradient's dtype. */
export function times(upstream: NDArray, factor: NDArray): NDArray {
  return binary('mul', mulLoop, upstream, cast(factor, upstream.dtype), upstream.dtype);
}

/** −a */
export function negated(a: NDArray): NDArray {
  return unary(negLoop, a);
}

export const add = binaryOp({
  words: TABLE.add,
  loop: addLoop,
  special: { bool: boolAddLoop },
  derivatives: [{ vjp: (_use, g) => g, reads: 0, formula: 'g' }],
});

const difference = binaryOp({
  words: TABLE.sub,
  loop: subLoop,
  derivatives: [
    { vjp: (_use, g) => g, reads: 0, formula: 'g' },
    { vjp: (_use, g) => negated(g), reads: 0, formula: '−g' },
  ],
});

export const sub: typeof difference = {
  ...difference,
  forward: (inputs, attributes) => {
    if (inputs[0].array.dtype === 'bool' || inputs[1].array.dtype === 'bool') {
      throw new TypeError("sub: bools have no difference; compare them, a.ne(b), or convert them, a.to('float32').");
    }
    return difference.forward(inputs, attributes);
  },
};

export const mul = binaryOp({
  words: TABLE.mul,
  loop: mulLoop,
  special: { int32: intMulLoop },
  derivatives: [
    { vjp: ({ inputs }, g) => times(g, inputs[1].array), reads: 2, formula: 'g · b' },
    { vjp: ({ inputs }, g) => times(g, inputs[0].array), reads: 1, formula: 'g · a' },
  ],
});

/** −g · a / b² */
const divisorLoop: TernaryLoop = (n, out, o, g, i, s, a, j, t, b, k, u) => {
  for (let e = 0; e < n; e++, i += s, j += t, k += u) out[o + e] = -g[i] * (a[j] / b[k] / b[k]);
};

export const div = binaryOp({
  words: TABLE.div,
  loop: divLoop,
  dtype: floating,
  derivatives: [
    {
      vjp: ({ inputs }, g) => binary('div', divLoop, g, cast(inputs[1].array, g.dtype), g.dtype),
      reads: 2,
      formula: 'g / b',
    },
    {
      vjp: ({ inputs }, g) => ofThree('div', divisorLoop, g, inputs[0].array, inputs[1].array),
      reads: 3,
      formula: '−g · a / b²',
    },
  ],
});

/** An exponent of 0 switches the base off. */
const baseLoop: TernaryLoop = (n, out, o, g, i, s, a, j, t, b, k, u) => {
  for (let e = 0; e < n; e++, i += s, j += t, k += u) {
    out[o + e] = b[k] === 0 ? 0 : g[i] * (b[k] * power(a[j], b[k] - 1));
  }
};
/** A base of 0 gives the exponent 0, unless it is negative. */
const exponentLoop: TernaryLoop = (n, out, o, g, i, s, a, j, t, b, k, u) => {
  for (let e = 0; e < n; e++, i += s, j += t, k += u) {
    out[o + e] = a[j] === 0 && b[k] >= 0 ? 0 : g[i] * (power(a[j], b[k]) * Math.log(a[j]));
  }
};

export const pow = binaryOp({
  words: TABLE.pow,
  loop: powLoop,
  special: { int32: wholePowLoop },
  derivatives: [
    {
      vjp: ({ inputs }, g) => ofThree('pow', baseLoop, g, inputs[0].array, inputs[1].array),
      reads: 3,
      formula: 'g · b · a ** (b − 1)',
    },
    {
      vjp: ({ inputs }, g) => ofThree('pow', exponentLoop, g, inputs[0].array, inputs[1].array),
      reads: 3,
      formula: 'g · a ** b · ln a',
    },
  ],
});

/** A gradient from the upstream one and both inputs, in its dtype. */
export function ofThree(op: string, loop: TernaryLoop, g: NDArray, a: NDArray, b: NDArray): NDArray {
  return ternary(op, loop, g, cast(a, g.dtype), cast(b, g.dtype), g.dtype);
}

export const neg = unaryOp({
  words: TABLE.neg,
  loop: negLoop,
  dtype: dtype => {
    if (dtype === 'bool') throw new TypeError('neg: a bool has no negative; where it is false is t.eq(0).');
    return dtype;
  },
  gradient: { loop: negOfFirst, from: 'nothing', formula: '−g' },
});
