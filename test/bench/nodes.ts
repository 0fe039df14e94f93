/**
 * Nodes per second of training MLP(2, [16, 16, 1]) on 100 samples: forward, backward and update, recording on.
 *
 * TAPELENS_BENCH_PORTS: more peers, paths separated by `:`. Each is a module that Node or tsx can import and that
 * exports `Value` with data, grad, add, mul, tanh and backward: a port of micrograd to JavaScript or TypeScript.
 */
import path from 'node:path';
import type { Comparison, Contender } from './comparison';
import { evaluate } from './evaluate';
import type { Training } from './peers/train';
import { runProgram } from './program';
import { peerFile } from './python';

const STEPS = 20;

const SCRIPT = `
import { MLP, random, sum, zip } from 'tapelens';
random.seed(42);
const network = new MLP(2, [16, 16, 1]);
const xs = Array.from({ length: 100 }, () => [random.uniform(-1, 1), random.uniform(-1, 1)]);
const ys = xs.map(([a, b]) => (a * b > 0 ? 1 : -1));
for (let step = 0; step < ${STEPS}; step++) {
  const outputs = xs.map(x => network.forward(x));
  const loss = sum(zip(ys, outputs).map(([y, out]) => (out - y) ** 2));
  network.zeroGrad();
  loss.backward();
  for (const p of network.parameters()) p.data -= 0.0005 * p.grad;
}
`;

/** The same script with every operation of the network written as an operator. */
const OPERATORS = `
import { Value, random } from 'tapelens';
random.seed(42);
const leaf = () => new Value(random.uniform(-1, 1));
const layers = [[2, 16], [16, 16], [16, 1]].map(([inputs, size]) =>
  Array.from({ length: size }, () => ({ w: Array.from({ length: inputs }, leaf), b: leaf() })));
const parameters = layers.flatMap(layer => layer.flatMap(({ w, b }) => [...w, b]));
const xs = Array.from({ length: 100 }, () => [random.uniform(-1, 1), random.uniform(-1, 1)]);
const ys = xs.map(([a, b]) => (a * b > 0 ? 1 : -1));
for (let step = 0; step < ${STEPS}; step++) {
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
}
`;

export function nodes(): Comparison[] {
  const ports = (process.env.TAPELENS_BENCH_PORTS ?? '').split(path.delimiter).filter(Boolean);
  const peers = [
    training('a peer of objects and closures', peerFile('closures.ts')),
    training('a peer of objects alone', peerFile('fields.ts')),
    ...ports.map(port => training(port, port)),
  ];
  const absent = ports.length ? [] : ['no port of micrograd named by TAPELENS_BENCH_PORTS to compare with'];
  const common = { unit: 'nodes/s', peers, absent, rounds: 5, warmUp: false } as const;
  return [
    { ...common, what: 'training by MLP, operators in the loss', ours: evaluated('evaluator', SCRIPT) },
    { ...common, what: 'training by operators alone', ours: evaluated('evaluator', OPERATORS) },
    { ...common, what: 'training by methods', ours: training('engine with recorder', 'engine') },
  ];
}

function evaluated(name: string, script: string): Contender {
  return {
    name,
    async measure() {
      const { recording } = await evaluate(script);
      return (recording.length / recording.ms) * 1000;
    },
  };
}

/** Loss after the last step: of the first contender; every other one must agree. */
let agreed: number | undefined;

function training(name: string, module: string): Contender {
  return {
    name,
    async measure() {
      const { stdout } = await runProgram(process.execPath, [
        '--import=tsx',
        peerFile('train.ts'),
        module,
        String(STEPS),
      ]);
      const { nodes: made, ms, loss }: Training = JSON.parse(stdout);
      agreed ??= loss;
      if (!(Math.abs(loss / agreed - 1) < 1e-6)) throw new Error(`The loss of ${name} is ${loss}, not ${agreed}.`);
      return (made / ms) * 1000;
    },
  };
}
