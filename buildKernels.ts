// Compiles src/engine/kernels/assembly twice into src/engine/kernels/generated: modules that hold the WebAssembly as
// text, so that the engine needs no file beside it. Run it after a change of those sources; a test compares.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const ROOT = import.meta.dirname;
const SOURCES = 'src/engine/kernels/assembly';
const TARGET = 'src/engine/kernels/generated';

const OPTIONS = [
  ...['index.ts', '--outFile', 'kernels.wasm', '-O3', '--converge', '--noAssert', '--runtime', 'stub'],
  // Vectors are passed among the kernels alone
  ...['--importMemory', '--disableWarning', '112'],
];

/** The builds, and what each may use besides. */
export const BUILDS = { deterministic: ['--enable', 'simd'], relaxed: ['--enable', 'simd,relaxed-simd'] } as const;

export type Build = keyof typeof BUILDS;

/** The text of the module that holds a build. */
export async function compile(build: Build): Promise<string> {
  let wasm: Uint8Array | undefined;
  const { error, stderr } = await asc.main([...OPTIONS, ...BUILDS[build]], {
    readFile: (name, folder) => {
      const file = path.resolve(ROOT, SOURCES, folder, name);
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
    },
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') wasm = contents;
    },
    listFiles: () => [],
  });
  if (error || !wasm) throw new Error(`${error?.message}\n${stderr.toString()}`);
  const text = Buffer.from(wasm).toString('base64');
  return `/** The kernels, ${build} build, as base64. Made by buildKernels.ts. */\nexport const WASM =\n  '${text}';\n`;
}

/** Path of the module that holds a build. */
export function fileOf(build: Build): string {
  return path.join(ROOT, TARGET, `${build}.ts`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.mkdirSync(path.join(ROOT, TARGET), { recursive: true });
  for (const build of Object.keys(BUILDS) as Build[]) fs.writeFileSync(fileOf(build), await compile(build));
}
