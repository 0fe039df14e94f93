/**
 * Trains MLP(2, [16, 16, 1]) on 100 samples with the scalars of a module, called through their methods, and prints how
 * long it took. Usage: tsx train.ts MODULE STEPS, the module exporting `Value`, or `engine` for ours, recording.
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
  ms: number;
  /** Nodes made, those of the plain numbers included. */
  nodes: number;
  /** Of the last step: the same for all, to rounding. */
  loss: number;
}

/** An engine under measurement. */
export interface Port {
  value(data: number): Scalar;
  /** Called when a step has ended. */
  stepped?(): void;
}

const SIZES = [2, 16, 16, 1];
const SAMPLES = 100;
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
function nodesOfStep(): number {
  let perSample = 0;
  for (let i = 1; i < SIZES.length; i++) perSample += SIZES[i] * (SIZES[i - 1] * (i === 1 ? 3 : 2) + 1);
  return SAMPLES * (perSample + 3) + SAMPLES - 1;
}

function forward(layers: Layer[], x: readonly number[]): Scalar {
  let values: readonly (Scalar | number)[] = x;
  for (const layer of layers) {
    const inputs = values;
    values = layer.map(({ w, b }) => w.reduce((sum, weight, i) => sum.add(weight.mul(inputs[i])), b).tanh());
  }
  return values[0] as Scalar;
}

/** @throws RangeError if it was not asked for a step. */
export function train(port: Port, steps: number): Training {
  const next = numbers();
  const leaf = () => port.value(next());
  const layers: Layer[] = SIZES.slice(1).map((size, i) =>
    Array.from({ length: size }, () => ({ w: Array.from({ length: SIZES[i] }, leaf), b: leaf() })),
  );
  const parameters = layers.flatMap(layer => layer.flatMap(({ w, b }) => [...w, b]));
  const xs = Array.from({ length: SAMPLES }, () => [next(), next()]);
  const ys = xs.map(([a, b]) => (a * b > 0 ? 1 : -1));
  let loss: Scalar | undefined;
  const start = performance.now();
  for (let step = 0; step < steps; step++) {
    const errors = xs.map((x, i) => forward(layers, x).add(-ys[i]));
    loss = errors.map(error => error.mul(error)).reduce((sum, square) => sum.add(square));
    for (const p of parameters) p.grad = 0;
    loss.backward();
    for (const p of parameters) p.data -= RATE * p.grad;
    port.stepped?.();
  }
  const ms = performance.now() - start;
  if (!loss) throw new RangeError('Training needs at least one step.');
  return { ms, nodes: parameters.length + steps * nodesOfStep(), loss: loss.data };
}

/** The port that the argument names. */
async function portOf(module: string): Promise<Port> {
  if (module === 'engine') return (await import('./engine')).enginePort();
  const { Value } = (await import(pathToFileURL(path.resolve(module)).href)) as {
    Value: new (data: number) => Scalar;
  };
  return { value: data => new Value(data) };
}

const [module, steps] = process.argv.slice(2);
console.log(JSON.stringify(train(await portOf(module), Number(steps))));
