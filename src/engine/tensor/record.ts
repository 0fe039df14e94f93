/** Tells the tape and its recorder of tensors: the one place that knows both. Nothing here runs without a recorder. */
import { settled } from '../frame';
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
  // A leaf's node may begin a step: indices are looked up when all are there.
  for (const input of inputs) ensureNode(tape, input);
  const indices = inputs.map(input => tape.indexOf(input.place!));
  settle(tape, out, tape.pushMany(codeOf(tape, op), indices, summary(out.array)), attributes);
}

/** A leaf that takes part for the first time becomes a node now. */
function ensureNode(tape: Tape, tensor: TensorCore): void {
  if (tensor.place?.frame.tape === tape) return;
  const kind = tensor.isOffTape && !tensor.requiresGrad ? CONSTANT : LEAF;
  settle(tape, tensor, tape.push(kind, NONE, NONE, summary(tensor.array)), undefined);
}

function settle(tape: Tape, tensor: TensorCore, index: number, attributes: unknown): void {
  const { frame } = tape;
  tensor.place = { frame, index };
  if (tensor.label !== '') tape.nameFirst(frame, index, tensor.label);
  tape.recorder?.tensorMade?.(frame.idOf(index), tensor, attributes);
}

/** Id of a tensor in the run that a tape records; undefined if it is no node of it. */
function idOn(tape: Tape, { place }: TensorCore): number | undefined {
  return place?.frame.tape === tape ? settled(place).idOf(place.index) : undefined;
}

/** What a column of numbers says of a tensor: its number if it has one only. */
function summary({ size, values, offset }: NDArray): number {
  return size === 1 ? values[offset] : Number.NaN;
}

/** A label given after the tensor became a node. */
export function recordLabel({ place, label }: TensorCore): void {
  if (place?.frame.tape.recorder) place.frame.tape.setLabel(settled(place), place.index, label);
}

/** The script assigned to data or grad, or changed the data in place. */
export function recordWrite(tape: Tape, tensor: TensorCore, field: 'data' | 'grad'): void {
  const id = idOn(tape, tensor);
  if (id === undefined) return;
  tape.assigned(tensor.place!.frame, tensor.place!.index);
  const written = field === 'data' ? tensor.array : (tensor.gradTensor?.array ?? null);
  tape.recorder?.tensorWritten?.(id, field, written);
}

/** What a node passed to its input number `input`. */
export function recordContribution(tape: Tape, { output }: GradNode, input: number, share: NDArray): void {
  const id = idOn(tape, output);
  if (id !== undefined) tape.recorder?.tensorContributed?.(id, input, share);
}

/** The end of a pass: the gradient of every node it reached, those of leaves as they are now. */
export function recordPass(tape: Tape, root: TensorCore, order: readonly GradNode[]): void {
  const { recorder } = tape;
  const rootId = idOn(tape, root);
  if (!recorder?.tensorsPassed || rootId === undefined) return;
  const grads = new Map<number, NDArray>();
  const steps: number[] = [];
  const reach = (tensor: TensorCore, gradient: NDArray | undefined) => {
    const id = idOn(tape, tensor);
    if (id !== undefined && gradient !== undefined) grads.set(id, gradient);
  };
  if (root.node === null) reach(root, root.gradTensor?.array);
  for (const node of order) {
    reach(node.output, node.gradient!);
    const id = idOn(tape, node.output);
    if (id !== undefined) steps.push(id);
    for (const input of node.inputs) if (input.node === null) reach(input, input.gradTensor?.array);
  }
  const nodes = Uint32Array.from(grads.keys()).sort();
  recorder.tensorsPassed({
    root: rootId,
    nodes,
    grads: Array.from(nodes, node => grads.get(node)!),
    steps: Uint32Array.from(steps),
  });
  if (root.place!.frame === tape.frame) tape.passEnded();
}
