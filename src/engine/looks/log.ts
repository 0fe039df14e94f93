/** Series of the user's own beside the loss. */
import { describe } from '../describe';
import { tape } from '../tape';
import { numberIn, type Single } from './numbers';

/**
 * Adds a number to the series `name`, which is shown beside the loss. Without a recorder, as in plain Node, it shows
 * nothing.
 * @throws TypeError if the name is no text or the value no number.
 */
export function log(name: string, value: Single): void {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(`log expects the name of a series first, but got ${describe(name)}.`);
  }
  const number = numberIn(`log('${name}')`, value);
  tape().recorder?.logged?.(name, number);
}
