/** What a step contributes to an input, as a tag at its card. */

import { baseline, text } from './draw';
import type { Box } from './geometry';
import { textWidth } from './measure';
import type { PlacedItem } from './placed';
import type { Group } from './shapes';

const TAG_HEIGHT = 15;
const TAG_TIP = 4;
const TAG_FONT = 11.5;
const TAG_GAP = 3;

/** Where a tag is: below its card, or above where something else is below. */
export type TagSide = 'below' | 'above';

/** The box of a tag, in the coordinates of its card's template; see `drawTag`. */
export function tagBox({ card }: PlacedItem, contribution: string, before: readonly string[], side: TagSide): Box {
  const width = tagWidth(tagWords(contribution));
  const shift = before.reduce((sum, other) => sum + tagWidth(tagWords(other)) + TAG_GAP, 0);
  const height = TAG_TIP + TAG_HEIGHT;
  const y = side === 'below' ? card.y + card.height + 0.5 : card.y - height - 0.5;
  return { x: card.x + card.width - width - shift, y, width, height };
}

/**
 * What arrives at an input in a step: a tag at its card that points into it.
 * `before`: the contributions that arrive at the same input before it, as the first of `a * a`: they stand to its right.
 */
export function drawTag(placed: PlacedItem, contribution: string, before: readonly string[], side: TagSide): Group {
  const { x, y, width } = tagBox(placed, contribution, before, side);
  const isBelow = side === 'below';
  const tip = width / 2;
  const [top, bottom] = isBelow ? [TAG_TIP, TAG_TIP + TAG_HEIGHT] : [0, TAG_HEIGHT];
  const up = isBelow ? `H${tip - TAG_TIP}L${tip},0L${tip + TAG_TIP},${top}` : '';
  const down = isBelow ? '' : `H${tip + TAG_TIP}L${tip},${bottom + TAG_TIP}L${tip - TAG_TIP},${bottom}`;
  const d =
    `M3,${top}${up}H${width - 3}Q${width},${top} ${width},${top + 3}` +
    `V${bottom - 3}Q${width},${bottom} ${width - 3},${bottom}${down}H3Q0,${bottom} 0,${bottom - 3}V${top + 3}Q0,${top} 3,${top}Z`;
  return {
    role: 'tag-group',
    x,
    y,
    shapes: [
      { shape: 'path', role: 'tag', d },
      text('tag-text', tip, baseline({ y: top, height: TAG_HEIGHT }, TAG_FONT), tagWords(contribution), 'middle'),
    ],
    title: '',
  };
}

function tagWords(contribution: string): string {
  if (contribution === '') return '+ …';
  return contribution.startsWith('-') ? contribution : `+${contribution}`;
}

function tagWidth(words: string): number {
  return textWidth(words, TAG_FONT) + 9;
}
