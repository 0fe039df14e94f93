/** The product of two matrices; sums in the order of ../assembly/matmul.ts. */
import type { KernelFunctions } from '../kernels';
import type { Views } from './memory';

/** Inner indices summed before the sum goes to memory. */
const DEPTH = 256;

const f = Math.fround;

export function matmul({ f32 }: Views): Pick<KernelFunctions, 'matmul'> {
  return {
    matmul(m, n, k, a, aRow, aColumn, b, bRow, bColumn, out) {
      const sums = new Float32Array(n);
      for (let i = 0; i < m; i++) {
        const result = f32.subarray((out >> 2) + i * n, (out >> 2) + (i + 1) * n);
        let done = 0;
        do {
          sums.fill(0);
          for (let p = done; p < Math.min(k, done + DEPTH); p++) {
            const s = f32[(a >> 2) + i * aRow + p * aColumn];
            const row = (b >> 2) + p * bRow;
            for (let j = 0; j < n; j++) sums[j] += f(s * f32[row + j * bColumn]);
          }
          if (done > 0) for (let j = 0; j < n; j++) result[j] += sums[j];
          else result.set(sums);
          done += DEPTH;
        } while (done < k);
      }
    },
  };
}
