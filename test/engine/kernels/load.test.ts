import assert from 'node:assert/strict';
import type { Build } from '../../../src/engine/kernels/kernels';
import { loadKernels } from '../../../src/engine/kernels/load';

const BYTES = 1 << 20;

/** Runs with another WebAssembly in place, or with none. */
function withWebAssembly<T>(substitute: object | undefined, run: () => T): T {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly')!;
  Object.defineProperty(globalThis, 'WebAssembly', { ...real, value: substitute });
  try {
    return run();
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', real);
  }
}

const real = (globalThis as unknown as { WebAssembly: { CompileError: new (message: string) => Error } }).WebAssembly;
const built = (build?: Build) => loadKernels({ build, bytes: BYTES }).build;

describe('Loading kernels', () => {
  it('takes the deterministic build by itself', () => {
    assert.equal(built(), 'deterministic');
  });

  it('takes the plain one when told, without WebAssembly, and without its SIMD', () => {
    assert.equal(built('plain'), 'plain');
    assert.equal(withWebAssembly(undefined, built), 'plain');
    assert.equal(
      withWebAssembly({ validate: () => false }, () => built('relaxed')),
      'plain',
    );
  });

  it('takes the plain one where making code is forbidden, and hides no other failure', () => {
    const failing = (error: Error) => {
      class Module {
        constructor() {
          throw error;
        }
      }
      return () => withWebAssembly({ CompileError: real.CompileError, validate: () => true, Module }, built);
    };
    assert.equal(failing(new real.CompileError('forbidden'))(), 'plain');
    assert.throws(failing(new RangeError('out of memory')), /out of memory/);
  });

  it('takes the relaxed one only where there are fused operations', () => {
    assert.ok(['relaxed', 'plain'].includes(built('relaxed')));
  });

  it('gives at least as much memory as asked for, and room behind the constants', () => {
    for (const build of ['deterministic', 'plain'] as const) {
      const { buffer, start } = loadKernels({ build, bytes: 100_001 });
      assert.ok(buffer.byteLength >= 100_001);
      assert.equal(start % 64, 0);
      assert.ok(start <= 65536, `${start}`);
    }
  });

  it('gives every kernel its own memory', () => {
    const [one, other] = [loadKernels({ bytes: BYTES }), loadKernels({ bytes: BYTES })];
    one.fill(4, 7, one.start);
    assert.equal(new Float32Array(other.buffer, other.start, 1)[0], 0);
    assert.equal(new Float32Array(one.buffer, one.start, 1)[0], 7);
  });
});
