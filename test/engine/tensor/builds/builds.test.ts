import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Build } from '../../../../src/engine/kernels/kernels';

function trained(build: Build): number[][] {
  const program = path.join(import.meta.dirname, 'train.ts');
  return JSON.parse(execFileSync(process.execPath, ['--import=tsx', program, build], { encoding: 'utf8' }));
}

describe('Training without WebAssembly', () => {
  it('gives the same numbers to the last bit', () => {
    const expected = trained('deterministic');
    assert.ok(expected.flat().every(Number.isFinite));
    assert.deepEqual(trained('plain'), expected);
  });
});
