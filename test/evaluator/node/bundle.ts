/** The evaluator's process, bundled as it is shipped, for tests that need no other part of the product. */
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { DATA } from '../../../src/evaluator/node/data';
import { DATA_FILES } from '../../dataFiles';
import { ROOT } from '../../files';

/** Path of the bundled process. */
export async function bundleChild(): Promise<string> {
  const outfile = path.join(ROOT, 'test/out/evaluator/child.cjs');
  await build({
    entryPoints: [path.join(ROOT, 'src/evaluator/node/child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  const data = path.join(path.dirname(outfile), DATA);
  for (const [name, file] of Object.entries(DATA_FILES)) fs.cpSync(file, path.join(data, `${name}.json`));
  return outfile;
}
