/** What a neuron's sum is sent through. */
import { describe } from '../describe';
import { CODE } from '../ops/rules';
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

const CODES = { tanh: CODE.tanh, relu: CODE.relu, sigmoid: CODE.sigmoid, linear: undefined };

/** Code of the op that an activation is; undefined if it is none. */
export function codeOf(name: Activation): number | undefined {
  return CODES[name];
}
