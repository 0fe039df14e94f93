/** What a bundler takes of the engine when a program imports some of its names. */
import path from 'node:path';
import { build } from 'esbuild';

export interface Bundled {
  bytes: number;
  /** Paths of the files of which something is in the bundle, with `/`. */
  files: string[];
}

/**
 * The program `export { … } from 'module'`, minified.
 * @param from - The folder that `module` is resolved from.
 */
export async function bundled(names: readonly string[], module: string, from: string): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${names.join(', ')} } from '${module}';`, resolveDir: from },
    absWorkingDir: from,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    metafile: true,
    write: false,
    outdir: from,
  });
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { bytes: outputFiles[0].contents.length, files: files.map(([file]) => path.posix.normalize(file)) };
}
