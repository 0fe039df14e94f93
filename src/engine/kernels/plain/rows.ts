/** Kernels over matrices: an operand for every row or column, sums of columns, rows by index. */
import type { KernelFunctions } from '../kernels';
import { add, div, mul, sub } from './elementwise';
import type { Views } from './memory';

/** Rows summed before the sum is added to the total, in float64. */
const BLOCK = 64;

type Broadcast = Pick<
  KernelFunctions,
  'addRow' | 'subRow' | 'mulRow' | 'divRow' | 'addColumn' | 'subColumn' | 'mulColumn' | 'divColumn'
>;

export function broadcast({ f32 }: Views): Broadcast {
  const withRow = (op: typeof add) => (m: number, n: number, a: number, row: number, out: number) => {
    let [p, o] = [a >> 2, out >> 2];
    const q = row >> 2;
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) f32[o++] = op(f32[p++], f32[q + j]);
  };
  const withColumn = (op: typeof add) => (m: number, n: number, a: number, column: number, out: number) => {
    let [p, o] = [a >> 2, out >> 2];
    for (let i = 0; i < m; i++) {
      const s = f32[(column >> 2) + i];
      for (let j = 0; j < n; j++) f32[o++] = op(f32[p++], s);
    }
  };
  return {
    addRow: withRow(add),
    subRow: withRow(sub),
    mulRow: withRow(mul),
    divRow: withRow(div),
    addColumn: withColumn(add),
    subColumn: withColumn(sub),
    mulColumn: withColumn(mul),
    divColumn: withColumn(div),
  };
}

type Rows = Pick<KernelFunctions, 'columnSums' | 'gatherRows' | 'scatterAddRows'>;

export function rows({ f32, i32 }: Views): Rows {
  return {
    columnSums(m, n, x, out) {
      const sums = new Float32Array(n);
      const total = new Float64Array(n);
      let p = x >> 2;
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) sums[j] += f32[p++];
        if (i % BLOCK !== BLOCK - 1 && i !== m - 1) continue;
        for (let j = 0; j < n; j++) total[j] += sums[j];
        sums.fill(0);
      }
      f32.set(total, out >> 2);
    },
    gatherRows(m, n, table, index, out) {
      const [p, q, o] = [table >> 2, index >> 2, out >> 2];
      for (let i = 0; i < m; i++) {
        const row = p + i32[q + i] * n;
        for (let j = 0; j < n; j++) f32[o + i * n + j] = f32[row + j];
      }
    },
    scatterAddRows(m, n, x, index, out) {
      const [p, q, o] = [x >> 2, index >> 2, out >> 2];
      for (let i = 0; i < m; i++) {
        const row = o + i32[q + i] * n;
        for (let j = 0; j < n; j++) f32[row + j] += f32[p + i * n + j];
      }
    },
  };
}
