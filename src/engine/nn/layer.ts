/** A layer: neurons side by side that all see the same inputs. */
import { checkOptions } from '../options';
import { scoped } from '../scoped';
import type { Value } from '../value';
import { Module } from './module';
import { Neuron, type NeuronOptions } from './neuron';
import { checkCount, parts } from './parts';

/** One Value if there is one output, else an array; both where the number is not known to the compiler. */
export type Outputs<N extends number> = number extends N ? Value | Value[] : N extends 1 ? Value : Value[];

export class Layer<N extends number = number> extends Module {
  readonly neurons: Neuron[];

  /**
   * @param inputs - Number of inputs of every neuron.
   * @param outputs - Number of neurons.
   */
  constructor(inputs: number, outputs: N, options: NeuronOptions = {}) {
    super();
    checkCount('Layer', 'outputs', outputs);
    checkOptions('Layer', options, ['activation']);
    this.neurons = parts('neurons', outputs, () => new Neuron(inputs, options));
  }

  /** The neurons' outputs; of a layer of one, the one. */
  forward(x: readonly (Value | number)[]): Outputs<N> {
    const outputs = this.outputs(x);
    return (outputs.length === 1 ? outputs[0] : outputs) as Outputs<N>;
  }

  /** The neurons' outputs, always as an array. */
  outputs(x: readonly (Value | number)[]): Value[] {
    return this.neurons.map((neuron, i) => scoped(`neurons[${i}]`, () => neuron.forward(x)));
  }

  override parameters(): Value[] {
    return this.neurons.flatMap(neuron => neuron.parameters());
  }

  /** `Layer of [tanhNeuron(3), tanhNeuron(3)]` */
  override toString(): string {
    return `Layer of [${this.neurons.join(', ')}]`;
  }
}
