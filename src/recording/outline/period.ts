/** What repeats in a row of items: the body of a loop that nothing else tells of. */

/** Longest repeating part that is looked for. */
const LONGEST = 4096;
/** Items that must be equal before a distance is looked at closely. */
const PROBE = 6;
const FEWEST_TIMES = 3;

export interface Period {
  length: number;
  /** Items from `from` to before `to` are whole repetitions. */
  from: number;
  to: number;
}

/** The shortest period of at least half of the items, equal ones having equal tokens; null without one. */
export function findPeriod(tokens: Int32Array): Period | null {
  for (const part of [0.5, 0.25, 0.75]) {
    const found = around(tokens, Math.floor(tokens.length * part));
    if (found !== null) return found;
  }
  return null;
}

function around(tokens: Int32Array, middle: number): Period | null {
  const most = Math.min(LONGEST, Math.floor(tokens.length / FEWEST_TIMES));
  for (let length = 1; length <= most; length++) {
    if (!isEqual(tokens, middle, length)) continue;
    let from = middle;
    while (from > 0 && tokens[from - 1] === tokens[from - 1 + length]) from--;
    let to = middle;
    while (to + length < tokens.length && tokens[to] === tokens[to + length]) to++;
    const times = Math.floor((to + length - from) / length);
    if (times >= FEWEST_TIMES && times * length * 2 >= tokens.length)
      return { length, from, to: from + times * length };
  }
  return null;
}

function isEqual(tokens: Int32Array, at: number, distance: number): boolean {
  if (at + distance + PROBE > tokens.length) return false;
  for (let i = at; i < at + PROBE; i++) if (tokens[i] !== tokens[i + distance]) return false;
  return true;
}
