/** What a neuron's sum is sent through. */
import { describe } from '../describe';
import type { Value } from '../value';

const ACTIVATIONS = {
  tanh: (x: Value) => x.tanh(),
  relu: (x: Value) => x.relu(),
  sigmoid: (x: Value) => x.sigmoid(),
  linear: (x: Value) => x,
};

export type Activation = keyof typeof ACTIVATIONS;

/** @throws TypeError if `name` is none of the activations. */
export function checkActivation(name: unknown): asserts name is Activation {
  if (typeof name === 'string' && Object.hasOwn(ACTIVATIONS, name)) return;
  const known = Object.keys(ACTIVATIONS).join("', '");
  throw new TypeError(`The activation must be one of '${known}', but it is ${describe(name)}.`);
}

export function activate(name: Activation, x: Value): Value {
  return ACTIVATIONS[name](x);
}
