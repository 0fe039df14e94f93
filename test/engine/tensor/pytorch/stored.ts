/**
 * Random programs with what PyTorch gave for them, stored for machines without it.
 * Makes them anew: npx tsx test/engine/tensor/pytorch/stored.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { PYTORCH } from '../../python';
import { generate } from './generate';
import type { Program } from './program';
import { type ProgramResult, runInPyTorch } from './results';

const FILE = `${PYTORCH}tensors/programs.json`;
const COUNT = 36;
/** Apart from those that the tests generate. */
const FIRST_SEED = 1_000_001;

export interface StoredProgram {
  program: Program;
  result: ProgramResult;
}

export function readStored(): StoredProgram[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as StoredProgram[];
}

function makeStored(): StoredProgram[] {
  const programs = Array.from({ length: COUNT }, (_, i) => generate(FIRST_SEED + i, i % 3 ? 'float64' : 'float32'));
  const results = runInPyTorch(programs);
  return programs.map((program, i) => ({ program, result: results[i] }));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lines = makeStored().map(each => JSON.stringify(each));
  writeFileSync(FILE, `[\n${lines.join(',\n')}\n]\n`);
}
