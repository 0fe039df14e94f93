/**
 * What a neuron computes, node by node, without a handle for each: the sum of its bias and its weighted inputs, from the
 * first to the last, and the activation. In a step that repeats another, the nodes are compared with that one's and
 * their data computed in one loop.
 */
import { CODE, CONSTANT } from '../ops/rules';
import { NONE } from '../structure';
import { type Tape, tape } from '../tape';
import { forward, indexOf, isValue, type Value } from '../value';
import { type Activation, activate, codeOf } from './activation';
import { NUMBER, type Signals } from './signals';

const { add: ADD, mul: MUL } = CODE;

/** What a neuron is made of. */
export interface NeuronParts {
  readonly w: readonly Value[];
  readonly b: Value;
  readonly activation: Activation;
}

/** Makes the nodes of a neuron's output and returns its index in the tape's current frame. `x` has an element for each weight. */
export function fire({ w, b, activation }: NeuronParts, x: Signals): number {
  const current = tape();
  if (current.ripe && x.values !== null) expectFirst(current, w[0], x.values[0]);
  if (current.ripe || !x.areHere(current)) return byHandles(w, b, activation, x.values!);
  const bias = indexOf(current, ADD, b);
  const sum = add(current, bias, w, x, repeat(current, bias, w, x));
  const code = codeOf(activation);
  return code === undefined ? sum : current.push(code, sum, NONE, forward(code, current.data[sum], 0));
}

/** The first node of a neuron may begin a step: if it does, it does so here. */
function expectFirst(current: Tape, weight: Value, x: unknown): void {
  if (typeof x === 'number') {
    indexOf(current, MUL, weight);
    current.expect(CONSTANT, NONE, NONE);
  } else if (isValue(x)) current.expect(MUL, indexOf(current, MUL, weight), indexOf(current, MUL, x));
}

/** Operands of an earlier frame, or what is no operand at all, are for the handles to see to. */
function byHandles(w: readonly Value[], b: Value, activation: Activation, x: readonly (Value | number)[]): number {
  const out = activate(
    activation,
    w.reduce((sum, weight, i) => sum.add(weight.mul(x[i])), b),
  );
  out.settled();
  return out.index;
}

/** The sum of bias and weighted inputs from number `from` on, onto that of those before. */
function add(current: Tape, bias: number, weights: readonly Value[], x: Signals, from: number): number {
  let sum = from === 0 ? bias : current.length - 1;
  for (let i = from; i < weights.length; i++) {
    const w = indexOf(current, MUL, weights[i]);
    const in1 = x.indices[i] === NUMBER ? current.push(CONSTANT, NONE, NONE, x.numbers[i]) : x.indices[i];
    const product = current.push(MUL, w, in1, current.data[w] * current.data[in1]);
    sum = current.push(ADD, sum, product, current.data[sum] + current.data[product]);
  }
  return sum;
}

/**
 * Makes the products and sums again that the step repeated has here, as far as they are the same; returns of how many
 * weights. The structure is only read: this is the hot loop of training.
 */
function repeat(current: Tape, bias: number, weights: readonly Value[], x: Signals): number {
  if (current.knownAhead() < 3 * weights.length) return 0;
  const { op, in0, in1, data, frame, base } = current;
  const { indices, numbers } = x;
  let at = current.length;
  let sum = bias;
  let total = data[bias];
  let done = 0;
  for (; done < weights.length; done++) {
    const weight = weights[done];
    if (weight.frame !== base && weight.frame !== frame) break;
    const w = weight.index;
    let input = indices[done];
    let product = at;
    if (input === NUMBER) {
      if (op[at] !== CONSTANT) break;
      data[at] = numbers[done];
      input = at;
      product = at + 1;
    }
    if (op[product] !== MUL || in0[product] !== w || in1[product] !== input) break;
    const next = product + 1;
    if (op[next] !== ADD || in0[next] !== sum || in1[next] !== product) break;
    const value = data[w] * data[input];
    data[product] = value;
    total += value;
    data[next] = total;
    sum = next;
    at = next + 1;
  }
  current.length = at;
  return done;
}
