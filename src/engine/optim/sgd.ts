/** Stochastic gradient descent. */
import { checkFlag, checkNumber } from '../options';
import type { Numbers } from '../tensor/dtype';
import { addScaledByKernel } from '../tensor/kernels';
import { Optimizer, withDefaults } from './optimizer';
import type { Parameter, Run } from './target';

export interface SGDOptions {
  /** Learning rate; 0.001 unless said otherwise. */
  lr?: number;
  /** How much of the last step is taken again; 0 unless said otherwise. */
  momentum?: number;
  /** How much less of the gradient goes into the momentum; 0 unless said otherwise. */
  dampening?: number;
  /** Draws parameters towards 0; 0 unless said otherwise. */
  weightDecay?: number;
  /** Look ahead by the momentum; false unless said otherwise. */
  nesterov?: boolean;
}

const DEFAULTS: Required<SGDOptions> = { lr: 0.001, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false };

interface State {
  /** The last step, before the learning rate; null before the first. */
  buffer: Run['data'] | null;
}

/** As the kernel does it, product and sum rounded: numbers must not depend on where they lie. */
function addScaled(n: number, factor: number, x: Numbers, i: number, y: Float32Array, j: number): void {
  for (let e = 0; e < n; e++) y[j + e] += Math.fround(factor * x[i + e]);
}

/** p −= lr · d, with d = grad + weightDecay · p, or with momentum b = momentum · b + (1 − dampening) · d in place of d. */
export class SGD extends Optimizer<State> {
  protected override readonly options: Required<SGDOptions>;

  /** @throws TypeError or RangeError naming the option or the parameter that cannot be. */
  constructor(parameters: Iterable<Parameter>, options: SGDOptions = {}) {
    const all = withDefaults('SGD', options, DEFAULTS);
    super('SGD', parameters, all.lr);
    for (const name of ['momentum', 'weightDecay'] as const) checkNumber('SGD', name, all[name]);
    checkNumber('SGD', 'dampening', all.dampening, -Infinity);
    checkFlag('SGD', 'nesterov', all.nesterov);
    if (all.nesterov && (all.momentum === 0 || all.dampening !== 0)) {
      throw new RangeError('SGD: nesterov needs a momentum above 0, and no dampening.');
    }
    this.options = all;
  }

  protected override begin(): State {
    return { buffer: null };
  }

  protected override update(run: Run, state: State): void {
    if (this.options.momentum !== 0 || this.options.weightDecay !== 0) {
      this.updateByMomentum(run, state);
      return;
    }
    const { n, data, at, grad, gradAt, arrays } = run;
    const { lr } = this;
    if (arrays !== null && addScaledByKernel(-lr, arrays.grad, arrays.data)) return;
    if (data instanceof Float32Array) addScaled(n, Math.fround(-lr), grad, gradAt, data, at);
    else for (let e = 0; e < n; e++) data[at + e] -= lr * grad[gradAt + e];
  }

  private updateByMomentum({ n, data, at, grad, gradAt }: Run, state: State): void {
    const { momentum, dampening, weightDecay, nesterov } = this.options;
    const isFirst = state.buffer === null;
    state.buffer ??= data.slice(at, at + n);
    const { buffer } = state;
    for (let e = 0; e < n; e++) {
      let step = grad[gradAt + e];
      if (weightDecay !== 0) step += weightDecay * data[at + e];
      if (momentum !== 0) {
        buffer[e] = isFirst ? step : momentum * buffer[e] + (1 - dampening) * step;
        step = nesterov ? step + momentum * buffer[e] : buffer[e];
      }
      data[at + e] -= this.lr * step;
    }
  }
}
