/** AdamW, after Loshchilov and Hutter (2019): Adam whose weight decay does not go through the gradient. */
import { type AdamOptions, Moments } from './moments';
import type { Parameter } from './target';

/** Adam with p *= 1 − lr · weightDecay before each update; weightDecay is 0.01 unless said otherwise. */
export class AdamW extends Moments {
  /** @throws TypeError or RangeError naming the option or the parameter that cannot be. */
  constructor(parameters: Iterable<Parameter>, options: AdamOptions = {}) {
    super('AdamW', parameters, options, 0.01, true);
  }
}
