/** A layer: neurons side by side that all see the same inputs. */
import { checkOptions } from '../options';
import { scoped } from '../scoped';
import { tape } from '../tape';
import { Value } from '../value';
import { fire } from './fire';
import { Module } from './module';
import { Neuron, type NeuronOptions } from './neuron';
import { checkCount, PartNames, parts } from './parts';
import { Signals } from './signals';

/** One Value if there is one output, else an array; both where the number is not known to the compiler. */
export type Outputs<N extends number> = number extends N ? Value | Value[] : N extends 1 ? Value : Value[];

const NEURONS = new PartNames('neurons');

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
    this.neurons = parts(NEURONS, outputs, () => new Neuron(inputs, options));
  }

  /** The neurons' outputs; of a layer of one, the one. */
  forward(x: readonly (Value | number)[]): Outputs<N> {
    const outputs = this.outputs(x);
    return (outputs.length === 1 ? outputs[0] : outputs) as Outputs<N>;
  }

  /** The neurons' outputs, always as an array. */
  outputs(x: readonly (Value | number)[]): Value[] {
    if (!this.canFire(x?.length)) {
      return this.neurons.map((neuron, i) => scoped(NEURONS.at(i), () => neuron.forward(x)));
    }
    const indices = this.fire(new Signals(x));
    const { frame } = tape();
    return this.neurons.map(({ w, b }, i) => new Value(frame, indices[i], () => [x, w, [b]], null));
  }

  /** @internal Whether `fire` does what `outputs` does: nobody has put other neurons into the layer. */
  canFire(inputs: number): boolean {
    for (const neuron of this.neurons) if (!neuron.isOwn || neuron.w.length !== inputs) return false;
    return this.outputs === ownOutputs;
  }

  /** @internal The outputs as indices in the tape's current frame. */
  fire(x: Signals): number[] {
    const { recorder } = tape();
    const indices: number[] = [];
    for (let i = 0; i < this.neurons.length; i++) {
      recorder?.entered?.(NEURONS.at(i));
      try {
        indices.push(fire(this.neurons[i], x));
      } finally {
        recorder?.left?.();
      }
    }
    return indices;
  }

  override parameters(): Value[] {
    return this.neurons.flatMap(neuron => neuron.parameters());
  }

  /** `Layer of [tanhNeuron(3), tanhNeuron(3)]` */
  override toString(): string {
    return `Layer of [${this.neurons.join(', ')}]`;
  }
}

// Told outside of the class: bundlers rename a class that speaks of itself.
const ownOutputs = Layer.prototype.outputs;
