/** What stands in the head of a group or stack, and how it shares the room there: name, count and buttons. */

import type { GroupItem, RepeatItem } from '../../src/protocol/graph';
import { formatCount } from '../../src/recording/format';
import type { Box } from './geometry';
import { chainMark, countWords, METRICS, textWidth } from './measure';
import { isInRows, isPaged } from './open';
import { shortName } from './shortName';
import type { SeenFold } from './sight';

/** Where a head's text begins, behind the arrow that opens and closes. */
export const NAME_X = 22;
const BUTTON = 18;
const BUTTON_GAP = 2;
/** Beside the outermost button, and between name, count and buttons. */
const EDGE = 5;
const BEFORE_BUTTONS = 4;
const GAP = 8;
/** A name of so many characters is short: it is worth more than a count. */
const SHORT = 16;
const LAST_NUMBER = /\d+(?=\]?$)/;

/** What can be pressed in the head of a stack. */
export type FoldButton = 'previous' | 'next' | 'all' | 'one';

/** The parts of a head that do more than open and close, from left to right; boxes are relative to the card. */
export function foldButtons({ item, placed: { card } }: SeenFold): { name: FoldButton; box: Box }[] {
  const names = buttonsOf(item);
  const right = card.width - overhang(item) - EDGE;
  return names.map((name, i) => {
    const x = right - (names.length - i) * (BUTTON + BUTTON_GAP);
    return { name, box: { x, y: (METRICS.groupHead - BUTTON) / 2, width: BUTTON, height: BUTTON } };
  });
}

function buttonsOf(item: GroupItem | RepeatItem): FoldButton[] {
  if (item.kind === 'group') return item.copy !== null && item.template !== null ? ['one'] : [];
  if (item.fold === 'closed') return [];
  return isInRows(item) ? ['one'] : ['previous', 'next', 'all'];
}

/** How far the cards below a stack look out. */
export const overhang = (item: GroupItem | RepeatItem): number =>
  item.kind === 'repeat' && !isInRows(item) ? METRICS.stack : 0;

/** What a head says besides the name: `33 values`, `×100`, `3 of 100`. */
export function foldWords(item: GroupItem | RepeatItem): string {
  if (item.kind === 'group' && item.copy !== null && !item.copy.hasOwnName)
    return whichOf(item.copy.index, item.copy.of);
  if (isPaged(item)) return whichOf(item.fold, item.at.length);
  return countWords(item);
}

/** `3 of 100`, for the index 2. */
export const whichOf = (index: number, count: number): string => `${formatCount(index + 1)} of ${formatCount(count)}`;

/** Name and count as far as they have room up to `end`; of a long name is kept what tells it apart, and a short one goes before the count. */
export function headWords(item: GroupItem | RepeatItem, end: number): { name: string; words: string } {
  const words = chainMark(item) + foldWords(item);
  const room = end - NAME_X;
  const beside = room - textWidth(words, METRICS.countFont) - GAP;
  const isTight = beside < textWidth(shortName(item.name, SHORT), METRICS.nameFont);
  const name = shortName(item.name, charsIn(isTight ? room : beside));
  return { name, words: isTight ? '' : words };
}

/** Characters of a head's name in a width. */
export function charsIn(width: number): number {
  return Math.max(0, Math.floor((width + 0.01) / (METRICS.nameFont * METRICS.charRatio)));
}

/**
 * The width of an open box at least: room for its head, unless the name is long. Of a stack that shows one of its copies,
 * all have the same, so that to turn it moves nothing.
 */
export function leastFrame(item: GroupItem | RepeatItem): number {
  const copies = isPaged(item) ? item.at.length : 0;
  const words = copies > 0 ? whichOf(copies - 1, copies) : foldWords(item);
  // The numbers of copies need not begin at 0.
  const longest = copies > 0 ? item.name.replace(LAST_NUMBER, `${copies}0`) : item.name;
  const name = textWidth(longest, METRICS.nameFont);
  const buttons = buttonsOf(item).length * (BUTTON + BUTTON_GAP);
  const ends = NAME_X + GAP + buttons + EDGE + BEFORE_BUTTONS;
  const count = textWidth(chainMark(item) + words, METRICS.countFont);
  const head = Math.ceil(Math.min(name, METRICS.nameMost) + count + ends);
  return Math.max(item.kind === 'repeat' ? METRICS.stackLeast : METRICS.groupLeast, head);
}
