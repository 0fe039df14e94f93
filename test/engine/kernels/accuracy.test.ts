import assert from 'node:assert/strict';
import { EDGES, moderate, wild } from './inputs';
import { Workbench } from './workbench';

const deterministic = new Workbench('deterministic');

/** Distance of neighbouring float32 numbers at x. */
function ulp(x: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(x))));
  return 2 ** (exponent - 23);
}

type Name = 'exp' | 'log' | 'tanh' | 'sigmoid' | 'sqrt';

const EXACT: Record<Name, (x: number) => number> = {
  exp: Math.exp,
  log: Math.log,
  tanh: Math.tanh,
  sigmoid: x => 1 / (1 + Math.exp(-x)),
  sqrt: Math.sqrt,
};

/** The largest error in units of the last place where the result is finite, and where it is. */
function worst(name: Name, inputs: readonly number[]): { error: number; x: number } {
  const x = Float32Array.from(inputs);
  const y = deterministic.floats([inputs, { floats: x.length }], 1, (k, from, to) => k[name](x.length, from, to));
  let [error, where] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const exact = EXACT[name](x[i]);
    if (!Number.isFinite(exact) || Math.abs(exact) > 3.4028234e38) continue;
    const here = Math.abs(y[i] - exact) / ulp(exact);
    if (!(here <= error)) [error, where] = [here, x[i]];
  }
  return { error, x: where };
}

/** Numbers in a range, evenly and by magnitude. */
function spread(from: number, to: number): number[] {
  const even = Array.from({ length: 200_000 }, (_, i) => from + ((to - from) * i) / 199_999);
  const small = wild(200_000, 3, false).filter(x => x >= from && x <= to);
  return [...even, ...small, ...moderate(50_000, 1).filter(x => x >= from && x <= to)];
}

describe('Functions agree with float64 in units of the last place', () => {
  const cases: [Name, number, number, number][] = [
    ['exp', -103, 88.72, 1.2],
    ['log', 0, 3.4e38, 0.9],
    ['log', 0.5, 2, 0.9],
    ['tanh', -10, 10, 2.5],
    ['sigmoid', -87, 100, 2.1],
    ['sqrt', 0, 3.4e38, 0.5],
  ];
  for (const [name, from, to, limit] of cases) {
    it(`${name} from ${from} to ${to} within ${limit}`, () => {
      const { error, x } = worst(name, spread(from, to));
      assert.ok(error <= limit, `${error.toFixed(3)} at ${x}`);
    });
  }
});

describe('Functions at their ends', () => {
  const at = (name: Name, x: number) =>
    deterministic.floats([[x], { floats: 1 }], 1, (k, from, to) => k[name](1, from, to))[0];

  it('follow the mathematics', () => {
    const expected: Record<Name, [number, number][]> = {
      exp: [
        [Infinity, Infinity],
        [-Infinity, 0],
        [0, 1],
        [-0, 1],
        [88.73, Infinity],
        [-104, 0],
        [-103.2, 2 ** -149],
      ],
      log: [
        [Infinity, Infinity],
        [0, -Infinity],
        [-0, -Infinity],
        [1, 0],
        [-1, Number.NaN],
        [-Infinity, Number.NaN],
      ],
      tanh: [
        [Infinity, 1],
        [-Infinity, -1],
        [0, 0],
        [-0, -0],
        [20, 1],
        [-20, -1],
        [1e-40, Math.fround(1e-40)],
      ],
      sigmoid: [
        [Infinity, 1],
        [-Infinity, 0],
        [0, 0.5],
      ],
      sqrt: [
        [-1, Number.NaN],
        [Infinity, Infinity],
        [-0, -0],
      ],
    };
    for (const name of Object.keys(expected) as Name[]) {
      for (const [x, y] of expected[name]) assert.ok(Object.is(at(name, x), y), `${name}(${x}) is ${at(name, x)}`);
    }
  });

  it('give NaN for NaN', () => {
    for (const name of Object.keys(EXACT) as Name[]) assert.equal(at(name, Number.NaN), Number.NaN, name);
  });

  it('stay within -1 and 1, and 0 and 1', () => {
    for (const x of [...EDGES, ...wild(10_000, 9, false)]) {
      assert.ok(Math.abs(at('tanh', x)) <= 1, `tanh(${x}) = ${at('tanh', x)}`);
      assert.ok(at('sigmoid', x) >= 0 && at('sigmoid', x) <= 1, `sigmoid(${x})`);
    }
  });
});
