/** Tells the tape and its recorder of tensors: the one place that knows both. Nothing here runs without a recorder. */
import { CONSTANT, LEAF } from '../ops/table';
import { NONE, type Tape } from '../tape';
import type { TensorCore } from './core';
import type { GradNode } from './grad';
import type { NDArray } from './ndarray';
import type { TensorOp } from './ops/op';

/** Code of each op on each tape, registered at its first use. */
const codes = new WeakMap<Tape, Map<string, number>>();

function codeOf(tape: Tape, { name, symbol, notation }: TensorOp): number {
  let known = codes.get(tape);
  if (known === undefined) {
    known = new Map();
    codes.set(tape, known);
  }
  let code = known.get(name);
  if (code === undefined) {
    code = tape.ops.push({ name, symbol, notation, arity: 'n' }) - 1;
    known.set(name, code);
  }
  return code;
}

/** Adds the node of an op's result. */
export function recordOp(
  tape: Tape,
  op: TensorOp,
  inputs: readonly TensorCore[],
  out: TensorCore,
  attributes: unknown,
): void {
  const ids = inputs.map(input => nodeOf(tape, input));
  settle(tape, out, tape.pushMany(codeOf(tape, op), ids, summary(out.array)), attributes);
}

/** The node of a tensor that takes part; a leaf gets one now. */
function nodeOf(tape: Tape, tensor: TensorCore): number {
  if (tensor.tape === tape) return tensor.tapeNode;
  const kind = tensor.isOffTape && !tensor.requiresGrad ? CONSTANT : LEAF;
  settle(tape, tensor, tape.push(kind, NONE, NONE, summary(tensor.array)), undefined);
  return tensor.tapeNode;
}

function settle(tape: Tape, tensor: TensorCore, node: number, attributes: unknown): void {
  tensor.tape = tape;
  tensor.tapeNode = node;
  if (tensor.label !== '') tape.setLabel(node, tensor.label);
  tape.recorder?.tensorMade?.(node, tensor, attributes);
}

/** What a column of numbers says of a tensor: its number if it has one only. */
function summary({ size, values, offset }: NDArray): number {
  return size === 1 ? values[offset] : Number.NaN;
}

/** A label given after the tensor became a node. */
export function recordLabel(tensor: TensorCore): void {
  if (tensor.tape?.recorder) tensor.tape.setLabel(tensor.tapeNode, tensor.label);
}

/** The script assigned to data or grad, or changed the data in place. */
export function recordWrite(tape: Tape, tensor: TensorCore, field: 'data' | 'grad'): void {
  if (tensor.tape !== tape) return;
  const written = field === 'data' ? tensor.array : (tensor.gradTensor?.array ?? null);
  tape.recorder?.tensorWritten?.(tensor.tapeNode, field, written);
}

/** What a node passed to its input number `input`. */
export function recordContribution(tape: Tape, { output }: GradNode, input: number, share: NDArray): void {
  if (output.tape === tape) tape.recorder?.tensorContributed?.(output.tapeNode, input, share);
}

/** The end of a pass: the gradient of every node it reached, those of leaves as they are now. */
export function recordPass(tape: Tape, root: TensorCore, order: readonly GradNode[]): void {
  const { recorder } = tape;
  if (!recorder?.tensorsPassed || root.tape !== tape) return;
  const grads = new Map<number, NDArray>();
  const steps: number[] = [];
  const reach = (tensor: TensorCore, gradient: NDArray | undefined) => {
    if (tensor.tape === tape && gradient !== undefined) grads.set(tensor.tapeNode, gradient);
  };
  if (root.node === null) reach(root, root.gradTensor?.array);
  for (const node of order) {
    reach(node.output, node.gradient!);
    if (node.output.tape === tape) steps.push(node.output.tapeNode);
    for (const input of node.inputs) if (input.node === null) reach(input, input.gradTensor?.array);
  }
  const nodes = Uint32Array.from(grads.keys()).sort();
  recorder.tensorsPassed({
    root: root.tapeNode,
    nodes,
    grads: Array.from(nodes, node => grads.get(node)!),
    steps: Uint32Array.from(steps),
  });
}
