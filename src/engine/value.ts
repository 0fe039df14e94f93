/** `Value`: a scalar on the tape, and the handle through which a script sees it. */
import { backward, backwardStep } from './backward';
import { type CustomBackward, type CustomForward, checkCustom, recordCustom } from './custom';
import { describe } from './describe';
import { finishManual } from './manual';
import { type BinaryName, CODE, CONSTANT, FIRST_OP, LEAF, OPS, type UnaryName } from './ops/table';
import { NONE, Tape, tape } from './tape';

/** One method per op of the table: an op without its method does not compile. */
type OpMethods = { [P in UnaryName]: () => Value } & { [P in BinaryName]: (other: Value | number) => Value };

const NO_INPUTS: readonly Value[] = [];

/**
 * A number that remembers how it was computed. Every operation makes a new Value whose `inputs` are its operands;
 * `backward()` fills in the `grad` of everything a Value was computed from.
 */
export class Value implements OpMethods {
  /** Index of this node on its tape. */
  readonly id: number;
  /** @internal The tape of the run that made this Value. */
  readonly tape: Tape;
  /** Operands; null where there is none, or a plain number whose handle nobody has asked for yet. */
  private first: Value | null;
  private second: Value | null;
  /** All inputs of an op of the user's own with three or more. */
  readonly #many: readonly Value[] | null;

  /**
   * A leaf.
   * @param data - Any number, NaN and ∞ included.
   * @param label - Shown in the graph; without one, the variable's name is.
   * @throws TypeError if `data` is not a number.
   */
  constructor(data: number, label?: string);
  /** @internal A handle to a node that is on the tape. */
  constructor(tape: Tape, id: number, first: Value | null, second: Value | null, many?: readonly Value[]);
  constructor(
    source: number | Tape,
    second?: string | number,
    in0: Value | null = null,
    in1: Value | null = null,
    many: readonly Value[] | null = null,
  ) {
    this.first = in0;
    this.second = in1;
    this.#many = many;
    if (source instanceof Tape) {
      this.tape = source;
      this.id = second as number;
    } else {
      if (typeof source !== 'number')
        throw new TypeError(`new Value(data) expects a number, but got ${describe(source)}.`);
      this.tape = tape();
      this.id = this.tape.push(LEAF, NONE, NONE, source);
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
    const operands = inputs.map(input => {
      const id = operand(current, `Value.custom('${name}')`, input);
      return typeof input === 'number' ? handle(current, id) : input;
    });
    const ids = operands.map(input => input.id);
    const id = recordCustom(current, name, ids, forward, backward);
    return handle(current, id, operands);
  }

  /** @internal See `isValue`. */
  static is(x: unknown): x is Value {
    return typeof x === 'object' && x !== null && #many in x;
  }

  /** The number. Assigning to it is an update, not a node: what was computed from it before stays as it was. */
  get data(): number {
    return this.tape.data[this.id];
  }
  set data(data: number) {
    this.write('data', data);
  }

  /** ∂root/∂this, summed over uses and over backward passes since it was last set to 0. */
  get grad(): number {
    return this.tape.grad[this.id];
  }
  set grad(grad: number) {
    this.write('grad', grad);
  }

  /** Symbol of the op that made this Value: '*', 'tanh'; '' for a leaf or a plain number. */
  get op(): string {
    return this.tape.ops[this.tape.op[this.id]].symbol;
  }

  /** The operands, in order: the very objects that were used. `a * a` has two. */
  get inputs(): readonly Value[] {
    if (this.#many !== null) return this.#many;
    const { arity } = this.tape.ops[this.tape.op[this.id]];
    if (arity === 0) return NO_INPUTS;
    this.first ??= handle(this.tape, this.tape.in0[this.id]);
    if (arity === 1) return [this.first];
    this.second ??= handle(this.tape, this.tape.in1[this.id]);
    return [this.first, this.second];
  }

  /** Name in the graph; '' until there is one. */
  get label(): string {
    return this.tape.labelOf(this.id);
  }
  set label(label: string) {
    if (typeof label !== 'string') throw new TypeError(`A Value's label is a string, but got ${describe(label)}.`);
    this.tape.setLabel(this.id, label);
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
    backward(this.tape, this.id);
  }

  /** Passes this Value's grad on to its inputs, once: one step of the backward pass, by hand. */
  backwardStep(): void {
    backwardStep(this.tape, this.id);
  }

  /** Sets this Value's own grad to 0. */
  zeroGrad(): void {
    const { tape } = this;
    if (tape.manual !== null) finishManual(tape);
    tape.grad[this.id] = 0;
    tape.recorder?.zeroed(this.id);
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

  private write(field: 'data' | 'grad', value: number): void {
    if (typeof value !== 'number') {
      throw new TypeError(`A Value's ${field} is a number, but got ${describe(value)}.`);
    }
    const { tape } = this;
    if (tape.manual !== null) finishManual(tape);
    const before = tape[field][this.id];
    tape[field][this.id] = value;
    tape.recorder?.written(this.id, field, value, before);
  }
}

/**
 * A handle to a node whose operands nobody has asked for, or are `many`. Not in the class: a class that names itself is
 * bundled under another name, which V8 then puts into its messages.
 */
function handle(tape: Tape, id: number, many?: readonly Value[]): Value {
  return new Value(tape, id, null, null, many);
}

/** Forwards by code. */
const FORWARD: ((a: number, b: number) => number)[] = [];
for (const [i, op] of OPS.entries()) FORWARD[FIRST_OP + i] = op.forward;

/** The node of an op with one input. */
function unary(code: number, a: Value): Value {
  const current = tape();
  const in0 = operand(current, code, a);
  const id = current.push(code, in0, NONE, FORWARD[code](current.data[in0], 0));
  return new Value(current, id, a, null);
}

/**
 * The node of an op with two inputs; a plain number becomes a constant.
 * @param code - Of an op of the table.
 * @throws TypeError for an operand that is neither, Error for one of another run; both name the op.
 */
export function binary(code: number, a: Value | number, b: Value | number): Value {
  const current = tape();
  const in0 = operand(current, code, a);
  const in1 = operand(current, code, b);
  const id = current.push(code, in0, in1, FORWARD[code](current.data[in0], current.data[in1]));
  return new Value(current, id, typeof a === 'number' ? null : a, typeof b === 'number' ? null : b);
}

/** True for every Value; a private field can't be faked, and the test runs none of the object's own code. */
export function isValue(x: unknown): x is Value {
  return Value.is(x);
}

/** Id of an operand on the current tape; `op` is a code, or the call for an op of the user's own. */
function operand(current: Tape, op: number | string, given: Value | number): number {
  if (typeof given === 'number') return current.push(CONSTANT, NONE, NONE, given);
  if (isValue(given) && given.tape === current) return given.id;
  throw operandError(typeof op === 'string' ? op : current.ops[op].name, given);
}

function operandError(op: string, given: unknown): Error {
  return isValue(given)
    ? new Error(`${op}: the operand ${given} belongs to another run; make it again with new Value(…).`)
    : new TypeError(`${op} expects a Value or a number, but got ${describe(given)}.`);
}
