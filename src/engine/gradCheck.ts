/** Gradient check: what the backward pass says of each node against what happens to the root when the node is nudged. */
import { contributionsOf } from './custom';
import { describe } from './describe';
import { CONSTANT, contribution, FIRST_OP, LEAF, type LocalDerivative, OPS } from './ops/table';
import { checkOptions } from './options';
import type { Tape } from './tape';
import { isValue, type Value } from './value';

export interface GradCheckOptions {
  /** What to check; all that the root was computed from unless said otherwise. Each costs two evaluations of the graph. */
  of?: readonly Value[];
}

/** Of one node: ∂root/∂node in two ways. */
export interface GradCheckRow {
  /** Its number on the tape. */
  id: number;
  label: string;
  op: string;
  data: number;
  /** By the rules of the ops, those of the user's own included. */
  analytic: number;
  /** (root at data + h − root at data − h) / 2h, with h about 6·10⁻⁶ of the data or of 1. */
  numeric: number;
  /** |analytic − numeric| by the larger of the two; around 10⁻⁶ and below it is rounding. Large at a kink as well. */
  relativeError: number;
}

interface Node {
  id: number;
  code: number;
  /** Positions among the nodes. */
  inputs: number[];
}

/** Where the truncation error of a central difference is about its rounding error. */
const STEP = Math.cbrt(Number.EPSILON);
/** Times the rounding error of a difference: a gradient below that is compared with it instead of with itself. */
const MARGIN = 1e6;

/**
 * Checks gradients at the present data of the leaves. Neither data nor grads change, and nothing is recorded.
 * @returns One row for each node, inputs first; plain numbers have none.
 * @throws TypeError if `root` is no Value, RangeError if it was not computed from one of `of`.
 */
export function gradCheck(root: Value, options: GradCheckOptions = {}): GradCheckRow[] {
  if (!isValue(root)) throw new TypeError(`gradCheck expects a Value, but got ${describe(root)}.`);
  checkOptions('gradCheck', options, ['of']);
  const { of } = options;
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
      const names = { id, label: tape.labelOf(id), op: tape.ops[code].symbol, data: data[p] };
      return { ...names, analytic: analytic[p], ...compared(analytic[p], tape, nodes, data, p) };
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

/** Nudges the node at position `p` both ways. */
function compared(analytic: number, tape: Tape, nodes: readonly Node[], data: Float64Array, p: number) {
  const rootAt = (nudged: number) => {
    const moved = data.slice();
    moved[p] = nudged;
    evaluate(tape, nodes, moved, p + 1);
    return moved[moved.length - 1];
  };
  const h = STEP * Math.max(1, Math.abs(data[p]));
  const [above, below] = [rootAt(data[p] + h), rootAt(data[p] - h)];
  const numeric = (above - below) / (data[p] + h - (data[p] - h));
  const rounding = (Number.EPSILON * Math.max(Math.abs(above), Math.abs(below))) / h;
  const scale = Math.max(Math.abs(analytic), Math.abs(numeric), MARGIN * rounding);
  const difference = Math.abs(analytic - numeric);
  return { numeric, relativeError: difference === 0 ? 0 : difference / scale };
}
