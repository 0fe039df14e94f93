/** What neurons, layers and networks have in common. */
import type { Value } from '../value';

/** A part of a network with parameters; extend it for parts of your own. */
export class Module {
  /** Every Value that training adjusts. A module without parameters returns none. */
  parameters(): Value[] {
    return [];
  }

  /** Sets the grad of every parameter to 0. */
  zeroGrad(): void {
    for (const parameter of this.parameters()) parameter.zeroGrad();
  }

  /** For `console.log` in Node: as `toString`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
