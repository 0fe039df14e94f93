/** What optimisers have in common. */
import { checkNumber, checkOptions } from '../options';
import { checkParameters, type Parameter, type Run, updateInPlace } from './target';

/** Moves parameters against their gradients. `State` is what it remembers of each. */
export abstract class Optimizer<State> {
  /** Learning rate; may be changed between steps. */
  lr: number;
  private readonly targets: readonly Parameter[];
  private readonly states = new Map<Parameter, State>();

  protected constructor(name: string, parameters: Iterable<Parameter>, lr: number) {
    this.targets = checkParameters(name, parameters);
    checkNumber(name, 'lr', lr);
    this.lr = lr;
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

  /** What is remembered of a parameter before its first update. */
  protected abstract begin(run: Run): State;

  /** Changes `run.data`. */
  protected abstract update(run: Run, state: State): void;
}

/** Zeros of the parameter's length and dtype. */
export function zerosLike({ data, n }: Run): Run['data'] {
  return data.slice(0, n).fill(0);
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
