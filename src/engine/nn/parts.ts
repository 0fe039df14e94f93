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

/** @throws TypeError if the options of a network are no object, or one of them is none of those known. */
export function checkOptions(part: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(
      `${part} expects its options as an object, as in { activation: 'relu' }, but got ${describe(options)}.`,
    );
  }
  const unknown = Object.keys(options).find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${part} has no option '${unknown}'; there are: ${known.join(', ')}.`);
  }
}

/** `make(0)`, `make(1)`, …, each recorded as part `name[i]`. */
export function parts<T>(name: string, count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => scoped(`${name}[${i}]`, () => make(i)));
}
