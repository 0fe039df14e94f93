/**
 * Compares Tapelens, as it was packaged, with what does the same elsewhere. Usage: tsx test/bench/run.ts [workload…],
 * the workloads being those of the table below; all by default. `npm run package` comes first.
 *
 * Environment: TAPELENS_BENCH_PYTHON (a Python), TAPELENS_BENCH_PORTS (see scalars.ts), TAPELENS_TEST_VSCODE (a version).
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../files';
import { exitOnSignals } from '../testHost/server';
import { chain } from './chain';
import type { Work } from './comparison';
import { graph } from './graph';
import { panel } from './panel';
import { picture } from './picture';
import { race } from './race';
import { lines } from './report';
import { scalars } from './scalars';
import { sizes } from './sizes';
import { tensors } from './tensors';

const WORKLOADS: Readonly<Record<string, () => Work[] | Promise<Work[]>>> = {
  picture,
  panel,
  graph,
  scalars,
  tensors,
  sizes,
  chain,
};

function chosen(names: string[]): string[] {
  const unknown = names.filter(name => !Object.hasOwn(WORKLOADS, name));
  if (unknown.length)
    throw new Error(`No such workload: ${unknown.join(', ')}. Workloads: ${Object.keys(WORKLOADS).join(', ')}.`);
  return names.length ? names : Object.keys(WORKLOADS);
}

function requirePackage(): void {
  const missing = ['dist/cli.cjs', 'tapelens.vsix'].filter(file => !fs.existsSync(path.join(ROOT, file)));
  if (missing.length) throw new Error(`There is no ${missing.join(' and no ')} to measure: npm run package makes it.`);
}

/** What the figures depend on; a load above the number of cores makes them noisy. */
function machine(): string {
  return `Node ${process.versions.node}, ${os.availableParallelism()} cores, load ${os.loadavg()[0].toFixed(1)}`;
}

async function report(name: string): Promise<void> {
  for (const each of await WORKLOADS[name]()) {
    if (typeof each === 'string' || typeof each === 'function') {
      for (const line of typeof each === 'string' ? [each] : await each()) console.log(`${name}: ${line}`);
      continue;
    }
    try {
      for (const line of lines(name, each, await race(each))) console.log(line);
    } finally {
      await each.close?.();
    }
  }
}

exitOnSignals(130);
try {
  const names = chosen(process.argv.slice(2));
  requirePackage();
  console.log(machine());
  for (const name of names) await report(name);
  console.log(machine());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
