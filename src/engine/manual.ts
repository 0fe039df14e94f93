/** A backward pass by hand: the series of `backwardStep()` calls that a recording shows as one pass. */
import { CONSTANT } from './ops/table';
import type { Tape } from './tape';

/**
 * The series under way. Nothing in a script says where such a pass ends, so it ends before the first of: a second step
 * of one of its nodes, `backward()`, a write to any data or grad, the end of the run.
 */
export class ManualPass {
  private readonly stepped = new Set<number>();

  has(id: number): boolean {
    return this.stepped.has(id);
  }

  add(id: number): void {
    this.stepped.add(id);
  }

  /** Ids of the nodes, in the order in which they were stepped. */
  get steps(): Uint32Array {
    return Uint32Array.from(this.stepped);
  }
}

/** Notes on a recorded tape that `id` is about to be stepped. */
export function beginManualStep(tape: Tape, id: number): void {
  if (tape.manual?.has(id)) finishManual(tape);
  tape.manual ??= new ManualPass();
  tape.manual.add(id);
}

/** Ends the series of `backwardStep()` under way, if there is one, and reports it as a pass. */
export function finishManual(tape: Tape): void {
  const pass = tape.manual;
  if (pass === null) return;
  tape.manual = null;
  const steps = pass.steps;
  const touched = new Set<number>(steps);
  for (const id of steps) {
    for (const input of tape.inputsOf(id)) if (tape.op[input] !== CONSTANT) touched.add(input);
  }
  const nodes = Uint32Array.from(touched).sort();
  const grads = Float64Array.from(nodes, id => tape.grad[id]);
  tape.recorder?.passed({ kind: 'manual', root: steps[0], nodes, grads, steps });
}
