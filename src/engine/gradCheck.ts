/** Gradient check: what the backward pass says of each node against what happens to the root when the node is nudged. */
import { contributionsOf } from './custom';
import { describe } from './describe';
import type { Frame } from './frame';
import { contribution, type Slope } from './ops/op';
import { CONSTANT, FIRST_OP, LEAF, OP_RULES } from './ops/rules';
import { checkOptions } from './options';
import { compareSlopes, type Slopes } from './slopes';
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
  /** In the root's frame. */
  index: number;
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
  const frame = root.settled();
  if (frame !== frame.tape.frame) frame.tape.carryBaseInto(frame);
  const nodes = nodesBehind(frame, root.index);
  const data = Float64Array.from(nodes, ({ index }) => frame.data[index]);
  evaluate(frame, nodes, data, 0);
  const analytic = gradients(frame, nodes, data);
  const checked = of === undefined ? [...nodes.keys()] : of.map((value, i) => positionOf(nodes, root, value, i));
  return checked
    .filter(p => nodes[p].code !== CONSTANT)
    .map(p => {
      const { index, code } = nodes[p];
      const slopes = compareSlopes(analytic[p], data[p], x => rootWith(frame, nodes, data, p, x));
      const names = { id: frame.idOf(index), label: frame.labelOf(index), op: frame.tape.ops[code].symbol };
      return { ...names, data: data[p], analytic: analytic[p], ...slopes };
    });
}

/** All that the root was computed from, itself last; a node after its inputs. */
function nodesBehind(frame: Frame, root: number): Node[] {
  const seen = new Set([root]);
  for (const index of seen) for (const input of frame.inputsOf(index)) seen.add(input);
  const indices = Uint32Array.from(seen).sort();
  const positions = new Map(Array.from(indices, (index, p) => [index, p]));
  return Array.from(indices, index => {
    const inputs = frame.inputsOf(index).map(input => positions.get(input)!);
    return { index, code: frame.structure.op[index], inputs };
  });
}

function positionOf(nodes: readonly Node[], root: Value, value: Value, i: number): number {
  if (!isValue(value))
    throw new TypeError(`gradCheck expects Values in \`of\`, but number ${i} is ${describe(value)}.`);
  // A parameter is of the current frame, which carries it for all others.
  const isHere = value.settled().tape === root.frame.tape;
  const position = isHere ? nodes.findIndex(({ index }) => root.frame.idOf(index) === value.id) : -1;
  if (position < 0) throw new RangeError(`gradCheck: the root was not computed from number ${i} of \`of\`, ${value}.`);
  return position;
}

/** Computes the nodes from position `from` on anew. */
function evaluate(frame: Frame, nodes: readonly Node[], data: Float64Array, from: number): void {
  for (let p = from; p < nodes.length; p++) {
    const { index, code, inputs } = nodes[p];
    if (code === LEAF || code === CONSTANT) continue;
    const custom = frame.custom?.get(index)?.forward;
    data[p] = custom
      ? custom(...inputs.map(q => data[q]))
      : OP_RULES[code - FIRST_OP].forward(data[inputs[0]], data[inputs[1]]);
  }
}

/** ∂root/∂node for each node, by the chain rule from the root downward. */
function gradients(frame: Frame, nodes: readonly Node[], data: Float64Array): Float64Array {
  const grads = new Float64Array(nodes.length);
  grads[nodes.length - 1] = 1;
  for (let p = nodes.length - 1; p >= 0; p--) {
    const { inputs } = nodes[p];
    const shares = contributions(frame, nodes[p], grads[p], data, data[p]);
    for (const [i, share] of shares.entries()) grads[inputs[i]] += share;
  }
  return grads;
}

function contributions(frame: Frame, node: Node, upstream: number, data: Float64Array, out: number): readonly number[] {
  const { index, code, inputs } = node;
  if (inputs.length === 0) return [];
  const at = inputs.map(q => data[q]);
  if (frame.custom?.has(index)) return contributionsOf(frame, index, upstream, at, out);
  const derivatives: readonly Slope[] = OP_RULES[code - FIRST_OP].derivatives;
  return derivatives.map(derivative => contribution(derivative, upstream, at[0], at[1], out));
}

/** The root's data if the node at position `p` had the data `x`. */
function rootWith(frame: Frame, nodes: readonly Node[], data: Float64Array, p: number, x: number): number {
  const moved = data.slice();
  moved[p] = x;
  evaluate(frame, nodes, moved, p + 1);
  return moved[moved.length - 1];
}
