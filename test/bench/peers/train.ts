/**
 * Trains a network with the scalars of a module and prints how long a step took. Usage: tsx train.ts MODULE NETWORK STEPS,
 * the module exporting `Value`, or ours, recording: `engine` through the methods of its Values, `mlp` by its MLP.
 *
 * One process a run: how fast objects are differs from process to process.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a module's `Value` must have: what micrograd's has. */
export interface Scalar {
  data: number;
  grad: number;
  add(other: Scalar | number): Scalar;
  mul(other: Scalar | number): Scalar;
  tanh(): Scalar;
  backward(): void;
}

/** What is printed, as JSON. */
export interface Training {
  /** Median of the steps of the second half: the first is for the compiler. */
  ms: number;
  /** Nodes of a step, those of the plain numbers included. */
  nodes: number;
  /** Of the last step: the same for all, to rounding. */
  loss: number;
}

/** An engine under measurement. */
export interface Port {
  value(data: number): Scalar;
  /** The port's own network of these sizes; by its Scalars' methods if absent. */
  network?(sizes: readonly number[]): Network;
  /** Called when a step has ended. */
  stepped?(): void;
}

/** A network with one output. */
export interface Network {
  /** Neuron by neuron, the weights before the bias. */
  parameters: Scalar[];
  forward(x: readonly number[]): Scalar;
}

/** The networks by name: those that micrograd's own demos train. */
export const NETWORKS = {
  small: { sizes: [3, 4, 4, 1], samples: 4 },
  large: { sizes: [2, 16, 16, 1], samples: 100 },
};

export type NetworkName = keyof typeof NETWORKS;

const RATE = 0.0005;

type Layer = { w: Scalar[]; b: Scalar }[];

/** Weights and samples: the same numbers for all. */
function numbers(): () => number {
  let state = 42;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state / 2147483648) * 2 - 1;
  };
}

/** Nodes of one step, the plain numbers among the operands included; parameters are made once. */
function nodesOfStep(sizes: readonly number[], samples: number): number {
  let perSample = 0;
  for (let i = 1; i < sizes.length; i++) perSample += sizes[i] * (sizes[i - 1] * (i === 1 ? 3 : 2) + 1);
  return samples * (perSample + 3) + samples - 1;
}

function byMethods(port: Port, sizes: readonly number[]): Network {
  const leaf = () => port.value(0);
  const layers: Layer[] = sizes
    .slice(1)
    .map((size, i) => Array.from({ length: size }, () => ({ w: Array.from({ length: sizes[i] }, leaf), b: leaf() })));
  return {
    parameters: layers.flatMap(layer => layer.flatMap(({ w, b }) => [...w, b])),
    forward(x) {
      let values: readonly (Scalar | number)[] = x;
      for (const layer of layers) {
        const inputs = values;
        values = layer.map(({ w, b }) => w.reduce((sum, weight, i) => sum.add(weight.mul(inputs[i])), b).tanh());
      }
      return values[0] as Scalar;
    },
  };
}

/** @throws RangeError if it was not asked for a step. */
export function train(port: Port, name: NetworkName, steps: number): Training {
  const { sizes, samples } = NETWORKS[name];
  const next = numbers();
  const { parameters, forward } = port.network?.(sizes) ?? byMethods(port, sizes);
  for (const p of parameters) p.data = next();
  const xs = Array.from({ length: samples }, () => Array.from({ length: sizes[0] }, next));
  const ys = xs.map(([a, b]) => (a * b > 0 ? 1 : -1));
  let loss: Scalar | undefined;
  const times = Array.from({ length: steps }, () => {
    const start = performance.now();
    const errors = xs.map((x, i) => forward(x).add(-ys[i]));
    loss = errors.map(error => error.mul(error)).reduce((sum, square) => sum.add(square));
    for (const p of parameters) p.grad = 0;
    loss.backward();
    for (const p of parameters) p.data -= RATE * p.grad;
    port.stepped?.();
    return performance.now() - start;
  });
  if (!loss) throw new RangeError('Training needs at least one step.');
  const late = times.slice(steps >> 1).sort((a, b) => a - b);
  return { ms: late[late.length >> 1], nodes: nodesOfStep(sizes, samples), loss: loss.data };
}

/** The port that the argument names. */
async function portOf(module: string): Promise<Port> {
  if (module === 'engine' || module === 'mlp') return (await import('./engine')).enginePort(module);
  const { Value } = (await import(pathToFileURL(path.resolve(module)).href)) as {
    Value: new (data: number) => Scalar;
  };
  return { value: data => new Value(data) };
}

const [module, network, steps] = process.argv.slice(2);
console.log(JSON.stringify(train(await portOf(module), network as NetworkName, Number(steps))));
