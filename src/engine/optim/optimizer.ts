/** What optimisers have in common. */
import { checkNumber, checkOptions } from '../options';
import { checkParameters, type Parameter, type Run, updateInPlace } from './target';

/** Moves parameters against their gradients. `State` is what it remembers of each. */
export abstract class Optimizer<State> {
  /** What it was made with, defaults included. */
  protected abstract readonly options: { readonly lr: number };
  private rate: number;
  private readonly targets: readonly Parameter[];
  private readonly states = new Map<Parameter, State>();

  protected constructor(
    private readonly name: string,
    parameters: Iterable<Parameter>,
    lr: number,
  ) {
    this.targets = checkParameters(name, parameters);
    checkNumber(name, 'lr', lr);
    this.rate = lr;
  }

  /** Learning rate; may be changed between steps. */
  get lr(): number {
    return this.rate;
  }
  /** @throws RangeError unless it is a finite number from 0. */
  set lr(lr: number) {
    checkNumber(this.name, 'lr', lr);
    this.rate = lr;
  }

  /** Updates every parameter that has a grad, in place: an update is not a node. */
  step(): void {
    for (const target of this.targets) {
      updateInPlace(target, run => {
        let state = this.states.get(target);
        if (state === undefined) {
          state = this.begin(run);
          this.states.set(target, state);
        }
        this.update(run, state);
      });
    }
  }

  /** Forgets all gradients: those of tensors become null, those of Values 0. */
  zeroGrad(): void {
    for (const target of this.targets) target.zeroGrad();
  }

  /** As PyTorch prints it: the options by name, one a line, the learning rate as it is now. */
  toString(): string {
    const options = Object.entries({ ...this.options, lr: this.lr }).sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = options.map(
      ([name, value]) => `    ${name}: ${Array.isArray(value) ? `[${value.join(', ')}]` : value}\n`,
    );
    return `${this.name} (\nParameter Group 0\n${lines.join('')})`;
  }

  /** For `console.log` in Node: as `toString`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** What is remembered of a parameter before its first update. */
  protected abstract begin(run: Run): State;

  /** Changes `run.data`. */
  protected abstract update(run: Run, state: State): void;
}

/** Zeros of the parameter's length and dtype. */
export function zerosLike({ data, n }: Run): Run['data'] {
  return data instanceof Float32Array ? new Float32Array(n) : new Float64Array(n);
}

/**
 * The options with their defaults.
 * @throws TypeError for a name that is none of theirs.
 */
export function withDefaults<T extends object>(name: string, options: Partial<T>, defaults: T): T {
  checkOptions(name, options, Object.keys(defaults));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}
