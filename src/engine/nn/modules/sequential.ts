/** Modules one behind the other. */
import { describe } from '../../describe';
import { scoped } from '../../scoped';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

/** A module that takes one tensor and gives one. */
export type Unary = Module & { forward(input: Tensor): Tensor };

export class Sequential extends Module {
  readonly layers: readonly Unary[];

  /** @throws TypeError for what is no module, or has no `forward`. */
  constructor(...layers: Unary[]) {
    super();
    for (const [i, layer] of layers.entries()) checkLayer(i, layer);
    this.layers = layers;
  }

  /** Each module's output is the next one's input. */
  forward(input: Tensor): Tensor {
    return scoped('Sequential', () =>
      this.layers.reduce((x, layer, i) => scoped(`layers[${i}]`, () => layer.forward(x)), input),
    );
  }

  /** @internal Parameters are named by place alone, as in PyTorch: `0.weight`. */
  override fields(): [name: string, field: unknown][] {
    return this.layers.map((layer, i) => [String(i), layer]);
  }
}

function checkLayer(i: number, layer: unknown): void {
  if (layer instanceof Module && typeof (layer as Partial<Unary>).forward === 'function') return;
  const remedy = typeof layer === 'function' ? ' Make one of a class with new, as in new nn.Tanh().' : '';
  throw new TypeError(`Sequential expects modules with a forward, but number ${i + 1} is ${describe(layer)}.${remedy}`);
}
