import assert from 'node:assert/strict';
import type { KernelFunctions } from '../../../src/engine/kernels/kernels';
import { plainKernels } from '../../../src/engine/kernels/plain';
import { EDGES, moderate, wild } from './inputs';
import { assertSameBits, type Call, type Content } from './workbench';

type Name = keyof KernelFunctions;

const LENGTHS = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100, 511, 1029];
const SHAPES = [1, 2, 3, 4, 5, 8, 27].flatMap(n => [0, 1, 3, 6, 65, 130].map(m => [m, n] as const));
/** Longer than what softmax and its relatives take at once. */
const LONG_ROWS = [
  [2, 1030],
  [3, 4100],
] as const;

/** Kernels from one array and from two to another of the same length. */
const UNARY: Name[] = ['neg', 'abs', 'exp', 'log', 'sqrt', 'tanh', 'sigmoid', 'relu', 'copy'];
const BINARY: Name[] = [
  ...(['add', 'sub', 'mul', 'div', 'tanhBackward', 'sigmoidBackward', 'reluBackward', 'sqrtBackward'] as const),
];
/** Of an array and a number. */
const SCALAR = ['addScalar', 'mulScalar', 'divScalar', 'scalarSub', 'scalarDiv', 'axpy', 'fill'] as const;
const SUMMARY = ['max', 'min'] as const;
const ROW: Name[] = ['addRow', 'subRow', 'mulRow', 'divRow'];
const COLUMN: Name[] = ['addColumn', 'subColumn', 'mulColumn', 'divColumn'];
const BY_ROWS: Name[] = ['softmax', 'logSoftmax'];
const BY_ROWS_BACKWARD: Name[] = ['softmaxBackward', 'logSoftmaxBackward'];
const SUMS: Name[] = ['columnSums', 'rowSums'];
const INDEXED = ['gatherRows', 'scatterAddRows', 'crossEntropy', 'crossEntropyBackward'] as const;
const OTHERS = ['matmul', 'statistics'] as const;

/** A call with sizes before the places. */
const call =
  (name: Name, ...sizes: number[]): Call =>
  (k, ...at) =>
    (k[name] as (...args: number[]) => unknown)(...sizes, ...at);

/** Every two edges side by side. */
const PAIRS = EDGES.flatMap(a => EDGES.map(b => [a, b] as const));

function checkElements(names: readonly Name[], operands: number): void {
  for (const name of names) {
    it(name, () => {
      for (const n of LENGTHS) {
        for (const numbers of [moderate, wild]) {
          const inputs: Content[] = Array.from({ length: operands }, (_, i) => numbers(n, 7 * n + i));
          assertSameBits([...inputs, { floats: n }], call(name, n), `${name} of ${n}`);
        }
      }
      const edges = operands === 1 ? [EDGES] : [PAIRS.map(([a]) => a), PAIRS.map(([, b]) => b)];
      assertSameBits([...edges, { floats: edges[0].length }], call(name, edges[0].length), `${name} of edges`);
    });
  }
}

function checkRows(names: readonly Name[], contents: (m: number, n: number, seed: number) => Content[]): void {
  for (const name of names) {
    it(name, () => {
      for (const [m, n] of [...SHAPES, ...LONG_ROWS]) {
        assertSameBits(contents(m, n, m * n + 1), call(name, m, n), `${name} of (${m}, ${n})`);
      }
    });
  }
}

const indices = (n: number, below: number): Content => ({
  indices: moderate(n, n).map(x => Math.floor((Math.abs(x) / 2) * below) % below),
});

describe('The deterministic and the plain build give the same bits', () => {
  it('for every kernel that there is', () => {
    const tried = [UNARY, BINARY, SCALAR, SUMMARY, ROW, COLUMN, BY_ROWS, BY_ROWS_BACKWARD, SUMS, INDEXED, OTHERS];
    const { build: _build, buffer: _buffer, start: _start, ...all } = plainKernels(64);
    assert.deepEqual(tried.flat().sort(), Object.keys(all).sort());
  });

  checkElements(UNARY, 1);
  checkElements(BINARY, 2);
  checkRows(ROW, (m, n, seed) => [wild(m * n, seed), wild(n, seed + 1), { floats: m * n }]);
  checkRows(COLUMN, (m, n, seed) => [wild(m * n, seed), wild(m, seed + 1), { floats: m * n }]);
  checkRows(BY_ROWS, (m, n, seed) => [moderate(m * n, seed), { floats: m * n }]);
  checkRows(BY_ROWS, (m, n, seed) => [wild(m * n, seed), { floats: m * n }]);
  checkRows(BY_ROWS_BACKWARD, (m, n, seed) => [moderate(m * n, seed), moderate(m * n, seed + 1), { floats: m * n }]);
  checkRows(['columnSums'], (m, n, seed) => [moderate(m * n, seed), { floats: n }]);
  checkRows(['columnSums'], (m, n, seed) => [wild(m * n, seed), { floats: n }]);
  checkRows(['rowSums'], (m, n, seed) => [wild(m * n, seed), { floats: m }]);
  checkRows(['gatherRows'], (m, n, seed) => [wild(5 * n, seed), indices(m, 5), { floats: m * n }]);
  checkRows(['scatterAddRows'], (m, n, seed) => [moderate(m * n, seed), indices(m, 5), moderate(5 * n, seed + 1)]);
  checkRows(['crossEntropy'], (m, n, seed) => [moderate(m * n, seed), indices(m, n), { floats: m * n }]);

  it('crossEntropyBackward', () => {
    for (const [m, n] of SHAPES) {
      assertSameBits(
        [moderate(m * n, m), indices(m, n), { floats: m * n }],
        (k, p, target, out) => k.crossEntropyBackward(m, n, p, target, 1 / 3, out),
        `of (${m}, ${n})`,
      );
    }
  });

  it('of an array and a number', () => {
    for (const n of LENGTHS) {
      for (const s of [0.1, -3, ...EDGES, Number.NaN]) {
        const contents = [wild(n, n), wild(n, n + 1)];
        assertSameBits(contents, (k, a, out) => k.addScalar(n, a, s, out), `addScalar ${s}`);
        assertSameBits(contents, (k, a, out) => k.mulScalar(n, a, s, out), `mulScalar ${s}`);
        assertSameBits(contents, (k, a, out) => k.divScalar(n, a, s, out), `divScalar ${s}`);
        assertSameBits(contents, (k, a, out) => k.scalarSub(n, s, a, out), `scalarSub ${s}`);
        assertSameBits(contents, (k, a, out) => k.scalarDiv(n, s, a, out), `scalarDiv ${s}`);
        assertSameBits(contents, (k, x, y) => k.axpy(n, s, x, y), `axpy ${s}`);
        assertSameBits(contents, (k, _, out) => k.fill(n, s, out), `fill ${s}`);
      }
    }
  });

  it('extremes and statistics', () => {
    for (const n of LENGTHS) {
      for (const numbers of [moderate(n, n), wild(n, n, false), wild(n, n), Array<number>(n).fill(3.7)]) {
        for (const name of SUMMARY) assertSameBits([numbers], call(name, n), `${name} of ${n}`);
        assertSameBits([{ floats: 10 }, numbers], (k, out, x) => k.statistics(n, x, out), `statistics of ${n}`);
      }
    }
  });
});
