/** What Adam and AdamW share: running means of the gradient and of its square. */
import { describe } from '../describe';
import { checkFlag, checkNumber } from '../options';
import { Optimizer, withDefaults, zerosLike } from './optimizer';
import type { Parameter, Run } from './target';

export interface AdamOptions {
  /** Learning rate; 0.001 unless said otherwise. */
  lr?: number;
  /** How much of the running means of gradients and of their squares is kept; [0.9, 0.999] unless said otherwise. */
  betas?: readonly [number, number];
  /** Added to the root that is divided by; 1e-8 unless said otherwise. */
  eps?: number;
  /** Draws parameters towards 0; 0 unless said otherwise, 0.01 in AdamW. */
  weightDecay?: number;
  /** Divide by the largest mean of squares so far; false unless said otherwise. */
  amsgrad?: boolean;
}

const DEFAULTS: Omit<Required<AdamOptions>, 'weightDecay'> = {
  lr: 0.001,
  betas: [0.9, 0.999],
  eps: 1e-8,
  amsgrad: false,
};

interface State {
  steps: number;
  mean: Run['data'];
  square: Run['data'];
  /** Largest of `square` so far. */
  largest: Run['data'];
}

/** The two differ in the weight decay: through the gradient, or, decoupled, past it. */
export abstract class Moments extends Optimizer<State> {
  protected override readonly options: Required<AdamOptions>;

  protected constructor(
    name: string,
    parameters: Iterable<Parameter>,
    options: AdamOptions,
    weightDecay: number,
    private readonly isDecoupled: boolean,
  ) {
    const all = withDefaults(name, options, { ...DEFAULTS, weightDecay });
    super(name, parameters, all.lr);
    if (!Array.isArray(all.betas) || all.betas.length !== 2) {
      throw new TypeError(
        `${name} expects betas to be two numbers, as in [0.9, 0.999], but got ${describe(all.betas)}.`,
      );
    }
    for (const [i, beta] of all.betas.entries()) checkNumber(name, `betas[${i}]`, beta, 0, 1);
    for (const option of ['eps', 'weightDecay'] as const) checkNumber(name, option, all[option]);
    checkFlag(name, 'amsgrad', all.amsgrad);
    this.options = all;
  }

  protected override begin(run: Run): State {
    const largest = this.options.amsgrad ? zerosLike(run) : run.data.slice(0, 0);
    return { steps: 0, mean: zerosLike(run), square: zerosLike(run), largest };
  }

  protected override update({ n, data, at, grad, gradAt }: Run, state: State): void {
    const { lr, isDecoupled } = this;
    const { betas, eps, weightDecay, amsgrad } = this.options;
    const { mean, square, largest } = state;
    state.steps++;
    const newOfMean = 1 - betas[0];
    const newOfSquare = 1 - betas[1];
    const stepSize = lr / (1 - betas[0] ** state.steps);
    const root = Math.sqrt(1 - betas[1] ** state.steps);
    const kept = isDecoupled ? 1 - lr * weightDecay : 1;
    const throughGradient = isDecoupled ? 0 : weightDecay;
    for (let e = 0; e < n; e++) {
      const before = data[at + e];
      const g = throughGradient === 0 ? grad[gradAt + e] : grad[gradAt + e] + throughGradient * before;
      const m = mean[e] + newOfMean * (g - mean[e]);
      const v = square[e] + newOfSquare * (g * g - square[e]);
      mean[e] = m;
      square[e] = v;
      if (amsgrad) largest[e] = Math.max(largest[e], v);
      data[at + e] = kept * before - (stepSize * m) / (Math.sqrt(amsgrad ? largest[e] : v) / root + eps);
    }
  }
}
