/** One neuron: activation(b + w·x). */
import { describe } from '../describe';
import { checkOptions } from '../options';
import { random } from '../random/python';
import { tape } from '../tape';
import { Value } from '../value';
import { type Activation, checkActivation } from './activation';
import { fire } from './fire';
import { Module } from './module';
import { checkCount } from './parts';
import { Signals } from './signals';

export interface NeuronOptions {
  /** tanh unless said otherwise. */
  activation?: Activation;
}

export class Neuron extends Module {
  /** One weight per input, drawn from −1 … 1. */
  readonly w: Value[];
  /** Bias, 0 at first. */
  readonly b: Value;
  readonly activation: Activation;

  /** @param inputs - Number of inputs. */
  constructor(inputs: number, options: NeuronOptions = {}) {
    super();
    checkCount('Neuron', 'inputs', inputs);
    checkOptions('Neuron', options, ['activation']);
    const { activation = 'tanh' } = options;
    checkActivation(activation);
    this.activation = activation;
    this.w = Array.from({ length: inputs }, (_, i) => new Value(random.uniform(-1, 1), `w[${i}]`));
    this.b = new Value(0, 'b');
  }

  /**
   * The neuron's output. The sum begins with the bias and takes the products in order.
   * @throws RangeError if `x` has not one element per weight, TypeError if it is no list.
   */
  forward(x: readonly (Value | number)[]): Value {
    if (x?.length !== this.w.length) throw this.inputsError(x);
    const index = fire(this, new Signals(x));
    return new Value(tape().frame, index, () => [x, this.w, [this.b]], null);
  }

  /** @internal Whether `forward` is the one above. */
  get isOwn(): boolean {
    return this.forward === ownForward;
  }

  override parameters(): Value[] {
    return [...this.w, this.b];
  }

  /** `tanhNeuron(3)` */
  override toString(): string {
    return `${this.activation}Neuron(${this.w.length})`;
  }

  private inputsError(x: unknown): Error {
    const count = this.w.length;
    const given = (x as { length?: unknown } | null | undefined)?.length;
    return typeof given === 'number'
      ? new RangeError(`${this} expects ${count} inputs, but got ${given}.`)
      : new TypeError(`${this} expects an array of ${count} Values or numbers, but got ${describe(x)}.`);
  }
}

// Told outside of the class: bundlers rename a class that speaks of itself.
const ownForward = Neuron.prototype.forward;
