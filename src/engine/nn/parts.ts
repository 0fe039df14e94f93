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

const names = new Map<string, string[]>();

/** `neurons[3]`: networks ask for the same ones again and again. */
export function partName(part: string, i: number): string {
  let known = names.get(part);
  if (known === undefined) {
    known = [];
    names.set(part, known);
  }
  known[i] ??= `${part}[${i}]`;
  return known[i];
}

/** `make(0)`, `make(1)`, …, each recorded as part `name[i]`. */
export function parts<T>(name: string, count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => scoped(partName(name, i), () => make(i)));
}
