/** The PyTorch to compare with, on each BLAS that it finds here: what it is packaged with may not be the fastest. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const NAMED = process.env.TAPELENS_BENCH_PYTHON;
/** Debian's package python3-torch is for Debian's own Python. */
const CANDIDATES = NAMED ? [NAMED] : ['/usr/bin/python3', 'python3'];
/** Where Debian puts each BLAS, in the order of speed. */
const FOLDERS = [
  { name: 'OpenBLAS', folder: 'openblas-pthread' },
  { name: 'the reference BLAS that it is packaged with', folder: 'blas' },
];

const PROBE = 'import sys, sysconfig, torch; print(torch.__version__); print(sysconfig.get_config_var("MULTIARCH"))';

export interface PyTorch {
  command: string;
  /** As it is named in the report. */
  name: string;
  env: Record<string, string>;
}

/** PyTorch with each BLAS; none if there is no PyTorch, itself alone if its BLAS can't be exchanged. */
export function findPyTorch(): PyTorch[] {
  for (const command of CANDIDATES) {
    const { status, stdout } = spawnSync(command, ['-c', PROBE], { encoding: 'utf8' });
    if (status !== 0) continue;
    const [version, system] = stdout.split('\n');
    const name = `PyTorch ${version}`;
    const found = FOLDERS.map(each => ({ ...each, folder: path.join('/usr/lib', system, each.folder) })).filter(each =>
      fs.existsSync(path.join(each.folder, 'libblas.so.3')),
    );
    if (found.length === 0) return [{ command, name, env: {} }];
    return found.map(each => ({ command, name: `${name}, ${each.name}`, env: { LD_LIBRARY_PATH: each.folder } }));
  }
  return [];
}
