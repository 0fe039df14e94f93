/** Making the parts of a network. */
import { describe } from '../describe';
import { scoped } from '../scoped';

/** @throws RangeError if a size of a network is not a whole number above 0. */
export function checkCount(part: string, what: string, count: unknown): void {
  if (!Number.isSafeInteger(count) || (count as number) < 1) {
    throw new RangeError(
      `${part} expects its number of ${what} to be a whole number from 1, but got ${describe(count)}.`,
    );
  }
}

/** `make(0)`, `make(1)`, …, each recorded as part `name[i]`. */
export function parts<T>(name: string, count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => scoped(`${name}[${i}]`, () => make(i)));
}
