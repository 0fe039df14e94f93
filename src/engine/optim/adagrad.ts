/** Adagrad, after Duchi, Hazan and Singer (2011). */
import { checkNumber } from '../options';
import { Optimizer, withDefaults, zerosLike } from './optimizer';
import type { Parameter, Run } from './target';

export interface AdagradOptions {
  /** Learning rate; 0.01 unless said otherwise. */
  lr?: number;
  /** How fast the learning rate falls; 0 unless said otherwise. */
  lrDecay?: number;
  /** Draws parameters towards 0; 0 unless said otherwise. */
  weightDecay?: number;
  /** What the sums of squares begin at; 0 unless said otherwise. */
  initialAccumulatorValue?: number;
  /** Added to the root that is divided by; 1e-10 unless said otherwise. */
  eps?: number;
}

const DEFAULTS: Required<AdagradOptions> = {
  lr: 0.01,
  lrDecay: 0,
  weightDecay: 0,
  initialAccumulatorValue: 0,
  eps: 1e-10,
};

interface State {
  steps: number;
  sum: Run['data'];
}

/** p −= lr / (1 + steps · lrDecay) · grad / (√s + eps), where s is the sum of the gradient's squares so far. */
export class Adagrad extends Optimizer<State> {
  protected override readonly options: Required<AdagradOptions>;

  /** @throws TypeError or RangeError naming the option or the parameter that cannot be. */
  constructor(parameters: Iterable<Parameter>, options: AdagradOptions = {}) {
    const all = withDefaults('Adagrad', options, DEFAULTS);
    super('Adagrad', parameters, all.lr);
    for (const name of ['lrDecay', 'weightDecay', 'initialAccumulatorValue', 'eps'] as const) {
      checkNumber('Adagrad', name, all[name]);
    }
    this.options = all;
  }

  protected override begin(run: Run): State {
    return { steps: 0, sum: zerosLike(run).fill(this.options.initialAccumulatorValue) };
  }

  protected override update({ n, data, at, grad, gradAt }: Run, state: State): void {
    const { lrDecay, weightDecay, eps } = this.options;
    const { sum } = state;
    const lr = this.lr / (1 + state.steps * lrDecay);
    state.steps++;
    for (let e = 0; e < n; e++) {
      const g = grad[gradAt + e] + (weightDecay === 0 ? 0 : weightDecay * data[at + e]);
      sum[e] += g * g;
      data[at + e] -= (lr * g) / (Math.sqrt(sum[e]) + eps);
    }
  }
}
