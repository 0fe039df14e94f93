/** The sum of a neuron, node by node. */
import { CODE, CONSTANT } from '../ops/table';
import { NONE } from '../structure';
import { type Tape, tape } from '../tape';
import { indexOf, isValue, Value } from '../value';

const { add: ADD, mul: MUL } = CODE;

/**
 * bias + weights · x, added from the first to the last: the nodes of that many products and sums, without a handle for
 * each. All operands must be of the current run; `x` has an element for each weight.
 */
export function weightedSum(bias: Value, weights: readonly Value[], x: readonly (Value | number)[]): Value {
  const current = tape();
  // What the first node of a step needs, and an operand of an earlier frame, is for the handles to see to.
  if (current.ripe || !areHere(current, x)) return weights.reduce((sum, w, i) => sum.add(w.mul(x[i])), bias);
  let sum = indexOf(current, ADD, bias);
  for (let i = 0; i < weights.length; i++) {
    const xi = x[i];
    const w = indexOf(current, MUL, weights[i]);
    const in1 = typeof xi === 'number' ? current.push(CONSTANT, NONE, NONE, xi) : xi.index;
    const product = current.push(MUL, w, in1, current.data[w] * current.data[in1]);
    sum = current.push(ADD, sum, product, current.data[sum] + current.data[product]);
  }
  return new Value(current.frame, sum, null, null, [x, weights, [bias]]);
}

/** Whether all are numbers or of the current frame. */
function areHere(current: Tape, operands: readonly unknown[]): boolean {
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i];
    if (typeof operand !== 'number' && !(isValue(operand) && operand.settled() === current.frame)) return false;
  }
  return true;
}
