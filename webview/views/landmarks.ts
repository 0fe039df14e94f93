/** The picture from afar for the keyboard and a screen reader: a tree of what is named on the canvas. */

import { nothing, svg } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { describeCell, describeFold } from '../graph/drawFold';
import { countWithin } from '../graph/found';
import { BLANK } from '../graph/numbers';
import type { Sight } from '../graph/sight';
import type { Picture, State } from '../state/state';
import { spanOf } from './scene';
import { at } from './transformed';
import { contentsOf, focusRing, idOf } from './tree';

export function landmarks({ rover, notFinite }: State, picture: Picture, sight: Sight): unknown {
  return guard([picture, sight, rover, notFinite], () => {
    const inside = contentsOf(sight);
    const within = (node: number, span: number): number => countWithin(notFinite.ids, node, node + span);
    const items = [
      ...sight.folds.map(fold => {
        const { key, x, y, item, node } = fold;
        const { card } = fold.placed;
        const label = describeFold(fold, BLANK, within(node, spanOf(fold)));
        return { key, ...card, x: x + card.x, y: y + card.y, label, isOpen: item.template !== null };
      }),
      ...sight.cells.map(cell => {
        return { ...cell, label: describeCell(cell, within(cell.node, cell.item.span)), isOpen: true };
      }),
    ];
    return repeat(
      items,
      ({ key }) => key,
      box => svg`<g class="landmark" id=${idOf(box.key)} ${at(box)} data-key=${box.key} role="treeitem"
        tabindex=${box.key === rover ? 0 : -1} aria-label=${box.label} aria-selected="false" aria-expanded=${box.isOpen}
        aria-owns=${inside.get(box.key) ?? nothing}>${focusRing(box)}</g>`,
    );
  });
}
