/**
 * A step of training with scalars: forward, backward and update, with recording and history on. The middle step of a
 * process, and the middle of the processes.
 *
 * TAPELENS_BENCH_PORTS: more peers, paths separated by `:`. Each is a module of JavaScript or TypeScript that
 * exports `Value` with data, grad, add, mul, tanh and backward: a port of micrograd.
 */
import path from 'node:path';
import { bundled } from './bundled';
import type { Comparison, Contender } from './comparison';
import { evaluate } from './evaluate';
import type { NetworkName, Training } from './peers/train';
import { runProgram } from './program';
import { findPython, type Python, peerFile, scriptArguments } from './python';

/** Steps in a process: enough for a compiler, few enough for CPython. */
const STEPS = { small: { ours: 4000, objects: 2000, python: 60 }, large: { ours: 120, objects: 16, python: 4 } };

const WHAT = {
  small: 'a step of MLP(3, [4, 4, 1]) on 4 samples',
  large: 'a step of MLP(2, [16, 16, 1]) on 100 samples',
} as const;

/** The network with every operation written as an operator; it prints the milliseconds of its middle step. */
const script = (sizes: string, samples: number, steps: number) => `
import { Value, random } from 'tapelens';
const leaf = () => new Value(random.uniform(-1, 1));
const sizes = ${sizes};
const layers = sizes.slice(1).map((size, k) =>
  Array.from({ length: size }, () => ({ w: Array.from({ length: sizes[k] }, leaf), b: leaf() })));
const parameters = layers.flatMap(layer => layer.flatMap(({ w, b }) => [...w, b]));
const xs = Array.from({ length: ${samples} }, () => Array.from({ length: sizes[0] }, () => random.uniform(-1, 1)));
const ys = xs.map(([a, b]) => (a * b > 0 ? 1 : -1));
const times = [];
for (let step = 0; step < ${steps}; step++) {
  const start = performance.now();
  let loss = new Value(0);
  for (let sample = 0; sample < xs.length; sample++) {
    let values = xs[sample];
    for (const layer of layers) {
      values = layer.map(({ w, b }) => {
        let sum = b;
        for (let i = 0; i < w.length; i++) sum = sum + w[i] * values[i];
        return sum.tanh();
      });
    }
    loss = loss + (values[0] - ys[sample]) ** 2;
  }
  for (const p of parameters) p.grad = 0;
  loss.backward();
  for (const p of parameters) p.data -= 0.0005 * p.grad;
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
console.log(times[times.length >> 1]);
`;

const SCRIPTS = { small: script('[3, 4, 4, 1]', 4, 2000), large: script('[2, 16, 16, 1]', 100, 40) };

export function scalars(): Comparison[] {
  const python = findPython();
  const ports = (process.env.TAPELENS_BENCH_PORTS ?? '').split(path.delimiter).filter(Boolean);
  return (['large', 'small'] as const).flatMap(network => {
    const object = (name: string, module: string) => training(name, module, network, STEPS[network].objects);
    const common = {
      what: WHAT[network],
      unit: 'ms/step' as const,
      peers: [
        ...(python ? pythons(python, network) : []),
        object('JavaScript of objects and closures', peerFile('closures.ts')),
        object('JavaScript of objects alone', peerFile('fields.ts')),
        ...ports.map(port => object(port, path.resolve(port))),
      ],
      absent: [
        ...(python ? [] : ['no Python installed to compare with']),
        ...(ports.length ? [] : ['no port of micrograd named by TAPELENS_BENCH_PORTS to compare with']),
      ],
      rounds: 5,
      warmUp: false,
    };
    const engine = (name: string, way: string) => training(name, way, network, STEPS[network].ours);
    return [
      { ...common, ours: engine('engine by its MLP', 'mlp') },
      { ...common, ours: engine('engine by methods', 'engine') },
      { ...common, ours: { name: 'evaluator, operators alone', measure: () => evaluated(network) } },
    ];
  });
}

async function evaluated(network: NetworkName): Promise<number> {
  const { recording } = await evaluate(SCRIPTS[network]);
  return Number(recording.outputs[0].text);
}

function pythons({ command, name }: Python, network: NetworkName): Contender[] {
  const run = async (...flags: string[]) => {
    const steps = String(STEPS[network].python);
    const { stdout } = await runProgram(command, scriptArguments('train.py', network, steps, ...flags));
    return (JSON.parse(stdout) as { ms: number }).ms;
  };
  return [
    { name: `${name}, micrograd-style`, measure: () => run() },
    { name: `${name}, its collector off`, measure: () => run('--no-gc') },
  ];
}

/** Loss by network and number of steps: of the first contender; every other one must agree. */
const agreed = new Map<string, number>();

function training(name: string, module: string, network: NetworkName, steps: number): Contender {
  return {
    name,
    async measure() {
      const port = path.isAbsolute(module) ? await bundled(module) : module;
      const arguments_ = [await bundled(peerFile('train.ts')), port, network, String(steps)];
      const { stdout } = await runProgram(process.execPath, arguments_);
      const { ms, loss }: Training = JSON.parse(stdout);
      const key = `${network} ${steps}`;
      const first = agreed.get(key) ?? loss;
      agreed.set(key, first);
      if (!(Math.abs(loss / first - 1) < 1e-6)) throw new Error(`The loss of ${name} is ${loss}, not ${first}.`);
      return ms;
    },
  };
}
