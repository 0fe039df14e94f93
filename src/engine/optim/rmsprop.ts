/** RMSprop, after Hinton's lectures (2012). */
import { checkFlag, checkNumber } from '../options';
import { Optimizer, withDefaults, zerosLike } from './optimizer';
import type { Parameter, Run } from './target';

export interface RMSpropOptions {
  /** Learning rate; 0.01 unless said otherwise. */
  lr?: number;
  /** How much of the running mean of squares is kept; 0.99 unless said otherwise. */
  alpha?: number;
  /** Added to the root that is divided by; 1e-8 unless said otherwise. */
  eps?: number;
  /** Draws parameters towards 0; 0 unless said otherwise. */
  weightDecay?: number;
  /** How much of the last step is taken again; 0 unless said otherwise. */
  momentum?: number;
  /** Divide by the deviation in place of the root mean square; false unless said otherwise. */
  centered?: boolean;
}

const DEFAULTS: Required<RMSpropOptions> = {
  lr: 0.01,
  alpha: 0.99,
  eps: 1e-8,
  weightDecay: 0,
  momentum: 0,
  centered: false,
};

interface State {
  square: Run['data'];
  mean: Run['data'];
  /** The last step, before the learning rate. */
  buffer: Run['data'];
}

/** p −= lr · grad / (√v + eps), where v is the running mean of the gradient's square. */
export class RMSprop extends Optimizer<State> {
  protected override readonly options: Required<RMSpropOptions>;

  /** @throws TypeError or RangeError naming the option or the parameter that cannot be. */
  constructor(parameters: Iterable<Parameter>, options: RMSpropOptions = {}) {
    const all = withDefaults('RMSprop', options, DEFAULTS);
    super('RMSprop', parameters, all.lr);
    for (const name of ['alpha', 'eps', 'weightDecay', 'momentum'] as const) checkNumber('RMSprop', name, all[name]);
    checkFlag('RMSprop', 'centered', all.centered);
    this.options = all;
  }

  protected override begin(run: Run): State {
    return { square: zerosLike(run), mean: zerosLike(run), buffer: zerosLike(run) };
  }

  protected override update({ n, data, at, grad, gradAt }: Run, { square, mean, buffer }: State): void {
    const { alpha, eps, weightDecay, momentum, centered } = this.options;
    for (let e = 0; e < n; e++) {
      const g = grad[gradAt + e] + (weightDecay === 0 ? 0 : weightDecay * data[at + e]);
      square[e] = alpha * square[e] + (1 - alpha) * g * g;
      if (centered) mean[e] = alpha * mean[e] + (1 - alpha) * g;
      const spread = centered ? square[e] - mean[e] * mean[e] : square[e];
      const step = g / (Math.sqrt(spread) + eps);
      buffer[e] = momentum === 0 ? step : momentum * buffer[e] + step;
      data[at + e] -= this.lr * buffer[e];
    }
  }
}
