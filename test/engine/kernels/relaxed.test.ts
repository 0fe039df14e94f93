import assert from 'node:assert/strict';
import v8 from 'node:v8';
import { loadKernels } from '../../../src/engine/kernels/load';
import { moderate } from './inputs';
import { type Call, type Content, Workbench } from './workbench';

/** Node 20 has fused operations behind a flag, later ones have them anyway. */
function allowRelaxed(): void {
  if (loadKernels({ build: 'relaxed', bytes: 1 << 20 }).build === 'plain') {
    v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
}

describe('The relaxed build', () => {
  allowRelaxed();
  const relaxed = new Workbench('relaxed');
  const deterministic = new Workbench('deterministic');

  function assertClose(contents: Content[], which: number, tolerance: number, call: Call): void {
    const [one, other] = [relaxed, deterministic].map(bench => bench.floats(contents, which, call));
    one.forEach((value, i) => {
      assert.ok(Math.abs(value - other[i]) <= tolerance * Math.max(1, Math.abs(other[i])), `${value}, not ${other[i]}`);
    });
  }

  it('differs by its roundings alone', () => {
    const [m, n, k] = [33, 27, 300];
    const contents = [moderate(m * k, 1), moderate(k * n, 2), { floats: m * n }];
    assertClose(contents, 2, 1e-4, (kernels, a, b, out) => kernels.matmul(m, n, k, a, k, 1, b, n, 1, out));
    for (const name of ['exp', 'log', 'tanh', 'sigmoid'] as const) {
      assertClose([moderate(1001, 3).map(Math.abs), { floats: 1001 }], 1, 4e-7, (kernels, x, out) =>
        kernels[name](1001, x, out),
      );
    }
    assertClose([moderate(m * n, 4), { floats: m * n }], 1, 4e-7, (kernels, x, out) => kernels.softmax(m, n, x, out));
    assertClose([moderate(1001, 5), moderate(1001, 6)], 1, 2e-7, (kernels, x, y) => kernels.axpy(1001, -0.1, x, y));
  });
});
