// Compiles src/engine/kernels/assembly twice into src/engine/kernels/generated: modules that hold the WebAssembly as
// text, so that the engine needs no file beside it. Run it after a change of those sources; a test compares.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = import.meta.dirname;
const SOURCES = 'src/engine/kernels/assembly';
const TARGET = 'src/engine/kernels/generated';

const OPTIONS = [
  ...['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--importMemory'],
  // Vectors are passed among the kernels alone
  ...['--disableWarning', '112'],
];

/** The builds, and what each may use besides. */
export const BUILDS = { deterministic: ['--enable', 'simd'], relaxed: ['--enable', 'simd,relaxed-simd'] } as const;

export type Build = keyof typeof BUILDS;

/** The text of the module that holds a build. */
export function compile(build: Build): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kernels-'));
  try {
    const file = path.join(folder, 'kernels.wasm');
    const compiler = path.join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
    execFileSync(process.execPath, [compiler, 'index.ts', '--outFile', file, ...OPTIONS, ...BUILDS[build]], {
      cwd: path.join(ROOT, SOURCES),
    });
    const text = fs.readFileSync(file).toString('base64');
    return `/** The kernels, ${build} build, as base64. Made by buildKernels.ts. */\nexport const WASM =\n  '${text}';\n`;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Path of the module that holds a build. */
export function fileOf(build: Build): string {
  return path.join(ROOT, TARGET, `${build}.ts`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.mkdirSync(path.join(ROOT, TARGET), { recursive: true });
  for (const build of Object.keys(BUILDS) as Build[]) fs.writeFileSync(fileOf(build), compile(build));
}
