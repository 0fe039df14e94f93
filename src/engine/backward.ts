/**
 * The backward pass. Inputs have smaller indices than their node, so descending indices are a topological order: one loop
 * from the root downward, no recursion and no sorting.
 */
import { customContributions } from './custom';
import type { Frame } from './frame';
import { beginManualStep, finishManual } from './manual';
import type { Slope } from './ops/op';
import { CODE, CONSTANT, FIRST_OP, LEAF, OP_RULES } from './ops/rules';
import type { PassPlan } from './passPlan';
import type { FinishedPass } from './recorder';
import { nextCapacity, type Structure } from './structure';

type Rule<T> = (a: number, b: number, out: number) => T;

// The op table by code, flat: one load and one call per input, whatever the shape of the entry. `at1`: undefined for an
// op with one input; `off`: undefined where the way is never switched off.
const at0: Rule<number>[] = [];
const at1: (Rule<number> | undefined)[] = [undefined, undefined];
const off0: (Rule<boolean> | undefined)[] = [];
const off1: (Rule<boolean> | undefined)[] = [];
for (const [i, op] of OP_RULES.entries()) {
  const [first, second] = op.derivatives as readonly [Slope, Slope?];
  at0[FIRST_OP + i] = first.at;
  off0[FIRST_OP + i] = first.off;
  at1[FIRST_OP + i] = second?.at;
  off1[FIRST_OP + i] = second?.off;
}
const FIRST_CUSTOM = FIRST_OP + OP_RULES.length;
// Codes of the ops that most graphs consist of: the sweep has their derivatives written out.
const { add: ADD, mul: MUL } = CODE;

/** What a pass has seen; kept from pass to pass so that a step of training allocates nothing. */
const scratch = {
  /** The number of the last pass that reached the node. */
  reached: new Uint32Array(4096),
  /** Reached nodes with inputs, descending. */
  interior: new Uint32Array(4096),
  interiorCount: 0,
  leaves: [] as number[],
  pass: 0,
  busy: false,
};

/**
 * Backward pass from `root`, as micrograd has it: the root's grad is set to 1, then every node it depends on, from the
 * last made to the first, adds upstream gradient × local derivative to each of its inputs' grads. Nothing is zeroed, so
 * grads accumulate over uses and over passes, those of interior nodes included.
 */
export function backward(frame: Frame, root: number): void {
  if (scratch.busy) throw new Error('backward() was called from inside the backward of an op; call it after the pass.');
  const { tape } = frame;
  if (tape.manual !== null) finishManual(tape);
  const isEarlier = frame !== tape.frame;
  if (isEarlier) tape.carryBaseInto(frame);
  const { structure } = frame;
  const plan = structure.plans.of(root);
  scratch.busy = true;
  try {
    frame.grad[root] = 1;
    if (plan !== null) {
      plan.run(structure, frame.data, frame.grad, index => propagate(frame, index));
      tape.recorder?.passed(new PlannedPass(frame, root, plan));
    } else {
      begin(root);
      sweep(frame, root);
      structure.plans.passed(structure, root, scratch.interior.subarray(0, scratch.interiorCount), scratch.leaves);
      tape.recorder?.passed({ kind: 'backward', frame, root, ...touched() });
    }
  } catch (error) {
    // Only the user's own op throws, and that has no plan; or the recorder, which has the pass by then.
    if (plan === null) abandon(frame, root);
    throw error;
  } finally {
    if (isEarlier) tape.carryBaseBack(frame);
    else tape.passEnded();
    scratch.busy = false;
  }
}

/** One step by hand: adds upstream gradient × local derivative to the grad of each of the node's inputs, once. */
export function backwardStep(frame: Frame, index: number): void {
  const { tape } = frame;
  const code = frame.structure.op[index];
  const inputs = frame.inputsOf(index);
  // If it throws, there was no step.
  const contributions = code >= FIRST_CUSTOM ? customContributions(frame, index, inputs) : [];
  if (tape.recorder !== null) beginManualStep(frame, index);
  tape.goOn();
  const isEarlier = frame !== tape.frame;
  if (isEarlier) tape.carryBaseInto(frame);
  if (code >= FIRST_CUSTOM) add(frame, index, inputs, contributions);
  else if (code >= FIRST_OP) propagate(frame, index);
  if (isEarlier) tape.carryBaseBack(frame);
}

/**
 * The chain rule from `root` downward: as `propagate` at each reached node. This is the hot loop: the derivatives of the
 * commonest ops are written out, and so is `reach` for their inputs.
 */
function sweep(frame: Frame, root: number): void {
  const { data, grad } = frame;
  const { op, in0, in1 } = frame.structure;
  const { reached, interior, leaves, pass } = scratch;
  let count = 0;
  let pending = reach(op, root);
  for (let id = root; pending > 0; id--) {
    if (reached[id] !== pass) continue;
    const code = op[id];
    if (code < FIRST_OP) continue;
    interior[count++] = id;
    pending--;
    if (code >= FIRST_CUSTOM) {
      scratch.interiorCount = count;
      pending += visitCustom(frame, id);
      continue;
    }
    const a = in0[id];
    const codeA = op[a];
    if (reached[a] !== pass && codeA !== CONSTANT) {
      reached[a] = pass;
      if (codeA === LEAF) leaves.push(a);
      else pending++;
    }
    if (at1[code] !== undefined) {
      const b = in1[id];
      const codeB = op[b];
      if (reached[b] !== pass && codeB !== CONSTANT) {
        reached[b] = pass;
        if (codeB === LEAF) leaves.push(b);
        else pending++;
      }
      if (code === MUL) {
        const upstream = grad[id];
        if (codeA !== CONSTANT) grad[a] += upstream * data[b];
        if (codeB !== CONSTANT) grad[b] += upstream * data[a];
        continue;
      }
      if (code === ADD) {
        const upstream = grad[id];
        if (codeA !== CONSTANT) grad[a] += upstream;
        if (codeB !== CONSTANT) grad[b] += upstream;
        continue;
      }
    }
    propagate(frame, id);
  }
  scratch.interiorCount = count;
}

/** Marks a node as reached; 1 if it passes its gradient on. */
function reach(op: Uint16Array, id: number): 0 | 1 {
  const code = op[id];
  if (code === CONSTANT || scratch.reached[id] === scratch.pass) return 0;
  scratch.reached[id] = scratch.pass;
  if (code !== LEAF) return 1;
  scratch.leaves.push(id);
  return 0;
}

/** Propagates a node of the user's own op and returns how many of its inputs will pass on what they got. */
function visitCustom(frame: Frame, id: number): number {
  const inputs = frame.inputsOf(id);
  add(frame, id, inputs, customContributions(frame, id, inputs));
  return inputs.reduce((found, input) => found + reach(frame.structure.op, input), 0);
}

/** The chain rule at one node of the op table. */
function propagate(frame: Frame, id: number): void {
  const { data, grad } = frame;
  const { op, in0, in1 } = frame.structure;
  const code = op[id];
  const upstream = grad[id];
  const out = data[id];
  const input0 = in0[id];
  const a = data[input0];
  const second = at1[code];
  if (second === undefined) {
    if (op[input0] !== CONSTANT && !off0[code]?.(a, 0, out)) grad[input0] += upstream * at0[code](a, 0, out);
    return;
  }
  const input1 = in1[id];
  const b = data[input1];
  if (op[input0] !== CONSTANT && !off0[code]?.(a, b, out)) grad[input0] += upstream * at0[code](a, b, out);
  if (op[input1] !== CONSTANT && !off1[code]?.(a, b, out)) grad[input1] += upstream * second(a, b, out);
}

/** The same at a node of the user's own op, whose contributions are known. */
function add(frame: Frame, id: number, inputs: readonly number[], contributions: readonly number[]): void {
  for (const [i, input] of inputs.entries()) {
    frame.tape.recorder?.contributed(frame.idOf(id), i, contributions[i]);
    if (frame.structure.op[input] !== CONSTANT) frame.grad[input] += contributions[i];
  }
}

/** Reports a pass that an error has ended. */
function abandon(frame: Frame, root: number): void {
  const { tape } = frame;
  gatherReached(frame.structure, root);
  // Steps by hand from inside the op's backward end before what ends the pass.
  if (tape.manual !== null) finishManual(tape);
  tape.recorder?.abandoned({ frame, root, ...touched() });
}

/** A pass by a plan, for the recorder. */
class PlannedPass implements FinishedPass {
  readonly kind = 'backward';

  constructor(
    readonly frame: Frame,
    readonly root: number,
    private readonly plan: PassPlan,
  ) {}

  get interior(): Uint32Array {
    return this.plan.interior;
  }

  get leaves(): Uint32Array {
    return this.plan.leaves;
  }
}

function begin(root: number): void {
  scratch.pass++;
  scratch.interiorCount = 0;
  scratch.leaves.length = 0;
  if (scratch.reached.length > root) return;
  let capacity = scratch.reached.length;
  while (capacity <= root) capacity = nextCapacity(capacity);
  scratch.reached = new Uint32Array(capacity);
  scratch.interior = new Uint32Array(capacity);
}

/** Lists the interior nodes that were only reached, too, after a pass that broke off before it came to them. */
function gatherReached({ op }: Structure, root: number): void {
  scratch.interiorCount = 0;
  for (let id = root; id >= 0; id--) {
    if (scratch.reached[id] === scratch.pass && op[id] >= FIRST_OP) scratch.interior[scratch.interiorCount++] = id;
  }
}

/** The nodes of the pass, for the recorder; valid until the next pass. */
function touched(): Pick<FinishedPass, 'interior' | 'leaves'> {
  const interior = scratch.interior.subarray(0, scratch.interiorCount);
  return { interior, leaves: Uint32Array.from(scratch.leaves).sort() };
}
