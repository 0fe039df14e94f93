/** Packages that are compared with and that Tapelens itself has no use for. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PACKAGES = ['@tensorflow/tfjs@4.22.0', '@tensorflow/tfjs-backend-wasm@4.22.0', '@jax-js/jax@0.1.25'];

/** A folder outside the project in which npm has installed them; undefined if it can't. The next run finds it again. */
export function installPackages(): string | undefined {
  const folder = path.join(os.tmpdir(), 'tapelens-bench-packages');
  const isInstalled = () => PACKAGES.every(each => fs.existsSync(path.join(folder, 'node_modules', nameOf(each))));
  if (isInstalled()) return folder;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
  spawnSync('npm', ['install', '--no-audit', '--no-fund', ...PACKAGES], { cwd: folder, stdio: 'ignore' });
  return isInstalled() ? folder : undefined;
}

function nameOf(specifier: string): string {
  return specifier.slice(0, specifier.lastIndexOf('@'));
}
