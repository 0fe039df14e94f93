/** Brings the nodes of an earlier frame back onto the tape, for one of them is an operand again. */
import type { Frame } from './frame';
import { NONE, type Structure } from './structure';
import type { Tape } from './tape';

/** Adds the frame's own nodes behind those of the tape's current frame. They keep their ids; Values follow them. */
export function bringBack(tape: Tape, frame: Frame): void {
  const { structure, base } = frame;
  const by = tape.length - base;
  tape.recorder?.returned?.(frame, base, frame.length);
  for (let index = base; index < frame.length; index++) copyNode(tape, frame, index, by);
  for (const [index, handle] of frame.handles ?? []) {
    tape.frame.handles ??= new Map();
    tape.frame.handles.set(index + by, handle);
  }
  keepIds(tape, frame, by);
  frame.moved = { to: tape.frame, from: base, by };
  frame.base = Number.POSITIVE_INFINITY;

  function copyNode(to: Tape, from: Frame, index: number, distance: number): void {
    const op = structure.op[index];
    const moved = (input: number) => (input !== NONE && input >= base ? input + distance : input);
    const in1 = structure.in1[index];
    const at =
      to.ops[op].arity === 'n'
        ? to.pushAgain(op, to.addExtra(listOf(to, structure, index).map(moved)), in1)
        : to.pushAgain(op, moved(structure.in0[index]), moved(in1));
    to.data[at] = from.data[index];
    to.grad[at] = from.grad[index];
    to.site[at] = structure.site[index];
    to.addScope(at, structure.scopeOf(index));
    const label = from.labelOf(index);
    if (label !== '') to.frame.structure.setLabel(at, label);
    const functions = from.custom?.get(index);
    if (functions === undefined) return;
    to.frame.custom ??= new Map();
    to.frame.custom.set(at, functions);
  }
}

function listOf({ extra }: Tape, { in0, in1 }: Structure, index: number): number[] {
  return Array.from(extra.subarray(in0[index], in0[index] + in1[index]));
}

/** Nodes that came back have the ids that they had; those made from now on go on counting. */
function keepIds(tape: Tape, frame: Frame, by: number): void {
  const { runs } = tape.frame;
  const next = tape.frame.idOf(frame.base + by);
  for (const [i, { from, offset }] of frame.runs.entries()) {
    const start = Math.max(from, frame.base);
    const end = frame.runs[i + 1]?.from ?? frame.length;
    if (end > start) runs.push({ from: start + by, offset: offset - by });
  }
  runs.push({ from: tape.length, offset: next - tape.length });
}
