import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../files';

const SCRIPT = `
const report = [Value, Module, Neuron, Layer, MLP].map(each => each.name);
for (const use of [() => (Value as any)(1), () => new Value(new MLP(2, [1]) as any), () => new Value(new Value(1) as any)])
  try { use(); } catch (error) { report.push(error.message); }
console.log(report.join('\\n'));
`;
const REPORT = [
  'Value',
  'Module',
  'Neuron',
  'Layer',
  'MLP',
  "Class constructor Value cannot be invoked without 'new'",
  'new Value(data) expects a number, but got an MLP.',
  'new Value(data) expects a number, but got a Value.',
];

describe('The engine’s classes keep their names', () => {
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tapelens-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it('in Node, as a package', () => {
    fs.copyFileSync(path.join(ROOT, 'dist/engine/index.cjs'), path.join(folder, 'engine.cjs'));
    const script = SCRIPT.replaceAll(' as any', '');
    fs.writeFileSync(
      path.join(folder, 'script.mjs'),
      `import { Value, Module, Neuron, Layer, MLP } from './engine.cjs';${script}`,
    );
    const { stdout } = spawnSync(process.execPath, ['script.mjs'], { cwd: folder, encoding: 'utf8' });
    assert.deepEqual(stdout.trim().split('\n'), REPORT);
  });

  it('in a script that the evaluator runs', () => {
    fs.writeFileSync(
      path.join(folder, 'script.ts'),
      `import { Value, Module, Neuron, Layer, MLP } from 'tapelens';${SCRIPT}`,
    );
    const cli = path.join(ROOT, 'dist/cli.cjs');
    const { stdout } = spawnSync(process.execPath, [cli, 'run', 'script.ts', '--quiet'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.deepEqual(stdout.trim().split('\n'), REPORT);
  });
});
