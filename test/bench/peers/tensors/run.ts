/**
 * Trains in one process and prints milliseconds a step. Usage: tsx run.ts ENGINE WORKLOAD MS [PACKAGES], ENGINE being one
 * of those below, MS how long to go on, PACKAGES a folder where npm installed what is not ours.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setKernels } from '../../../../src/engine/tensor/memory';
import { kernels } from './kernels';
import { tapelens } from './tapelens';
import type { CharactersName, Step, WorkloadName } from './workloads';

/** What is printed, as JSON. */
export interface Trained {
  /** Of the middle batch of steps. */
  ms: number;
  /** Of step CHECKED: the same for all, to rounding. */
  loss: number;
}

const CHECKED = 20;
/** A batch of steps takes at least so long, to be timed well. */
const BATCH_MS = 10;

const [engine, workload, duration, packages] = process.argv.slice(2) as [string, WorkloadName, string, string?];

const load = (name: string): Promise<unknown> =>
  import(pathToFileURL(createRequire(path.join(packages ?? '', 'index.js')).resolve(name)).href);

const ENGINES: Readonly<Record<string, () => Step | Promise<Step>>> = {
  tapelens: () => tapelens(workload, false),
  recording: () => tapelens(workload, true),
  relaxed: () => {
    setKernels({ build: 'relaxed' });
    return tapelens(workload, false);
  },
  'relaxed recording': () => {
    setKernels({ build: 'relaxed' });
    return tapelens(workload, true);
  },
  kernels: () => kernels(workload as CharactersName, 'deterministic'),
  'kernels relaxed': () => kernels(workload as CharactersName, 'relaxed'),
  'tfjs wasm': () => peer('tfjs.mjs', 'tfjs', 'wasm', workload, load),
  'tfjs cpu': () => peer('tfjs.mjs', 'tfjs', 'cpu', workload, load),
  'jax-js': () => peer('jax.mjs', 'jax', workload, load),
};

/** Peers without types of their own are JavaScript. */
async function peer(file: string, name: string, ...args: unknown[]): Promise<Step> {
  const module = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as Record<
    string,
    (...args: unknown[]) => Promise<Step>
  >;
  return module[name](...args);
}

function timeOf(step: Step, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) step();
  return performance.now() - start;
}

const step = await ENGINES[engine]();
for (let i = 1; i < CHECKED; i++) step();
const loss = await step().loss();
let count = 1;
for (let ms = 0; ms < BATCH_MS; count *= 2) ms = timeOf(step, 2 * count);
const batches: number[] = [];
const end = performance.now() + Number(duration);
while (performance.now() < end) {
  batches.push(timeOf(step, count) / count);
  // Timers and collectors get their turn, as between two events of a program.
  await new Promise(resolve => setTimeout(resolve));
}
batches.sort((a, b) => a - b);
console.log(JSON.stringify({ ms: batches[batches.length >> 1], loss } satisfies Trained));
