/** What a picture results in: where one begins to read it. */

import { BORDER, type Item, type Template } from '../../src/protocol/graph';
import type { Box } from './geometry';
import type { Scene } from './placed';
import { type Copy, copyIn, wholeOf } from './sight';

/** Where the last value is drawn that nothing else uses, or the closed box that has it; null in an empty picture. */
export function outcomeOf(scene: Scene): Box | null {
  let copy: Copy = wholeOf(scene);
  for (;;) {
    const template = scene.graph.templates[copy.template];
    const index = lastUnused(template);
    if (index < 0) return null;
    const item = template.items[index];
    const { card, cells } = scene.templates[copy.template].items[index];
    const isOpen = (item.kind === 'group' || item.kind === 'repeat') && item.template !== null;
    if (!isOpen || !cells) return { ...card, x: card.x + copy.x, y: card.y + copy.y };
    copy = copyIn(item, cells, cells.count - 1, copy);
  }
}

function lastUnused({ items, links }: Template): number {
  const used = new Set(links.flatMap(({ source, target }) => (target === BORDER ? [] : [source])));
  let [last, end] = [-1, -1];
  items.forEach((item, i) => {
    if (item.kind === 'reference' || used.has(i) || endOf(item) < end) return;
    [last, end] = [i, endOf(item)];
  });
  return last;
}

/** The id after the last one that an item stands for. */
function endOf(item: Exclude<Item, { kind: 'reference' }>): number {
  if (item.kind === 'value') return item.at + 1;
  return (item.kind === 'group' ? item.at : item.at[item.at.length - 1]) + item.span;
}
