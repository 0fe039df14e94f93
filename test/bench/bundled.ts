/** Measured code in one file, as packages ship: a loader of TypeScript keeps the names of closures, which slows them. */
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../files';

const bundles = new Map<string, Promise<string>>();

/** A module in one file with all that it imports; ours is built from the source that is here. Once for each module. */
export function bundled(module: string): Promise<string> {
  const known = bundles.get(module);
  if (known !== undefined) return known;
  const outfile = path.join(ROOT, 'test/out/bench', `${bundles.size}.mjs`);
  const options = { bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'error' } as const;
  const made = build({ entryPoints: [module], outfile, ...options }).then(() => outfile);
  bundles.set(module, made);
  return made;
}
