/** Reads the numbers out of what a script gives to look at: numbers, Values, Tensors and lists of these. */
import { describe } from '../describe';
import { isValue, type Value } from '../value';

/** A Tensor, as far as its numbers go. */
export interface Listed {
  tolist(): unknown;
}

/** One number. */
export type Single = number | Value | Listed;

/** Numbers in a row; a Tensor of one dimension. */
export type Numbers = Iterable<Single> | Listed;

/** Numbers in rows of equal length; a Tensor of two dimensions. */
export type Matrix = Iterable<Numbers> | Listed;

/** @param call - Names the function in errors. @throws TypeError if it is not one number. */
export function numberIn(call: string, given: Single): number {
  const number = plain(given);
  if (typeof number === 'number') return number;
  throw new TypeError(`${call} expects a number, a Value or a Tensor with one element, but got ${describe(given)}.`);
}

/** @throws TypeError if something among them is not one number. */
export function numbersIn(call: string, given: Numbers): Float64Array {
  return Float64Array.from(listIn(call, given), (element, i) => {
    const number = plain(element);
    if (typeof number === 'number') return number;
    throw new TypeError(`${call} expects numbers, Values or a Tensor, but element ${i} is ${describe(element)}.`);
  });
}

/** The numbers of lists within lists and of Tensors of any shape, one after the other. */
export function allNumbersIn(call: string, given: Numbers | Matrix): Float64Array {
  const flat: unknown[] = [];
  const visit = (list: Iterable<unknown>) => {
    for (const element of list) {
      const inner = isListed(element) ? element.tolist() : element;
      if (isList(inner)) visit(inner);
      else flat.push(inner);
    }
  };
  visit(listIn(call, given));
  return numbersIn(call, flat as Single[]);
}

/** @throws RangeError if the rows differ in length. */
export function rowsIn(call: string, given: Matrix): Float64Array[] {
  const rows = Array.from(listIn(call, given), row => numbersIn(call, row as Numbers));
  const odd = rows.findIndex(row => row.length !== rows[0].length);
  if (odd < 0) return rows;
  throw new RangeError(
    `${call} expects rows of equal length, but row 0 has ${rows[0].length} numbers and row ${odd} has ${rows[odd].length}.`,
  );
}

function listIn(call: string, given: unknown): Iterable<unknown> {
  const listed = isListed(given) ? given.tolist() : given;
  if (isList(listed)) return listed;
  throw new TypeError(`${call} expects a list of numbers or a Tensor, but got ${describe(given)}.`);
}

/** The number behind a Value or a Tensor with one element; a boolean of a Tensor counts as 0 or 1. */
function plain(given: unknown): unknown {
  if (isValue(given)) return given.data;
  if (!isListed(given)) return given;
  let inner = given.tolist();
  while (Array.isArray(inner) && inner.length === 1) inner = inner[0];
  return typeof inner === 'boolean' ? Number(inner) : inner;
}

function isListed(x: unknown): x is Listed {
  return typeof x === 'object' && x !== null && 'tolist' in x && typeof x.tolist === 'function';
}

function isList(x: unknown): x is Iterable<unknown> {
  return typeof x === 'object' && x !== null && Symbol.iterator in x;
}
