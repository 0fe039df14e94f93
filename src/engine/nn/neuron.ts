/** One neuron: activation(b + w·x). */
import { random } from '../random/python';
import { Value } from '../value';
import { type Activation, activate, checkActivation } from './activation';
import { Module } from './module';
import { checkCount } from './parts';

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
  constructor(inputs: number, { activation = 'tanh' }: NeuronOptions = {}) {
    super();
    checkCount('Neuron', 'inputs', inputs);
    checkActivation(activation);
    this.activation = activation;
    this.w = Array.from({ length: inputs }, (_, i) => new Value(random.uniform(-1, 1), `w[${i}]`));
    this.b = new Value(0, 'b');
  }

  /**
   * The neuron's output. The sum begins with the bias and takes the products in order.
   * @throws RangeError if `x` has not one element per weight.
   */
  forward(x: readonly (Value | number)[]): Value {
    if (x.length !== this.w.length) {
      throw new RangeError(`${this} expects ${this.w.length} inputs, but got ${x.length}.`);
    }
    return activate(
      this.activation,
      this.w.reduce((sum, w, i) => sum.add(w.mul(x[i])), this.b),
    );
  }

  override parameters(): Value[] {
    return [...this.w, this.b];
  }

  /** `tanhNeuron(3)` */
  override toString(): string {
    return `${this.activation}Neuron(${this.w.length})`;
  }
}
