/** The links of a group as they are drawn: of a stack that shows one copy, and of one whose copies stand side by side. */
import type { Link } from '../protocol/graph';
import { BORDER } from '../protocol/graph';
import type { ContentLink } from '../recording/outline/contents';

/** How an item of a group is drawn. */
export interface Shown {
  /** Index among the drawn items: of the item, or of the first of its copies. */
  index: number;
  /** Of a repeat: which copy is on show, or `each`, as an item of its own. Null: it is no repeat, or drawn as one box for all. */
  copy: number | 'each' | null;
}

/** @param shown - By item. */
export function drawnLinks(links: readonly ContentLink[], shown: readonly Shown[]): Link[] {
  const drawn = new Map<string, Link>();
  const add = ({ exit, entry }: ContentLink, source: number, target: number, hidden: boolean) => {
    const key = `${source} ${exit} ${target} ${entry}`;
    const known = drawn.get(key);
    if (known === undefined) drawn.set(key, { source, exit, target, entry, hidden });
    else known.hidden &&= hidden;
  };
  for (const link of links) {
    const from = shownAt(shown, link.source);
    const to = shownAt(shown, link.target);
    const { copies } = link;
    if (copies === null) add(link, from.index, to.index, false);
    else if (from.copy === 'each' || to.copy === 'each') {
      for (const [a, b] of copies) add(link, placeOf(from, a), placeOf(to, b), isHidden(from, a) || isHidden(to, b));
    } else if (link.source !== link.target) add(link, from.index, to.index, !copies.has(from.copy, to.copy));
  }
  return [...drawn.values()];
}

const AT_BORDER: Shown = { index: BORDER, copy: null };

const shownAt = (shown: readonly Shown[], item: number): Shown => (item === BORDER ? AT_BORDER : shown[item]);

const placeOf = ({ index, copy }: Shown, which: number): number => (copy === 'each' ? index + which : index);

const isHidden = ({ copy }: Shown, which: number): boolean => typeof copy === 'number' && copy !== which;

/** More copies in a row, more side by side, or more edges of them are not drawn one by one: rows of copies take less room. */
const MOST_IN_A_ROW = 12;
const MOST_BESIDE = 8;
const MOST_LINKS = 200;

/** Whether the copies of a repeat, all shown, are drawn as items of their own, each with its own edges. */
export function standsAlone(links: readonly ContentLink[], item: number, copies: number): boolean {
  const isInARow = isChained(links, item);
  if (copies > (isInARow ? MOST_IN_A_ROW : MOST_BESIDE)) return false;
  let count = 0;
  for (const { source, target, copies: pairs } of links)
    if (pairs !== null && (source === item || target === item)) count += pairs.size;
  return count <= MOST_LINKS;
}

/** Whether copies of a repeat use what others result in. */
export const isChained = (links: readonly ContentLink[], item: number): boolean =>
  links.some(({ source, target }) => source === item && target === item);
