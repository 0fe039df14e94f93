/** Ops that pass one of several numbers on: absolute value, maximum, minimum, clamp, where. */
import { TABLE } from '../../ops/table';
import { type DType, dtypeBeside } from '../dtype';
import { type BinaryLoop, binary, cast, type TernaryLoop, ternary, type UnaryLoop, unary, unaryLoop } from '../loops';
import { type NDArray, single } from '../ndarray';
import { ofThree } from './arithmetic';
import { binaryOp, commonDType, same, unaryOp } from './elementwise';
import { type Derivative, type NoAttributes, named, type TensorOp } from './op';

const absLoop = unaryLoop(
  (n, out, o, a, i, s) => {
    for (let e = 0; e < n; e++, i += s) out[o + e] = Math.abs(a[i]);
  },
  (k, n, x, out) => k.abs(n, x, out),
);
/** The slope is the sign, and 0 at the kink and for NaN. */
const absGradient: BinaryLoop = (n, out, o, g, i, s, a, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = g[i] * (a[j] > 0 ? 1 : a[j] < 0 ? -1 : 0);
};

export const abs = unaryOp({
  words: TABLE.abs,
  loop: absLoop,
  dtype: same,
  gradient: { loop: absGradient, from: 'input', formula: 'g if a > 0, −g if a < 0, else 0' },
});

const maximumLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = Math.max(a[i], b[j]);
};
const minimumLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = Math.min(a[i], b[j]);
};
/** What a gets where the larger one passes: half in a tie; with a NaN neither is smaller and both get all. */
const largerGradient: TernaryLoop = (n, out, o, g, i, s, a, j, t, b, k, u) => {
  for (let e = 0; e < n; e++, i += s, j += t, k += u) {
    out[o + e] = a[j] < b[k] ? 0 : a[j] === b[k] ? g[i] / 2 : g[i];
  }
};
const smallerGradient: TernaryLoop = (n, out, o, g, i, s, a, j, t, b, k, u) => {
  for (let e = 0; e < n; e++, i += s, j += t, k += u) {
    out[o + e] = a[j] > b[k] ? 0 : a[j] === b[k] ? g[i] / 2 : g[i];
  }
};

/** The rule of input `own`, which is compared with the other one. */
function passing(op: string, loop: TernaryLoop, own: 0 | 1, formula: string): Derivative<NoAttributes> {
  return {
    vjp: ({ inputs }, g) => ofThree(op, loop, g, inputs[own].array, inputs[1 - own].array),
    reads: 3,
    formula,
  };
}

export const maximum = binaryOp({
  words: { name: 'maximum', symbol: 'max', notation: 'function', word: 'maximum', formula: 'the larger of a and b' },
  loop: maximumLoop,
  derivatives: [
    passing('maximum', largerGradient, 0, 'g if a > b, g/2 if a = b, else 0'),
    passing('maximum', largerGradient, 1, 'g if b > a, g/2 if b = a, else 0'),
  ],
});

export const minimum = binaryOp({
  words: { name: 'minimum', symbol: 'min', notation: 'function', word: 'minimum', formula: 'the smaller of a and b' },
  loop: minimumLoop,
  derivatives: [
    passing('minimum', smallerGradient, 0, 'g if a < b, g/2 if a = b, else 0'),
    passing('minimum', smallerGradient, 1, 'g if b < a, g/2 if b = a, else 0'),
  ],
});

/** Bounds, infinite where there is none. */
export interface Bounds {
  min: number;
  max: number;
}

/** In the dtype of the numbers, so that a number equal to a bound is seen to be. */
function boundsIn(dtype: DType, { min, max }: Bounds): Bounds {
  return dtype === 'float32' ? { min: Math.fround(min), max: Math.fround(max) } : { min, max };
}

/** The result's dtype: a bound counts as any plain number does. */
function clampedDType(dtype: DType, { min, max }: Bounds): DType {
  return [min, max].filter(bound => Number.isFinite(bound)).reduce(dtypeBeside, dtype);
}

/** Where min is above max, everything becomes max. */
export const clamp: TensorOp<Bounds> = {
  ...named('clamp', 'clamp', 'min if a < min, max if a > max, else a'),
  forward: ([{ array }], bounds) => {
    const dtype = clampedDType(array.dtype, bounds);
    const { min, max } = boundsIn(dtype, bounds);
    const loop: UnaryLoop = (n, out, o, a, i, s) => {
      for (let e = 0; e < n; e++, i += s) out[o + e] = Math.min(Math.max(a[i], min), max);
    };
    return unary(loop, array, dtype);
  },
  derivatives: [
    {
      vjp: ({ inputs, attributes }, g) => {
        const { min, max } = boundsIn(g.dtype, attributes);
        const loop: BinaryLoop = (n, out, o, upstream, i, s, a, j, t) => {
          for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[j] >= min && a[j] <= max ? upstream[i] : 0;
        };
        return binary('clamp', loop, g, cast(inputs[0].array, g.dtype), g.dtype);
      },
      reads: 1,
      formula: 'g if min ≤ a ≤ max, else 0',
    },
  ],
};

const whereLoop: TernaryLoop = (n, out, o, c, i, s, a, j, t, b, k, u) => {
  for (let e = 0; e < n; e++, i += s, j += t, k += u) out[o + e] = c[i] !== 0 ? a[j] : b[k];
};

function chosen(condition: NDArray, a: NDArray, b: NDArray): NDArray {
  const dtype = commonDType(a, b);
  return ternary('where', whereLoop, condition, cast(a, dtype), cast(b, dtype), dtype);
}

export const where: TensorOp<NoAttributes> = {
  ...named('where', 'choice', 'a where the condition is true, else b'),
  forward: ([condition, a, b]) => chosen(condition.array, a.array, b.array),
  derivatives: [
    null,
    {
      vjp: ({ inputs }, g) => chosen(inputs[0].array, g, single(g.dtype, 0)),
      reads: 1,
      formula: 'g where the condition is true, else 0',
    },
    {
      vjp: ({ inputs }, g) => chosen(inputs[0].array, single(g.dtype, 0), g),
      reads: 1,
      formula: '0 where the condition is true, else g',
    },
  ],
};
