/** Tells the tape and its recorder of tensors: the one place that knows both. Nothing here runs without a recorder. */
import { settled } from '../frame';
import { nameFirst, setLabel } from '../labels';
import { CONSTANT, LEAF } from '../ops/table';
import { NONE, type Tape } from '../tape';
import type { TensorCore } from './core';
import { isGradEnabled } from './gradMode';
import type { NDArray } from './ndarray';
import type { TensorOp } from './ops/op';

/** Code of each op on each tape, registered at its first use. */
const codes = new WeakMap<Tape, Map<TensorOp, number>>();
/** Those of the tape asked for last. */
let lastTape: Tape | null = null;
let lastCodes = new Map<TensorOp, number>();

function codesOf(tape: Tape): Map<TensorOp, number> {
  if (tape === lastTape) return lastCodes;
  lastTape = tape;
  lastCodes = codes.get(tape) ?? new Map();
  codes.set(tape, lastCodes);
  return lastCodes;
}

function codeOf(tape: Tape, op: TensorOp): number {
  const known = codesOf(tape);
  return known.get(op) ?? register(tape, op, known);
}

/** Ops of the same name are one: those of a method that does its work in several ways. */
function register(tape: Tape, op: TensorOp, known: Map<TensorOp, number>): number {
  const { name, symbol, notation, word, formula, derivatives } = op;
  let code = tape.ops.findIndex(kind => kind.name === name && kind.tensor !== undefined);
  if (code < 0) {
    const gradients = derivatives.map(derivative => derivative?.formula ?? null);
    code = tape.ops.push({ name, symbol, notation, arity: 'n', tensor: { word, formula, gradients } }) - 1;
  }
  known.set(op, code);
  return code;
}

/** Indices of the inputs of the op under way: the tape copies what it keeps. */
const operands: number[] = [];

/** Adds the node of an op's result. */
export function recordOp(tape: Tape, op: TensorOp, inputs: readonly TensorCore[], out: TensorCore): void {
  // A leaf's node may begin a step: indices are looked up when all are there.
  for (let i = 0; i < inputs.length; i++) ensureNode(tape, inputs[i]);
  operands.length = inputs.length;
  for (let i = 0; i < inputs.length; i++) operands[i] = tape.indexOf(inputs[i].place!);
  settle(tape, out, tape.pushMany(codeOf(tape, op), operands, summary(out.array)));
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
  tape.recorder?.tensorMade?.(frame.idOf(index), tensor, index);
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
