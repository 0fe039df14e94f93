import assert from 'node:assert/strict';
import { python } from '../python';
import { generate } from './pytorch/generate';
import { OPERATION_NAMES, type OperationName } from './pytorch/operations';
import type { Program } from './pytorch/program';
import { faultsOf, type ProgramResult, runInPyTorch } from './pytorch/results';
import { readStored } from './pytorch/stored';

/** For a longer run, with other programs: TAPELENS_TEST_PROGRAMS=5000 TAPELENS_TEST_SEED=7 */
const PROGRAMS = Number(process.env.TAPELENS_TEST_PROGRAMS ?? 60);
const SEED = Number(process.env.TAPELENS_TEST_SEED ?? 1);
/** Programs in one go through Python. */
const BATCH = 500;
/** What makes tensors from nothing, or changes them, has no place in a program. */
const CREATION: OperationName[] = ['zeros', 'ones', 'full', 'eye', 'arange', 'linspace'];
const CHANGING: OperationName[] = ['add_', 'sub_', 'mul_', 'div_', 'copy_', 'fill_', 'zero_', 'batchNorm'];

/** Every third program computes in float32. */
const programOf = (seed: number) => generate(seed, seed % 3 === 0 ? 'float32' : 'float64');

function assertAgree(programs: Program[], results: ProgramResult[], names: string[]): void {
  assert.equal(results.length, programs.length);
  const faults = programs.flatMap((program, i) => faultsOf(program, results[i]).map(fault => `${names[i]}, ${fault}`));
  assert.ok(faults.length === 0, `${faults.length} faults:\n${faults.slice(0, 20).join('\n')}`);
}

describe('random programs', () => {
  it('give the values and grads that PyTorch gave for the stored ones', () => {
    const stored = readStored();
    assert.ok(stored.length >= 30);
    const names = stored.map((_, i) => `stored program ${i}`);
    assertAgree(
      stored.map(({ program }) => program),
      stored.map(({ result }) => result),
      names,
    );
  });

  it('have 5 to 60 ops, and between them use every op', () => {
    const used = new Set<string>();
    for (let seed = 1; seed <= 200; seed++) {
      const ops = programOf(seed).lines.flatMap(line => ('op' in line ? [line.op] : []));
      assert.ok(ops.length >= 5 && ops.length <= 60, `${ops.length} ops`);
      for (const op of ops) used.add(op);
    }
    const wanted = OPERATION_NAMES.filter(name => !CREATION.includes(name) && !CHANGING.includes(name));
    assert.deepEqual(
      wanted.filter(name => !used.has(name)),
      [],
    );
  });

  if (python === undefined) {
    console.log('No Python here has PyTorch: random programs are compared with stored numbers alone.');
  } else {
    it(`give the values and grads of the PyTorch that is installed: ${PROGRAMS} programs`, function () {
      this.timeout(60_000 + PROGRAMS * 200);
      for (let first = 0; first < PROGRAMS; first += BATCH) {
        const seeds = Array.from({ length: Math.min(BATCH, PROGRAMS - first) }, (_, i) => SEED + first + i);
        const programs = seeds.map(programOf);
        assertAgree(
          programs,
          runInPyTorch(programs),
          seeds.map(seed => `program ${seed}`),
        );
      }
    });
  }
});
