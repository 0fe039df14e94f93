/**
 * A step of training with tensors: forward, backward and update, on one thread. Figures of a contender are the middle
 * batch of steps of a process, and the middle of the processes; all must come to the same loss.
 */
import { bundled } from './bundled';
import type { Comparison, Contender } from './comparison';
import { installPackages } from './packages';
import type { Trained } from './peers/tensors/run';
import { CHARACTERS, type WorkloadName } from './peers/tensors/workloads';
import { runProgram } from './program';
import { peerFile, scriptArguments } from './python';
import { findPyTorch, type PyTorch } from './pytorch';

/** How long a process trains. */
const MS = 700;
const ROUNDS = 5;

const WHAT: Record<WorkloadName, string> = {
  characters: 'a step of the character model (embedding 2, hidden 100, batch 32)',
  larger: 'a step of the larger model (embedding 10, hidden 200, batch 32)',
  'large batch': 'a step of the larger model with batch 1024',
  tiny: 'x (5) · w (5, 3) + b, binary cross entropy and backward',
};

const OTHERS = ['tfjs wasm', 'tfjs cpu', 'jax-js'];
/** Node before 21 has fused operations behind a flag. */
const FLAGS = Number.parseInt(process.versions.node, 10) < 21 ? ['--experimental-wasm-relaxed-simd'] : [];

export function tensors(): Comparison[] {
  const pytorch = findPyTorch();
  const packages = installPackages();
  return (Object.keys(WHAT) as WorkloadName[]).flatMap(workload => {
    const others = [
      ...pytorch.map(each => python(each, workload)),
      ...(packages ? OTHERS.map(each => training(each, each, workload, packages)) : []),
    ];
    return OURS.filter(({ engine }) => workload !== 'tiny' || engine === 'recording').map(
      ({ name, engine, parts }) => ({
        what: WHAT[workload],
        unit: 'ms/step' as const,
        ours: training(name, engine, workload),
        peers: [...others, ...partsFor(workload, parts)],
        absent: [
          ...(pytorch.length ? [] : ['no PyTorch installed to compare with']),
          ...(packages ? [] : ['no tfjs and no jax-js, which npm could not install']),
        ],
        rounds: ROUNDS,
        warmUp: false,
      }),
    );
  });
}

/** Our engine as the product runs it, in both builds, and what of it is compared with the whole. */
const OURS = [
  {
    name: 'engine, recording',
    engine: 'recording',
    parts: { 'the same without a recorder': 'tapelens', 'its kernels alone': 'kernels' },
  },
  {
    name: 'engine with fused operations, recording',
    engine: 'relaxed recording',
    parts: { 'the same without a recorder': 'relaxed', 'its kernels alone': 'kernels relaxed' },
  },
];

function partsFor(workload: WorkloadName, parts: Record<string, string>): Contender[] {
  // Tiny tensors have no use for kernels
  return Object.entries(parts)
    .filter(([, engine]) => workload !== 'tiny' || !engine.startsWith('kernels'))
    .map(([name, engine]) => training(name, engine, workload));
}

/** Loss by workload: of the first contender; every other one must agree. */
const agreed = new Map<WorkloadName, number>();

function contender(name: string, workload: WorkloadName, run: () => Promise<{ stdout: string }>): Contender {
  return {
    name,
    async measure() {
      const { stdout } = await run();
      const { ms, loss }: Trained = JSON.parse(stdout.trim().split('\n').at(-1)!);
      const first = agreed.get(workload) ?? loss;
      agreed.set(workload, first);
      if (!(Math.abs(loss / first - 1) < 1e-4)) throw new Error(`The loss of ${name} is ${loss}, not ${first}.`);
      return ms;
    },
  };
}

function training(name: string, engine: string, workload: WorkloadName, packages = ''): Contender {
  const flags = engine.includes('relaxed') ? FLAGS : [];
  const run = peerFile('tensors/run.ts');
  return contender(name, workload, async () => {
    // Of other engines, the packages are measured as they are.
    const program = packages === '' ? [await bundled(run)] : ['--import=tsx', run];
    return runProgram(process.execPath, [...flags, ...program, engine, workload, String(MS), packages]);
  });
}

function python({ command, name, env }: PyTorch, workload: WorkloadName): Contender {
  const { embedding, hidden, batch } =
    workload === 'tiny' ? { embedding: 0, hidden: 0, batch: 0 } : CHARACTERS[workload];
  const sizes = [embedding, hidden, batch, MS].map(String);
  return contender(name, workload, () => runProgram(command, scriptArguments('tensors.py', ...sizes), env));
}
