/** What is told apart of a picture that is painted: the groups, stacks and copies that are large enough to be named. */

import type { GroupItem, RepeatItem } from '../../src/protocol/graph';
import { nameOfCell } from './drawFold';
import { type Box, moved, overlaps } from './geometry';
import { isInRows } from './open';
import type { PlacedItem, Scene } from './placed';
import { type Copy, cellsIn, copyIn, foldOf, type SeenCell, type Sight, wholeOf } from './sight';
import { hasRoom } from './words';

/** A screen has room for so many names, and nobody walks along more. */
export const MOST_LANDMARKS = 200;

/** Of a window of the picture at a zoom; outer ones come before inner ones, of which the last are left out if there are too many. */
export function landmarksOf(scene: Scene, window: Box, k: number): Sight {
  const sight: Sight = { window, values: [], references: [], folds: [], cells: [], edges: [], isCut: true };
  const waiting: { copy: Copy; within: string }[] = [{ copy: wholeOf(scene), within: '' }];
  let room = MOST_LANDMARKS;
  for (let next = waiting.shift(); next && room > 0; next = waiting.shift()) visit(next.copy, next.within);
  return sight;

  function visit(copy: Copy, within: string): void {
    const { items } = scene.graph.templates[copy.template];
    const placed = scene.templates[copy.template];
    const near = moved(window, -copy.x, -copy.y);
    items.forEach((item, i) => {
      if (item.kind === 'value' || item.kind === 'reference' || !overlaps(placed.items[i].card, near)) return;
      if (room > 0 && hasRoom(item.name, placed.items[i].card, k)) see(item, placed.items[i], copy, within);
    });
  }

  function see(item: GroupItem | RepeatItem, placed: PlacedItem, copy: Copy, within: string): void {
    const fold = foldOf(item, placed, copy, within);
    sight.folds.push(fold);
    room--;
    if (item.template === null || !placed.cells) return;
    const inner = scene.templates[item.template];
    const isGrid = isInRows(item);
    if (isGrid && !hasRoom('1', inner, k)) return;
    const near = moved(window, -copy.x, -copy.y);
    for (const index of cellsIn(placed.cells, near, inner)) {
      if (room <= 0) return;
      const next = copyIn(item, placed.cells, index, copy);
      if (!isGrid) {
        waiting.push({ copy: next, within: fold.key });
        continue;
      }
      const cell = cellOf(item, next, index, inner, fold);
      if (!hasRoom(nameOfCell(item, index) ?? String(index + 1), cell, k)) continue;
      sight.cells.push(cell);
      room--;
      waiting.push({ copy: next, within: cell.key });
    }
  }
}

function cellOf(
  item: RepeatItem,
  { x, y, node, group }: Copy,
  index: number,
  { width, height }: { width: number; height: number },
  stack: { key: string; group: number },
): SeenCell {
  return { key: `c${group}`, x, y, width, height, item, node, group: stack.group, index, within: stack.key };
}
