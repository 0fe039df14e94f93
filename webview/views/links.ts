/** Where else the value under the pointer is drawn: lines between the places of one value. */

import { svg, type TemplateResult } from 'lit-html';
import { type Box, centre, tidy } from '../graph/geometry';
import type { Numbers } from '../graph/numbers';
import type { PlacedItem } from '../graph/placed';
import type { Sight } from '../graph/sight';

/** From the place at `key` to every other place of its value; nothing if it has only one, or is no value. */
export function links(sight: Sight, numbers: Numbers | null, key: string | null): TemplateResult[] {
  if (key === null || numbers === null) return [];
  const places = [
    ...sight.values.map(({ key: own, id, placed, x, y }) => ({ key: own, id, box: boxOf(placed, x, y) })),
    ...sight.references.map(({ key: own, user, input, placed, x, y }) => {
      return { key: own, id: numbers.referred(user, input), box: boxOf(placed, x, y) };
    }),
  ];
  const from = places.find(place => place.key === key);
  if (from?.id === undefined) return [];
  const others = places.filter(place => place.id === from.id && place.key !== key);
  return others.map(({ box }) => {
    return svg`<path class="link-line" d=${arc(from.box, box)}></path>
      <rect class="link-end" x=${box.x - 3} y=${box.y - 3} width=${box.width + 6} height=${box.height + 6} rx="9"></rect>`;
  });
}

function boxOf({ card }: PlacedItem, x: number, y: number): Box {
  return { ...card, x: card.x + x, y: card.y + y };
}

function arc(from: Box, to: Box): string {
  const [a, b] = [centre(from), centre(to)];
  const bow = Math.min(80, Math.hypot(b.x - a.x, b.y - a.y) / 4);
  return `M${tidy(a.x)},${tidy(a.y)}Q${tidy((a.x + b.x) / 2 - bow)},${tidy((a.y + b.y) / 2)} ${tidy(b.x)},${tidy(b.y)}`;
}
