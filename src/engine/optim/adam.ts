/** Adam, after Kingma and Ba (2015). */
import { type AdamOptions, Moments } from './moments';
import type { Parameter } from './target';

/**
 * p −= lr · m̂ / (√v̂ + eps), where m̂ and v̂ are running means of the gradient and of its square, divided by what their
 * beginning at 0 has cost them.
 */
export class Adam extends Moments {
  /** @throws TypeError or RangeError naming the option or the parameter that cannot be. */
  constructor(parameters: Iterable<Parameter>, options: AdamOptions = {}) {
    super('Adam', parameters, options, 0, false);
  }
}
