/** What a step contributes to an input, as a tag at its card. */

import { baseline, text } from './draw';
import { textWidth } from './measure';
import type { PlacedItem } from './placed';
import type { Group } from './shapes';

const TAG_HEIGHT = 15;
const TAG_TIP = 4;
const TAG_FONT = 11.5;
const TAG_GAP = 3;

/**
 * What arrives at an input in a step: a tag below its card that points up into the grad.
 * `before`: the contributions that arrive at the same input before it, as the first of `a * a`: they stand to its right.
 */
export function drawTag(placed: PlacedItem, contribution: string, before: readonly string[]): Group {
  const words = tagWords(contribution);
  const width = tagWidth(words);
  const shift = before.reduce((sum, other) => sum + tagWidth(tagWords(other)) + TAG_GAP, 0);
  const [top, bottom, tip] = [TAG_TIP, TAG_TIP + TAG_HEIGHT, width / 2];
  const d =
    `M3,${top}H${tip - TAG_TIP}L${tip},0L${tip + TAG_TIP},${top}H${width - 3}Q${width},${top} ${width},${top + 3}` +
    `V${bottom - 3}Q${width},${bottom} ${width - 3},${bottom}H3Q0,${bottom} 0,${bottom - 3}V${top + 3}Q0,${top} 3,${top}Z`;
  return {
    role: 'tag-group',
    x: placed.card.x + placed.card.width - width - shift,
    y: placed.card.y + placed.card.height + 0.5,
    shapes: [
      { shape: 'path', role: 'tag', d },
      text('tag-text', tip, baseline({ y: top, height: TAG_HEIGHT }, TAG_FONT), words, 'middle'),
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
