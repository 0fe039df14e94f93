/** Options: objects whose entries have names that are known. */
import { describe } from './describe';

/** @throws TypeError if the options of `part` are no object, or one of them is none of those known. */
export function checkOptions(part: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(
      `${part} expects its options as an object, as in { ${known[0]}: … }, but got ${describe(options)}.`,
    );
  }
  const unknown = Object.keys(options).find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${part} has no option '${unknown}'; there are: ${known.join(', ')}.`);
  }
}

/** @throws RangeError unless the option is a finite number from `least`, and below `below` if there is such a bound. */
export function checkNumber(part: string, name: string, given: unknown, least = 0, below = Infinity): void {
  if (typeof given === 'number' && given >= least && given < below) return;
  const bounds = `${least === -Infinity ? '' : ` from ${least}`}${below === Infinity ? '' : ` to below ${below}`}`;
  throw new RangeError(`${part} expects ${name} to be a finite number${bounds}, but it is ${describe(given)}.`);
}

/** @throws TypeError unless the option is true or false. */
export function checkFlag(part: string, name: string, given: unknown): void {
  if (typeof given === 'boolean') return;
  throw new TypeError(`${part} expects ${name} to be true or false, but it is ${describe(given)}.`);
}

/** @throws TypeError unless the option is one of `choices`. */
export function checkChoice<T extends string>(part: string, name: string, given: unknown, choices: readonly T[]): T {
  const found = choices.find(choice => choice === given);
  if (found !== undefined) return found;
  throw new TypeError(`${part} expects ${name} to be one of '${choices.join("', '")}', but it is ${describe(given)}.`);
}
