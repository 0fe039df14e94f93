/** Messages of errors in the script's own words: without the names that its code got on the way. */
import leven from 'leven';
import * as engine from '../engine';

/** A helper's call, a temporary, or what V8 has no name for. */
const HIDDEN = String.raw`(?:__t(?:\d+_)?(?:_\w+\(\.\.\.\)|\d+)|(?:\(intermediate value\))+)`;

const REWRITTEN: readonly [RegExp, string][] = [
  // An import that is called: `(0, _module.name)`, which keeps `this` out of the call.
  [/\(0 ?, ?_[\w$]+\.default\)/g, 'the default import'],
  [/\(0 ?, ?_[\w$]+\.([\w$]+)\)/g, '$1'],
  [/\b_tapelens\d*\.(?=[\w$])/g, ''],
  [/\b__t(?:\d+_)?_\w+ is not a function or its return value is not iterable/g, 'this value is not iterable'],
  [/__t(?:\d+_)?_result\(\.\.\.\)(?= is not a )/g, 'the result of this call'],
  [new RegExp(`'${HIDDEN}'|${HIDDEN}(?= is )`, 'g'), 'this value'],
  [new RegExp(`\\[${HIDDEN}\\]`, 'g'), '[…]'],
  [new RegExp(HIDDEN, 'g'), '(…)'],
];

/** `message` with the names that instrumenting and linking added turned back into the script's, or plain words. */
export function readable(message: string): string {
  return REWRITTEN.reduce((text, [found, instead]) => text.replace(found, instead), message);
}

/** What to do about an error with this message, where that is known. */
export function hintFor(message: string): string | undefined {
  const missing = /(?:^|: )(\w+) is not defined$/.exec(message)?.[1];
  if (missing !== undefined && Object.hasOwn(engine, missing)) return `Add: import { ${missing} } from 'tapelens';`;
  if (message.endsWith(`default ${NOT_EXPORTED}`)) return "Import by name: import { Value } from 'tapelens';";
  const wrong = /(?:^|: )(\w+) is not among/.exec(message)?.[1];
  if (wrong !== undefined && message.endsWith(NOT_EXPORTED)) return `Did you mean ${nearestExport(wrong)}?`;
  const called = /(?:^|: )(\w+|the result of this call) is not a function$/.exec(message)?.[1];
  if (called === undefined) return undefined;
  return `If it is a network, call its method: ${/^\w+$/.test(called) ? called : 'n'}.forward(x).`;
}

function nearestExport(name: string): string {
  const [nearest] = Object.keys(engine).sort((a, b) => leven(a, name) - leven(b, name));
  return nearest;
}

/** How the message about a name that 'tapelens' does not export ends. */
export const NOT_EXPORTED = "is not among what 'tapelens' exports";
