/** Tells the tape and its recorder of tensors: the one place that knows both. Nothing here runs without a recorder. */
import { settled } from '../frame';
import { nameFirst, setLabel } from '../labels';
import { CONSTANT, LEAF } from '../ops/table';
import { NONE, type Tape } from '../tape';
import type { TensorCore } from './core';
import type { GradNode } from './grad';
import { isGradEnabled } from './gradMode';
import type { NDArray } from './ndarray';
import type { TensorOp } from './ops/op';

/** Code of each op on each tape, registered at its first use. */
const codes = new WeakMap<Tape, Map<string, number>>();

function codeOf(tape: Tape, op: TensorOp): number {
  const { name, symbol, notation, word, formula, derivatives } = op;
  let known = codes.get(tape);
  if (known === undefined) {
    known = new Map();
    codes.set(tape, known);
  }
  let code = known.get(name);
  if (code === undefined) {
    const gradients = derivatives.map(derivative => derivative?.formula ?? null);
    code = tape.ops.push({ name, symbol, notation, arity: 'n', tensor: { word, formula, gradients } }) - 1;
    known.set(name, code);
  }
  return code;
}

/** Adds the node of an op's result. */
export function recordOp(tape: Tape, op: TensorOp, inputs: readonly TensorCore[], out: TensorCore): void {
  // A leaf's node may begin a step: indices are looked up when all are there.
  for (const input of inputs) ensureNode(tape, input);
  const indices = inputs.map(input => tape.indexOf(input.place!));
  settle(tape, out, tape.pushMany(codeOf(tape, op), indices, summary(out.array)));
}

/** A leaf that takes part or is named for the first time becomes a node now. */
function ensureNode(tape: Tape, tensor: TensorCore): void {
  if (tensor.place !== null && tensor.place.frame.tape === tape) return;
  const kind = tensor.isOffTape && !tensor.requiresGrad ? CONSTANT : LEAF;
  settle(tape, tensor, tape.push(kind, NONE, NONE, summary(tensor.array)));
}

function settle(tape: Tape, tensor: TensorCore, index: number): void {
  const { frame } = tape;
  tensor.place = { frame, index };
  if (tensor.label !== '') nameFirst(frame, index, tensor.label);
  tape.recorder?.tensorMade?.(frame.idOf(index), tensor);
}

/** Makes a tensor that is about to be named a node if it is none yet; false if it is none to be drawn. */
export function recordNamed(tape: Tape, tensor: TensorCore): boolean {
  if (tensor.place?.frame.tape === tape) return true;
  if (tensor.isOffTape || !isGradEnabled()) return false;
  ensureNode(tape, tensor);
  return true;
}

/** Names a node after a variable, unless it has a name. */
export function recordName(tensor: TensorCore, name: string): void {
  const frame = settled(tensor.place!);
  if (tensor.label === '') nameFirst(frame, tensor.place!.index, name);
}

/** Id of a tensor in the run that a tape records; undefined if it is no node of it. */
export function idOn(tape: Tape, { place }: TensorCore): number | undefined {
  return place?.frame.tape === tape ? settled(place).idOf(place.index) : undefined;
}

/** What a column of numbers says of a tensor: its number if it has one only. */
function summary({ size, values, offset }: NDArray): number {
  return size === 1 ? values[offset] : Number.NaN;
}

/** A label given after the tensor became a node. */
export function recordLabel({ place, label }: TensorCore): void {
  if (place?.frame.tape.recorder) setLabel(settled(place), place.index, label);
}

/** The script assigned to data or grad, or changed the data in place. */
export function recordWrite(tape: Tape, tensor: TensorCore, field: 'data' | 'grad'): void {
  const id = idOn(tape, tensor);
  if (id === undefined) return;
  if (field === 'data') tape.assigned(settled(tensor.place!), tensor.place!.index);
  const written = field === 'data' ? tensor.array : (tensor.gradTensor?.array ?? null);
  tape.recorder?.tensorWritten?.(id, field, written);
}

/** The script set whether a leaf requires a gradient. */
export function recordRequiresGrad(tape: Tape, tensor: TensorCore): void {
  const id = idOn(tape, tensor);
  if (id !== undefined) tape.recorder?.tensorChanged?.(id, tensor);
}

/** What a node passed to its input number `input`; to be told before it is added to anything. */
export function recordContribution(tape: Tape, { output, inputs }: GradNode, input: number, share: NDArray): void {
  const to = inputs[input];
  const node = idOn(tape, output);
  const target = idOn(tape, to);
  if (node === undefined || target === undefined) return;
  const before = to.node === null ? (to.gradTensor?.array ?? null) : null;
  tape.recorder?.tensorContributed?.({ node, input, target, share, before });
}

/** The end of a pass: the gradient of every node it reached, and the leaves as they are now. */
export function recordPass(tape: Tape, root: TensorCore, order: readonly GradNode[]): void {
  const { recorder } = tape;
  if (!recorder?.tensorsPassed || idOn(tape, root) === undefined) return;
  const steps: number[] = [];
  const gradients: NDArray[] = [];
  const reached = new Set<TensorCore>(root.node === null ? [root] : []);
  for (const node of order) {
    const id = idOn(tape, node.output);
    if (id !== undefined) {
      steps.push(id);
      gradients.push(node.gradient!);
    }
    for (const input of node.inputs) if (input.node === null && input.requiresGrad) reached.add(input);
  }
  const leaves = [...reached].filter(leaf => leaf.gradTensor !== null && idOn(tape, leaf) !== undefined);
  recorder.tensorsPassed({
    frame: root.place!.frame,
    root: root.place!.index,
    steps,
    gradients,
    leaves: leaves.map(leaf => idOn(tape, leaf)!),
    reached: leaves,
  });
  if (root.place!.frame === tape.frame) tape.passEnded();
}
