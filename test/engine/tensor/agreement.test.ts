import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { python, runScript } from '../python';
import { type Case, readCases, THEMES } from './pytorch/cases';
import { faultsOf } from './pytorch/compare';
import { OPERATION_NAMES } from './pytorch/operations';

/** Shapes that every op is tried on, by the least. */
const LEAST_SHAPES = 40;

function assertAgree(cases: Case[]): void {
  const found = cases.flatMap(faultsOf);
  assert.ok(found.length === 0, `${found.length} faults in ${cases.length} cases:\n${found.slice(0, 40).join('\n')}`);
}

/** The sizes of an op's inputs; for an op without inputs, its attributes. */
const shapesOf = ({ inputs, attributes }: Case) =>
  JSON.stringify(inputs?.map(each => ('shape' in each ? each.shape : [])) ?? attributes);

describe("tensors against PyTorch's numbers", () => {
  const stored = new Map(THEMES.map(theme => [theme, readCases(theme)]));
  const all = [...stored.values()].flat();

  for (const [theme, cases] of stored) {
    it(`agree in values, dtypes, shapes and gradients: ${theme}`, () => assertAgree(cases));
  }

  it('are compared on many shapes for every op', () => {
    const shapes = new Map<string, Set<string>>();
    for (const each of all.filter(({ fails }) => !fails)) {
      const known = shapes.get(each.op) ?? new Set();
      shapes.set(each.op, known.add(shapesOf(each)));
    }
    const few = [...shapes].filter(([, known]) => known.size < LEAST_SHAPES).map(([op]) => op);
    assert.deepEqual(few, []);
    assert.deepEqual([...shapes.keys()].toSorted(), OPERATION_NAMES.toSorted());
  });

  // The stored numbers are the test; where there is a PyTorch, they are held against it as well.
  if (python === undefined) {
    console.log('No Python here has PyTorch: tensors are compared with the stored numbers alone.');
  } else {
    it('agree with the PyTorch that is installed', function () {
      this.timeout(120_000);
      const folder = `${mkdtempSync(path.join(tmpdir(), 'tapelens-pytorch-'))}/`;
      try {
        runScript('tensors/make.py', [folder]);
        for (const [theme, cases] of stored) {
          const made = readCases(theme, folder);
          assert.equal(made.length, cases.length, theme);
          assertAgree(made);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
