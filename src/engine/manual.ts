/** A backward pass by hand: the series of `backwardStep()` calls that a recording shows as one pass. */
import type { Frame } from './frame';
import { CONSTANT } from './ops/rules';
import type { Tape } from './tape';

/**
 * The series under way. Nothing in a script says where such a pass ends, so it ends before the first of: a second step
 * of one of its nodes, a step in another frame, `backward()`, a write to any data or grad, the end of the run.
 */
export class ManualPass {
  private readonly stepped = new Set<number>();

  constructor(readonly frame: Frame) {}

  has(frame: Frame, index: number): boolean {
    return frame !== this.frame || this.stepped.has(index);
  }

  add(index: number): void {
    this.stepped.add(index);
  }

  /** Indices of the nodes, in the order in which they were stepped. */
  get steps(): Uint32Array {
    return Uint32Array.from(this.stepped);
  }
}

/** Notes on a recorded tape that a node is about to be stepped. */
export function beginManualStep(frame: Frame, index: number): void {
  const { tape } = frame;
  if (tape.manual?.has(frame, index)) finishManual(tape);
  tape.manual ??= new ManualPass(frame);
  tape.manual.add(index);
}

/** Ends the series of `backwardStep()` under way, if there is one, and reports it as a pass. */
export function finishManual(tape: Tape): void {
  const pass = tape.manual;
  if (pass === null) return;
  tape.manual = null;
  const { frame, steps } = pass;
  const { op } = frame.structure;
  const leaves = new Set<number>();
  for (const index of steps) {
    for (const input of frame.inputsOf(index)) if (op[input] !== CONSTANT) leaves.add(input);
  }
  for (const index of steps) leaves.delete(index);
  tape.recorder?.passed({
    kind: 'manual',
    frame,
    root: steps[0],
    interior: steps,
    leaves: Uint32Array.from(leaves).sort(),
  });
}
