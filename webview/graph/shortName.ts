/** Names of groups where there is too little room for them. */

const BETWEEN = ' › ';
/** The end of a name that tells it from its neighbours: `[3]`, ` 12`, ` 1 – 50`. */
const NUMBER = /(?:\[[^[\]]*\]|(?<=\w) \d+(?: – \d+)?)$/;
/** Fewer characters of a name's beginning say nothing. */
const LEAST_START = 3;

/** A name in so many characters: it keeps its end, the last part of a path or its number, and loses what is before. */
export function shortName(name: string, chars: number): string {
  const all = [...name];
  if (all.length <= chars) return name;
  if (chars < 3) return '';
  const at = name.lastIndexOf(BETWEEN);
  if (at < 0) return withoutMiddle(all, [...(NUMBER.exec(name)?.[0] ?? '')].length, chars);
  const last = name.slice(at + BETWEEN.length);
  const length = [...last].length;
  if (length >= chars) return shortName(last, chars);
  const start = chars - length - BETWEEN.length - 1;
  if (start < LEAST_START) return `…${last}`;
  return `${clean(all.slice(0, start))}…${BETWEEN}${last}`;
}

/** `end`: how many characters at the end are its number; without one, both ends stay. */
function withoutMiddle(all: readonly string[], end: number, chars: number): string {
  const kept = end === 0 ? Math.floor((chars - 1) / 2) : Math.min(end, chars - 1);
  return `${clean(all.slice(0, chars - 1 - kept))}…${all.slice(-kept).join('')}`;
}

/** A beginning without an ellipsis or half a separator at its end. */
const clean = (start: readonly string[]): string => start.join('').replace(/[\s›…]+$/, '');
