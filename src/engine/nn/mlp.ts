/** A multi-layer perceptron: each layer's outputs are the next one's inputs. */
import { checkOptions } from '../options';
import { scoped } from '../scoped';
import { tape } from '../tape';
import { Value } from '../value';
import type { Activation } from './activation';
import { Layer, type Outputs } from './layer';
import { Module } from './module';
import { PartNames, parts } from './parts';
import { Signals } from './signals';

export interface MLPOptions {
  /** Of every layer; tanh unless said otherwise. */
  activation?: Activation;
  /** Of the last layer, if another. */
  output?: Activation;
}

const LAYERS = new PartNames('layers');

type Last<N extends readonly number[]> = N extends readonly [...number[], infer L extends number] ? L : number;

export class MLP<const N extends readonly number[] = readonly number[]> extends Module {
  readonly layers: Layer[];

  /**
   * @param inputs - Number of inputs.
   * @param outputs - Number of neurons in each layer.
   */
  constructor(inputs: number, outputs: N, options: MLPOptions = {}) {
    super();
    if (!Array.isArray(outputs) || outputs.length === 0) {
      throw new TypeError('MLP expects the number of neurons of each layer as an array, as in new MLP(3, [4, 4, 1]).');
    }
    checkOptions('MLP', options, ['activation', 'output']);
    const { activation = 'tanh', output = activation } = options;
    const sizes = [inputs, ...outputs];
    const last = outputs.length - 1;
    this.layers = scoped('MLP', () =>
      parts(LAYERS, outputs.length, i => {
        return new Layer(sizes[i], sizes[i + 1], { activation: i === last ? output : activation });
      }),
    );
  }

  /** The last layer's outputs; if it has one neuron, its output. */
  forward(x: readonly (Value | number)[]): Outputs<Last<N>> {
    const outputs = scoped('MLP', () => (this.canFire(x?.length) ? this.fire(x) : this.pass(x)));
    return (outputs.length === 1 ? outputs[0] : outputs) as Outputs<Last<N>>;
  }

  /** Layer by layer, each with Values for the next. */
  private pass(x: readonly (Value | number)[]): Value[] {
    return this.layers.reduce((values, layer, i) => scoped(LAYERS.at(i), () => layer.outputs(values)), x) as Value[];
  }

  /** Whether `fire` does what `pass` does. */
  private canFire(inputs: number): boolean {
    let count = inputs;
    for (const layer of this.layers) {
      if (!layer.canFire(count)) return false;
      count = layer.neurons.length;
    }
    return true;
  }

  /** The same without handles for what only the next layer gets. */
  private fire(x: readonly (Value | number)[]): Value[] {
    let signals = new Signals(x);
    for (let i = 0; i < this.layers.length; i++) {
      signals = Signals.ofNodes(scoped(LAYERS.at(i), () => this.layers[i].fire(signals)));
    }
    const { frame } = tape();
    return signals.indices.map(index => new Value(frame, index, () => this.handles(x), null));
  }

  /** The handles that are known of what the outputs were computed from. */
  private handles(x: readonly (Value | number)[]): (readonly (Value | number)[])[] {
    const neurons = this.layers.flatMap(layer => layer.neurons);
    return [x, ...neurons.map(({ w }) => w), neurons.map(({ b }) => b)];
  }

  override parameters(): Value[] {
    return this.layers.flatMap(layer => layer.parameters());
  }

  /** `MLP of [Layer of [tanhNeuron(3), …], Layer of [tanhNeuron(4)]]` */
  override toString(): string {
    return `MLP of [${this.layers.join(', ')}]`;
  }
}
