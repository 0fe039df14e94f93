/** The Python that makes the fixtures anew and runs random programs, where there is one with PyTorch. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the fixtures made with PyTorch, and of the scripts that make them. */
export const PYTORCH = fileURLToPath(new URL('../fixtures/pytorch/', import.meta.url));

/** A Python that has PyTorch, if there is one. */
export const python = ['python3', '/usr/bin/python3'].find(
  name => spawnSync(name, ['-c', 'import torch']).status === 0,
);

/** What a script of `PYTORCH` writes. @throws AssertionError with the script's own words if it fails. */
export function runScript(script: string, args: string[] = [], input = ''): string {
  assert.ok(python, 'No Python here has PyTorch.');
  // -B: no compiled copies beside the scripts.
  const made = spawnSync(python, ['-B', PYTORCH + script, ...args], { encoding: 'utf8', input, maxBuffer: 1 << 30 });
  assert.equal(made.status, 0, made.stderr);
  return made.stdout;
}
