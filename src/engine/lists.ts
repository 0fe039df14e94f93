/** `sum` and `zip`, as Python has them; but lists of different lengths are an error. */
import { describe } from './describe';
import { CODE } from './ops/rules';
import { binary, isValue, type Value } from './value';

/**
 * The sum, added from the first to the last.
 * @returns A Value if one is among the values; else a number, 0 for none.
 * @throws TypeError if `values` is no list, or an element is neither Value nor number.
 */
export function sum(values: Iterable<number>): number;
export function sum(values: Iterable<Value | number>): Value;
export function sum(values: Iterable<Value | number>): Value | number {
  if (!isList(values)) {
    throw new TypeError(`sum expects one list of Values or numbers, as in sum([a, b]), but got ${describe(values)}.`);
  }
  let total: Value | number = 0;
  let first = true;
  for (const value of values) {
    if (typeof value !== 'number' && !isValue(value)) {
      throw new TypeError(`sum expects Values or numbers, but one is ${describe(value)}.`);
    }
    total = first ? value : plus(total, value);
    first = false;
  }
  return total;
}

function plus(a: Value | number, b: Value | number): Value | number {
  return typeof a === 'number' && typeof b === 'number' ? a + b : binary(CODE.add, a, b);
}

type Element<T> = T extends Iterable<infer E> ? E : never;

/**
 * `[[a0, b0], [a1, b1], …]`
 * @throws RangeError saying the lengths if they differ: Python's zip would drop the rest without a word.
 */
export function zip<T extends readonly Iterable<unknown>[]>(
  ...lists: T
): { -readonly [K in keyof T]: Element<T[K]> }[] {
  const columns = lists.map((list, i) => {
    if (!isList(list)) throw new TypeError(`zip expects lists, but number ${i + 1} is ${describe(list)}.`);
    return [...list];
  });
  const lengths = columns.map(column => column.length);
  if (new Set(lengths).size > 1) {
    throw new RangeError(
      `zip expects lists of equal length, but they have ${andList(lengths)} elements. ` +
        'Look for a missing or an extra entry: a comma in place of a decimal point makes two of one.',
    );
  }
  return Array.from({ length: lengths[0] ?? 0 }, (_, i) => columns.map(column => column[i])) as {
    -readonly [K in keyof T]: Element<T[K]>;
  }[];
}

function isList(x: unknown): x is Iterable<unknown> {
  return typeof (x as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] === 'function';
}

/** `4 and 5`, `1, 2 and 3` */
function andList(numbers: readonly number[]): string {
  return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
