import assert from 'node:assert/strict';
import { moderate, wild } from './inputs';
import { assertSameBits, type Call, type Content, Workbench } from './workbench';

/** A matrix in memory: element (i, j) at i * row + j * column. */
interface Layout {
  row: number;
  column: number;
}

const LAYOUTS: Record<string, (rows: number, columns: number) => Layout> = {
  'as it is': (_, columns) => ({ row: columns, column: 1 }),
  transposed: rows => ({ row: 1, column: rows }),
  'every other column of a wider one': (_, columns) => ({ row: 2 * columns, column: 2 }),
};

/** Sizes around those of tiles, panels and blocks: (m, n, k). */
const SIZES = [
  ...([1, 2, 3, 4, 5, 7, 8, 9].flatMap(m => [1, 3, 4, 5, 7, 8, 9, 13].map(n => [m, n, 6])) as [
    number,
    number,
    number,
  ][]),
  ...([
    [32, 27, 100],
    [6, 100, 32],
    [17, 130, 9],
    [5, 6, 0],
    [3, 5, 1],
    [20, 9, 255],
    [20, 9, 256],
  ] as const),
  ...([
    [9, 20, 257],
    [4, 8, 700],
    [0, 5, 4],
    [5, 0, 4],
  ] as const),
] as const;

const deterministic = new Workbench('deterministic');

function setUp(m: number, n: number, k: number, first: Layout, second: Layout, numbers = moderate) {
  const size = (rows: number, columns: number, { row, column }: Layout) =>
    (rows - 1) * row + (columns - 1) * column + 1;
  const contents: Content[] = [
    numbers(Math.max(0, size(m, k, first)), m + 1),
    numbers(Math.max(0, size(k, n, second)), n + 2),
    moderate(m * n, 5),
  ];
  const call: Call = (kernels, a, b, out) =>
    kernels.matmul(m, n, k, a, first.row, first.column, b, second.row, second.column, out);
  return { contents, call };
}

/** The same product by the definition, in float64. */
function product([a, b]: Content[], m: number, n: number, k: number, first: Layout, second: Layout): number[] {
  const [x, y] = [a as number[], b as number[]].map(each => Float32Array.from(each));
  return Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.trunc(at / n), at % n];
    let sum = 0;
    for (let p = 0; p < k; p++) sum += x[i * first.row + p * first.column] * y[p * second.row + j * second.column];
    return sum;
  });
}

describe('A product of matrices', () => {
  for (const [left, layoutOfA] of Object.entries(LAYOUTS)) {
    for (const [right, layoutOfB] of Object.entries(LAYOUTS)) {
      it(`is that of the definition, the first ${left}, the second ${right}`, () => {
        for (const [m, n, k] of SIZES) {
          const [first, second] = [layoutOfA(m, k), layoutOfB(k, n)];
          const { contents, call } = setUp(m, n, k, first, second);
          const expected = product(contents, m, n, k, first, second);
          const made = deterministic.floats(contents, 2, call);
          // k products below 4, each rounded
          const tolerance = 1e-6 * (1 + k);
          for (let i = 0; i < m * n; i++) {
            assert.ok(Math.abs(made[i] - expected[i]) <= tolerance, `(${m}, ${n}, ${k}) at ${i}`);
          }
        }
      });

      it(`has the same bits in both builds, the first ${left}, the second ${right}`, () => {
        for (const [m, n, k] of SIZES) {
          for (const numbers of [moderate, wild]) {
            const { contents, call } = setUp(m, n, k, layoutOfA(m, k), layoutOfB(k, n), numbers);
            assertSameBits(contents, call, `(${m}, ${n}, ${k})`);
          }
        }
      });
    }
  }
});
