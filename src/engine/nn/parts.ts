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

/** `neurons[0]`, `neurons[1]`, …: networks ask for the same ones again and again. */
export class PartNames {
  private readonly known: string[] = [];

  constructor(private readonly part: string) {}

  at(i: number): string {
    while (this.known.length <= i) this.known.push(`${this.part}[${this.known.length}]`);
    return this.known[i];
  }
}

/** `make(0)`, `make(1)`, …, each recorded as the part of that name. */
export function parts<T>(names: PartNames, count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => scoped(names.at(i), () => make(i)));
}
