/** What the neurons of a layer get: numbers, Values, or the outputs of the layer before, of which nobody has a handle. */
import type { Tape } from '../tape';
import { isValue, type Value } from '../value';

/** Stands for a number in `indices`. */
export const NUMBER = -1;

export class Signals {
  /** Of each input, its index in the tape's current frame or NUMBER; valid once `areHere` has said so. */
  indices: number[] = [];
  /** The numbers among the inputs. */
  readonly numbers: number[] = [];
  private taken = false;

  /** @param values - As they were given; null: only `indices` are known. */
  constructor(readonly values: readonly (Value | number)[] | null) {}

  /** The outputs of a layer, by their indices in the tape's current frame. */
  static ofNodes(indices: number[]): Signals {
    const signals = new Signals(null);
    signals.indices = indices;
    signals.taken = true;
    return signals;
  }

  /** Whether all are numbers or of the tape's current frame, which stays the same while a network computes. */
  areHere(current: Tape): boolean {
    this.taken ||= this.take(current, this.values!);
    return this.taken;
  }

  private take(current: Tape, values: readonly unknown[]): boolean {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value === 'number') {
        this.indices[i] = NUMBER;
        this.numbers[i] = value;
      } else {
        if (!isValue(value) || value.settled() !== current.frame) return false;
        this.indices[i] = value.index;
        this.numbers[i] = 0;
      }
    }
    return true;
  }
}
