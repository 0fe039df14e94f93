/** Names what was given instead of what was expected, for error texts. */

/** `the string "3"`, `undefined`, `an array`, `a Map`. */
export function describe(given: unknown): string {
  if (given === null || given === undefined || typeof given === 'boolean') return String(given);
  if (typeof given === 'string')
    return `the string ${JSON.stringify(given.length > 40 ? `${given.slice(0, 40)}…` : given)}`;
  if (typeof given === 'number') return `the number ${given}`;
  if (typeof given === 'bigint') return `the bigint ${given}n`;
  if (typeof given === 'function') return 'a function';
  if (typeof given === 'symbol') return 'a symbol';
  if (Array.isArray(given)) return 'an array';
  const name = given.constructor?.name;
  if (!name || name === 'Object') return 'an object';
  // 'an Adder', and 'an MLP' since its first letter is spoken as 'em'.
  return `${/^([AEIOU]|[FLMNRSX][A-Z])/.test(name) ? 'an' : 'a'} ${name}`;
}
