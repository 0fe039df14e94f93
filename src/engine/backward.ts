/**
 * The backward pass. Inputs have smaller ids than their node, so descending ids are a topological order: one loop from
 * the root downward, no recursion and no sorting.
 */
import { customContributions } from './custom';
import { beginManualStep, finishManual } from './manual';
import { CONSTANT, FIRST_OP, LEAF, type LocalDerivative, OPS } from './ops/table';
import type { Tape } from './tape';

type Rule<T> = (a: number, b: number, out: number) => T;

// The op table by code, flat: one load and one call per input, whatever the shape of the entry. `at1`: undefined for an
// op with one input; `off`: undefined where the way is never switched off.
const at0: Rule<number>[] = [];
const at1: (Rule<number> | undefined)[] = [];
const off0: (Rule<boolean> | undefined)[] = [];
const off1: (Rule<boolean> | undefined)[] = [];
for (const [i, op] of OPS.entries()) {
  const [first, second] = op.derivatives as readonly [LocalDerivative, LocalDerivative?];
  at0[FIRST_OP + i] = first.at;
  off0[FIRST_OP + i] = first.off;
  at1[FIRST_OP + i] = second?.at;
  off1[FIRST_OP + i] = second?.off;
}
const FIRST_CUSTOM = FIRST_OP + OPS.length;

/** A reached node that passes its gradient on, and one that has no inputs. */
const INTERIOR = 1;
const END = 2;

/** What a pass has seen; kept from pass to pass so that a step of training allocates nothing. */
const scratch = {
  /** INTERIOR or END for every reached node that gets a grad; all 0 between passes. */
  reached: new Uint8Array(0),
  /** Reached nodes with inputs, descending. */
  interior: new Uint32Array(0),
  interiorCount: 0,
  leaves: [] as number[],
  busy: false,
};

/**
 * Backward pass from `root`, as micrograd has it: the root's grad is set to 1, then every node it depends on, from the
 * last made to the first, adds upstream gradient × local derivative to each of its inputs' grads. Nothing is zeroed, so
 * grads accumulate over uses and over passes, those of interior nodes included.
 */
export function backward(tape: Tape, root: number): void {
  if (scratch.busy) throw new Error('backward() was called from inside the backward of an op; call it after the pass.');
  if (tape.manual !== null) finishManual(tape);
  begin(root);
  try {
    propagateFrom(tape, root);
    if (tape.recorder !== null) reportPassed(tape, root);
  } finally {
    end();
  }
}

/** One step by hand: adds upstream gradient × local derivative to the grad of each of the node's inputs, once. */
export function backwardStep(tape: Tape, id: number): void {
  if (tape.op[id] < FIRST_CUSTOM) {
    if (tape.recorder !== null) beginManualStep(tape, id);
    if (tape.op[id] >= FIRST_OP) propagate(tape, id);
    return;
  }
  const inputs = tape.inputsOf(id);
  // If it throws, there was no step.
  const contributions = customContributions(tape, id, inputs);
  if (tape.recorder !== null) beginManualStep(tape, id);
  add(tape, id, inputs, contributions);
}

function propagateFrom(tape: Tape, root: number): void {
  try {
    tape.grad[root] = 1;
    let pending = reach(tape, root);
    for (let id = root; pending > 0; id--) {
      if (scratch.reached[id] !== INTERIOR) continue;
      scratch.interior[scratch.interiorCount++] = id;
      pending += visit(tape, id) - 1;
    }
  } catch (error) {
    gatherReached(root);
    if (tape.recorder !== null) reportAbandoned(tape);
    throw error;
  }
}

/** Propagates the node and returns how many of its inputs have inputs themselves and were not reached before. */
function visit(tape: Tape, id: number): number {
  const code = tape.op[id];
  if (code >= FIRST_CUSTOM) {
    const inputs = tape.inputsOf(id);
    add(tape, id, inputs, customContributions(tape, id, inputs));
    return inputs.reduce((found, input) => found + reach(tape, input), 0);
  }
  propagate(tape, id);
  const found = reach(tape, tape.in0[id]);
  return at1[code] === undefined ? found : found + reach(tape, tape.in1[id]);
}

/** Marks a node as reached; 1 if it was new and has inputs. */
function reach(tape: Tape, id: number): 0 | 1 {
  const code = tape.op[id];
  if (code === CONSTANT || scratch.reached[id] !== 0) return 0;
  if (code !== LEAF) {
    scratch.reached[id] = INTERIOR;
    return 1;
  }
  scratch.reached[id] = END;
  scratch.leaves.push(id);
  return 0;
}

/** The chain rule at one node of the op table; `contribution` of ops/op.ts written out, for this is the hot loop. */
function propagate(tape: Tape, id: number): void {
  const { op, in0, data, grad } = tape;
  const code = op[id];
  const upstream = grad[id];
  const out = data[id];
  const input0 = in0[id];
  const a = data[input0];
  const second = at1[code];
  if (second === undefined) {
    if (!off0[code]?.(a, 0, out)) grad[input0] += upstream * at0[code](a, 0, out);
    return;
  }
  const input1 = tape.in1[id];
  const b = data[input1];
  if (op[input0] !== CONSTANT && !off0[code]?.(a, b, out)) grad[input0] += upstream * at0[code](a, b, out);
  if (op[input1] !== CONSTANT && !off1[code]?.(a, b, out)) grad[input1] += upstream * second(a, b, out);
}

/** The same at a node of the user's own op, whose contributions are known. */
function add(tape: Tape, id: number, inputs: readonly number[], contributions: readonly number[]): void {
  for (const [i, input] of inputs.entries()) {
    tape.recorder?.contributed(id, i, contributions[i]);
    if (tape.op[input] !== CONSTANT) tape.grad[input] += contributions[i];
  }
}

function begin(root: number): void {
  scratch.busy = true;
  if (scratch.reached.length <= root) {
    const capacity = Math.max(2 * scratch.reached.length, root + 1, 4096);
    scratch.reached = new Uint8Array(capacity);
    scratch.interior = new Uint32Array(capacity);
  }
}

/** Lists the interior nodes that were only reached, too, after a pass that broke off before it came to them. */
function gatherReached(root: number): void {
  scratch.interiorCount = 0;
  for (let id = root; id >= 0; id--) {
    if (scratch.reached[id] === INTERIOR) scratch.interior[scratch.interiorCount++] = id;
  }
}

/** Clears the marks of all that is listed. */
function end(): void {
  for (let i = 0; i < scratch.interiorCount; i++) scratch.reached[scratch.interior[i]] = 0;
  for (const id of scratch.leaves) scratch.reached[id] = 0;
  scratch.interiorCount = 0;
  scratch.leaves.length = 0;
  scratch.busy = false;
}

/** Tells the recorder what the pass touched. */
function reportPassed(tape: Tape, root: number): void {
  const nodes = touchedNodes();
  tape.recorder?.passed({ kind: 'backward', root, nodes, grads: gradsOf(tape, nodes) });
}

/** Tells the recorder where a pass that broke off left the grads. */
function reportAbandoned(tape: Tape): void {
  // Steps by hand from inside the op's backward end before what ends the pass.
  if (tape.manual !== null) finishManual(tape);
  const nodes = touchedNodes();
  tape.recorder?.abandoned(nodes, gradsOf(tape, nodes));
}

function gradsOf(tape: Tape, nodes: Uint32Array): Float64Array {
  const grads = new Float64Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) grads[i] = tape.grad[nodes[i]];
  return grads;
}

/** Merges the interior, which is descending, with the few leaves: cheaper than sorting all. Ascending. */
function touchedNodes(): Uint32Array {
  const leaves = Uint32Array.from(scratch.leaves).sort();
  const nodes = new Uint32Array(leaves.length + scratch.interiorCount);
  let leaf = 0;
  let interior = scratch.interiorCount - 1;
  for (let i = 0; i < nodes.length; i++) {
    const takeLeaf = interior < 0 || (leaf < leaves.length && leaves[leaf] < scratch.interior[interior]);
    nodes[i] = takeLeaf ? leaves[leaf++] : scratch.interior[interior--];
  }
  return nodes;
}
