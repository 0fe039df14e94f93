/** Gradient check: what the backward pass says of each node against what happens to the root when the node is nudged. */
import { contributionsOf } from './custom';
import { describe } from './describe';
import { CONSTANT, contribution, FIRST_OP, LEAF, type LocalDerivative, OPS } from './ops/table';
import { checkOptions } from './options';
import { compareSlopes, type Slopes } from './slopes';
import type { Tape } from './tape';
import { isTensor } from './tensor/core';
import { gradCheckTensor, type TensorGradCheckRow } from './tensor/gradCheck';
import type { Tensor } from './tensor/tensor';
import { isValue, type Value } from './value';

export interface GradCheckOptions<T = Value> {
  /** What to check; all unless said otherwise. Each number costs two evaluations of the graph. */
  of?: readonly T[];
}

/** Of one node: ∂root/∂node in two ways. */
export interface GradCheckRow extends Slopes {
  /** Its number on the tape. */
  id: number;
  label: string;
  op: string;
  data: number;
  /** By the rules of the ops, those of the user's own included. */
  analytic: number;
}

interface Node {
  id: number;
  code: number;
  /** Positions among the nodes. */
  inputs: number[];
}

/**
 * Checks gradients at the present data of the leaves. Neither data nor grads change, and nothing is recorded.
 * @param root - A Value; or a Tensor with one number, whose graph is computed anew in float64.
 * @returns For a Value, one row for each node that it was computed from, inputs first; plain numbers have none. For a
 *   Tensor, one for each leaf that requires a gradient: its worst number.
 * @throws TypeError if `root` is neither, RangeError if it was not computed from one of `of`.
 */
export function gradCheck(root: Value, options?: GradCheckOptions): GradCheckRow[];
export function gradCheck(root: Tensor, options?: GradCheckOptions<Tensor>): TensorGradCheckRow[];
export function gradCheck(
  root: Value | Tensor,
  options: GradCheckOptions<Value | Tensor> = {},
): GradCheckRow[] | TensorGradCheckRow[] {
  checkOptions('gradCheck', options, ['of']);
  if (isTensor(root)) return gradCheckTensor(root, options.of as readonly Tensor[] | undefined);
  if (isValue(root)) return gradCheckValue(root, options.of as readonly Value[] | undefined);
  throw new TypeError(`gradCheck expects a Value or a Tensor, but got ${describe(root)}.`);
}

function gradCheckValue(root: Value, of: readonly Value[] | undefined): GradCheckRow[] {
  const { tape } = root;
  const nodes = nodesBehind(tape, root.id);
  const data = Float64Array.from(nodes, ({ id }) => tape.data[id]);
  evaluate(tape, nodes, data, 0);
  const analytic = gradients(tape, nodes, data);
  const checked = of === undefined ? [...nodes.keys()] : of.map((value, i) => positionOf(nodes, root, value, i));
  return checked
    .filter(p => nodes[p].code !== CONSTANT)
    .map(p => {
      const { id, code } = nodes[p];
      const slopes = compareSlopes(analytic[p], data[p], x => rootWith(tape, nodes, data, p, x));
      const names = { id, label: tape.labelOf(id), op: tape.ops[code].symbol };
      return { ...names, data: data[p], analytic: analytic[p], ...slopes };
    });
}

/** All that the root was computed from, itself last; a node after its inputs. */
function nodesBehind(tape: Tape, root: number): Node[] {
  const seen = new Set([root]);
  for (const id of seen) for (const input of tape.inputsOf(id)) seen.add(input);
  const ids = Uint32Array.from(seen).sort();
  const positions = new Map(Array.from(ids, (id, p) => [id, p]));
  return Array.from(ids, id => {
    return { id, code: tape.op[id], inputs: tape.inputsOf(id).map(input => positions.get(input)!) };
  });
}

function positionOf(nodes: readonly Node[], root: Value, value: Value, i: number): number {
  if (!isValue(value))
    throw new TypeError(`gradCheck expects Values in \`of\`, but number ${i} is ${describe(value)}.`);
  const position = value.tape === root.tape ? nodes.findIndex(({ id }) => id === value.id) : -1;
  if (position < 0) throw new RangeError(`gradCheck: the root was not computed from number ${i} of \`of\`, ${value}.`);
  return position;
}

/** Computes the nodes from position `from` on anew. */
function evaluate(tape: Tape, nodes: readonly Node[], data: Float64Array, from: number): void {
  for (let p = from; p < nodes.length; p++) {
    const { id, code, inputs } = nodes[p];
    if (code === LEAF || code === CONSTANT) continue;
    const custom = tape.customForward.get(id);
    data[p] = custom
      ? custom(...inputs.map(q => data[q]))
      : OPS[code - FIRST_OP].forward(data[inputs[0]], data[inputs[1]]);
  }
}

/** ∂root/∂node for each node, by the chain rule from the root downward. */
function gradients(tape: Tape, nodes: readonly Node[], data: Float64Array): Float64Array {
  const grads = new Float64Array(nodes.length);
  grads[nodes.length - 1] = 1;
  for (let p = nodes.length - 1; p >= 0; p--) {
    const { inputs } = nodes[p];
    const shares = contributions(tape, nodes[p], grads[p], data, data[p]);
    for (const [i, share] of shares.entries()) grads[inputs[i]] += share;
  }
  return grads;
}

function contributions(tape: Tape, node: Node, upstream: number, data: Float64Array, out: number): readonly number[] {
  const { id, code, inputs } = node;
  if (inputs.length === 0) return [];
  const at = inputs.map(q => data[q]);
  if (tape.customBackward.has(id)) return contributionsOf(tape, id, upstream, at, out);
  const derivatives: readonly LocalDerivative[] = OPS[code - FIRST_OP].derivatives;
  return derivatives.map(derivative => contribution(derivative, upstream, at[0], at[1], out));
}

/** The root's data if the node at position `p` had the data `x`. */
function rootWith(tape: Tape, nodes: readonly Node[], data: Float64Array, p: number, x: number): number {
  const moved = data.slice();
  moved[p] = x;
  evaluate(tape, nodes, moved, p + 1);
  return moved[moved.length - 1];
}
