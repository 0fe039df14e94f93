/** `Value`: a scalar on the tape, and the handle through which a script sees it. */
import { backward, backwardStep } from './backward';
import { type CustomBackward, type CustomForward, checkCustom, recordCustom } from './custom';
import { describe } from './describe';
import { Frame, settled } from './frame';
import { setLabel } from './labels';
import { finishManual } from './manual';
import { type BinaryName, CODE, CONSTANT, FIRST_OP, LEAF, OP_RULES, type UnaryName } from './ops/rules';
import { NONE } from './structure';
import { type Tape, tape } from './tape';

/** One method per op of the table: an op without its method does not compile. */
type OpMethods = { [P in UnaryName]: () => Value } & { [P in BinaryName]: (other: Value | number) => Value };

const NO_INPUTS: readonly Value[] = [];

/**
 * So many nodes of a step keep the handles of their operands, for `inputs`. Keeping those of all would keep millions of
 * objects alive, which costs more than all the rest.
 */
const KEEPING = 1024;

/** Whether a handle keeps those of its operands. */
export function keepsHandles(frame: Frame, index: number): boolean {
  return index - frame.origin < KEEPING;
}

/** Handles, and numbers between them, in lists that are at hand when they are asked for. */
type Among = () => readonly (readonly (Value | number)[])[];

/**
 * A number that remembers how it was computed. Every operation makes a new Value whose `inputs` are its operands;
 * `backward()` fills in the `grad` of everything a Value was computed from.
 */
export class Value implements OpMethods {
  /** @internal Where this node's numbers are, and its index there; `settle` follows them when they have moved. */
  declare frame: Frame;
  /** @internal */
  declare index: number;
  /** The first operand; null where there is none, or one whose handle nobody has asked for yet. Or where the operands' handles are. */
  #first: Value | Among | null;
  /** The second one. */
  declare private second: Value | null;

  /**
   * A leaf.
   * @param data - Any number, NaN and ∞ included.
   * @param label - Shown in the graph; without one, the variable's name is.
   * @throws TypeError if `data` is not a number.
   */
  constructor(data: number, label?: string);
  /** @internal A handle to a node that is on a tape. */
  constructor(frame: Frame, index: number, first: Value | Among | null, second: Value | null);
  constructor(
    source: number | Frame,
    second?: string | number,
    in0: Value | Among | null = null,
    in1: Value | null = null,
  ) {
    this.#first = in0;
    this.second = in1;
    if (source instanceof Frame) {
      this.frame = source;
      this.index = second as number;
    } else {
      if (typeof source !== 'number')
        throw new TypeError(`new Value(data) expects a number, but got ${describe(source)}.`);
      const current = tape();
      const index = current.push(LEAF, NONE, NONE, source);
      // In the order above: all handles are of one shape.
      this.frame = current.frame;
      this.index = index;
      if (second !== undefined) this.label = second as string;
    }
  }

  /**
   * An op of the user's own.
   * @param name - Shown in the graph.
   * @param inputs - At least one Value or number.
   * @param forward - Takes the inputs' data, returns the result's.
   * @param backward - Takes the upstream gradient, the inputs' data and the result's; returns one contribution per input.
   * @throws TypeError naming the op if something else is given or returned.
   */
  static custom(
    name: string,
    inputs: readonly (Value | number)[],
    forward: CustomForward,
    backward: CustomBackward,
  ): Value {
    checkCustom(name, inputs, forward, backward);
    const current = tape();
    const op = `Value.custom('${name}')`;
    for (const input of inputs) {
      if (typeof input !== 'number') {
        if (!isValue(input)) throw operandError(current, op, input);
        indexOf(current, op, input);
      }
    }
    const operands = inputs.map(input => (typeof input === 'number' ? constant(current, input) : input));
    const indices = operands.map(input => indexOf(current, op, input));
    const index = recordCustom(current, name, indices, forward, backward);
    return handle(current.frame, index, () => [operands]);
  }

  /** @internal See `isValue`. */
  static is(x: unknown): x is Value {
    return typeof x === 'object' && x !== null && #first in x;
  }

  /** @internal See `isValueAmongAll`. */
  static isAmongAll(x: object): x is Value {
    return #first in x;
  }

  /** Number of this node among all of the run. */
  get id(): number {
    return this.settled().idOf(this.index);
  }

  /** The number. Assigning to it is an update, not a node: what was computed from it before stays as it was. */
  get data(): number {
    return this.settled().data[this.index];
  }
  set data(data: number) {
    const frame = this.written('data', data);
    const { tape } = frame;
    if (tape.ripe) tape.assigned(frame, this.index);
    const before = frame.data[this.index];
    frame.data[this.index] = data;
    tape.recorder?.written(frame.idOf(this.index), 'data', data, before);
  }

  /** ∂root/∂this, summed over uses and over backward passes since it was last set to 0. */
  get grad(): number {
    return this.settled().grad[this.index];
  }
  set grad(grad: number) {
    const frame = this.written('grad', grad);
    const before = frame.grad[this.index];
    frame.grad[this.index] = grad;
    frame.tape.recorder?.written(frame.idOf(this.index), 'grad', grad, before);
  }

  /** Symbol of the op that made this Value: '*', 'tanh'; '' for a leaf or a plain number. */
  get op(): string {
    const { structure, tape } = this.settled();
    return tape.ops[structure.op[this.index]].symbol;
  }

  /**
   * The operands, in order. `a * a` has two. They are the very objects that were used; far into a large graph they may be
   * others, but always the same ones.
   */
  get inputs(): readonly Value[] {
    const inputs = this.settled().inputsOf(this.index);
    if (inputs.length === 0) return NO_INPUTS;
    if (inputs.length > 2 || typeof this.#first === 'function') return inputs.map(input => this.handleOf(input));
    this.#first ??= this.handleOf(inputs[0]);
    if (inputs.length === 1) return [this.#first];
    this.second ??= this.handleOf(inputs[1]);
    return [this.#first, this.second];
  }

  /** Name in the graph; '' until there is one. */
  get label(): string {
    return this.settled().labelOf(this.index);
  }
  set label(label: string) {
    if (typeof label !== 'string') throw new TypeError(`A Value's label is a string, but got ${describe(label)}.`);
    setLabel(this.settled(), this.index, label);
  }

  /** this + other */
  add(other: Value | number): Value {
    return binary(CODE.add, this, other);
  }
  /** this − other */
  sub(other: Value | number): Value {
    return binary(CODE.sub, this, other);
  }
  /** this · other */
  mul(other: Value | number): Value {
    return binary(CODE.mul, this, other);
  }
  /** this / other */
  div(other: Value | number): Value {
    return binary(CODE.div, this, other);
  }
  /** this to the power of other; a Value as exponent gets a grad as well. */
  pow(other: Value | number): Value {
    return binary(CODE.pow, this, other);
  }
  /** −this */
  neg(): Value {
    return unary(CODE.neg, this);
  }
  /** e to the power of this */
  exp(): Value {
    return unary(CODE.exp, this);
  }
  /** Natural logarithm. */
  log(): Value {
    return unary(CODE.log, this);
  }
  /** Square root. */
  sqrt(): Value {
    return unary(CODE.sqrt, this);
  }
  /** Hyperbolic tangent: squashes into −1 … 1. */
  tanh(): Value {
    return unary(CODE.tanh, this);
  }
  /** 1 / (1 + e⁻ˣ): squashes into 0 … 1. */
  sigmoid(): Value {
    return unary(CODE.sigmoid, this);
  }
  /** this where it is above 0, else 0. */
  relu(): Value {
    return unary(CODE.relu, this);
  }
  /** Absolute value. */
  abs(): Value {
    return unary(CODE.abs, this);
  }
  /** Sine. */
  sin(): Value {
    return unary(CODE.sin, this);
  }
  /** Cosine. */
  cos(): Value {
    return unary(CODE.cos, this);
  }
  /** The larger of this and other; in a tie each gets half the gradient. */
  max(other: Value | number): Value {
    return binary(CODE.max, this, other);
  }
  /** The smaller of this and other; in a tie each gets half the gradient. */
  min(other: Value | number): Value {
    return binary(CODE.min, this, other);
  }

  /**
   * Backward pass: sets this Value's grad to 1 and adds to the grad of everything it was computed from, node by node in
   * reverse order. Grads accumulate, interior ones too, until `zeroGrad()` or an assignment, as in micrograd.
   */
  backward(): void {
    backward(this.settled(), this.index);
  }

  /** Passes this Value's grad on to its inputs, once: one step of the backward pass, by hand. */
  backwardStep(): void {
    backwardStep(this.settled(), this.index);
  }

  /** Sets this Value's own grad to 0. */
  zeroGrad(): void {
    const frame = this.settled();
    const { tape } = frame;
    if (tape.manual !== null) finishManual(tape);
    frame.grad[this.index] = 0;
    tape.recorder?.zeroed(frame.idOf(this.index));
  }

  /** `Value(data=4, grad=-2)` */
  toString(): string {
    return `Value(data=${this.data}, grad=${this.grad})`;
  }

  /** For `console.log` in Node: as `toString`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** For `JSON.stringify`. */
  toJSON(): { data: number; grad: number; label: string; op: string } {
    return { data: this.data, grad: this.grad, label: this.label, op: this.op };
  }

  /** Text in a template; anything else is JavaScript's own arithmetic, which knows no Values. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new TypeError(
      `A Value was used where JavaScript wants a number${hint === 'default' ? ' or text' : ''}, which would lose the ` +
        'graph. Use a method of the Value, such as a.tanh() or a.max(b), or its number, a.data (in a sort: ' +
        'x.data - y.data). Outside Tapelens operators are methods, too: a.add(b), a.mul(b).',
    );
  }

  /** The frame of this node, whose data or grad is about to be assigned to. */
  private written(field: 'data' | 'grad', value: number): Frame {
    if (typeof value !== 'number') {
      throw new TypeError(`A Value's ${field} is a number, but got ${describe(value)}.`);
    }
    const frame = this.settled();
    if (frame.tape.manual !== null) finishManual(frame.tape);
    return frame;
  }

  /** @internal The frame that has this node's numbers, at `index`. */
  settled(): Frame {
    return this.index < this.frame.base ? settled(this) : this.frame;
  }

  /** The handle of an input: the one that was used, if it is known, else always the same one. */
  private handleOf(input: number): Value {
    const among = typeof this.#first === 'function' ? this.#first : null;
    const found = handle(this.frame, input, among);
    const frame = found.settled();
    for (const handles of among?.() ?? []) {
      for (const handle of handles) {
        if (typeof handle !== 'number' && handle.settled() === frame && handle.index === found.index) return handle;
      }
    }
    frame.handles ??= new Map();
    const known = frame.handles.get(found.index);
    if (isValue(known)) return known;
    frame.handles.set(found.index, found);
    return found;
  }
}

/**
 * A handle whose operands nobody has asked for, or are `among` some. Not in the class: a class that names itself is
 * bundled under another name, which V8 then puts into its messages.
 */
function handle(frame: Frame, index: number, among: Among | null): Value {
  return new Value(frame, index, among, null);
}

/** Forwards by code. */
const FORWARD: ((a: number, b: number) => number)[] = [];
for (const [i, op] of OP_RULES.entries()) FORWARD[FIRST_OP + i] = op.forward;
const { add: ADD, mul: MUL } = CODE;

/** The op table's forward, the commonest ops written out. */
export function forward(code: number, a: number, b: number): number {
  return code === ADD ? a + b : code === MUL ? a * b : FORWARD[code](a, b);
}

/** The node of an op with one input. */
function unary(code: number, a: Value): Value {
  const current = tape();
  if (!isValue(a)) throw operandError(current, code, a);
  const in0 = indexOf(current, code, a);
  const index = current.push(code, in0, NONE, FORWARD[code](current.data[in0], 0));
  const { frame } = current;
  return new Value(frame, index, keepsHandles(frame, index) ? a : null, null);
}

/**
 * The node of an op with two inputs; a plain number becomes a constant.
 * @param code - Of an op of the table.
 * @throws TypeError for an operand that is neither, Error for one of another run; both name the op.
 */
export function binary(code: number, a: Value | number, b: Value | number): Value {
  if (typeof a !== 'number' && !isValue(a)) throw operandError(tape(), code, a);
  if (typeof b !== 'number' && !isValue(b)) throw operandError(tape(), code, b);
  return join(code, a, b);
}

/** As `binary`, of operands that are known to be Values and numbers. */
export function join(code: number, a: Value | number, b: Value | number): Value {
  const current = tape();
  const first = typeof a === 'number' ? null : a;
  const second = typeof b === 'number' ? null : b;
  let in0 = first === null ? NONE : indexOf(current, code, first);
  let in1 = second === null ? NONE : indexOf(current, code, second);
  // A constant may begin a new step: the other operand is looked up again, in its frame.
  if (first === null) {
    in0 = current.push(CONSTANT, NONE, NONE, a as number);
    in1 = indexOf(current, code, second!);
  } else if (second === null) {
    in1 = current.push(CONSTANT, NONE, NONE, b as number);
    in0 = indexOf(current, code, first);
  }
  const { data } = current;
  const index = current.push(code, in0, in1, forward(code, data[in0], data[in1]));
  const { frame } = current;
  return index - frame.origin < KEEPING ? new Value(frame, index, first, second) : new Value(frame, index, null, null);
}

/** True for every Value; a private field can't be faked, and the test runs none of the object's own code. */
export function isValue(x: unknown): x is Value {
  return Value.is(x);
}

/**
 * The same for objects of all kinds, arrays too, of which few are Values. Apart from `isValue`: where many shapes meet, the
 * test is slow for all, and operands are nearly always Values.
 */
export function isValueAmongAll(x: object): x is Value {
  return !Array.isArray(x) && Value.isAmongAll(x);
}

function constant(current: Tape, data: number): Value {
  const index = current.push(CONSTANT, NONE, NONE, data);
  return handle(current.frame, index, null);
}

/** Index of an operand in the current frame. `op` is a code, or the call for an op of the user's own. */
export function indexOf(current: Tape, op: number | string, operand: Value): number {
  if ((operand.frame === current.frame || operand.frame === current.base) && !current.ripe) return operand.index;
  if (operand.frame.tape !== current) throw operandError(current, op, operand);
  return current.indexOf(operand);
}

function operandError(current: Tape, op: number | string, given: unknown): Error {
  const name = typeof op === 'string' ? op : current.ops[op].name;
  return isValue(given)
    ? new Error(`${name}: the operand ${given} belongs to another run; make it again with new Value(…).`)
    : new TypeError(`${name} expects a Value or a number, but got ${describe(given)}.`);
}
