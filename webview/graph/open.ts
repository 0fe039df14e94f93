/** How groups and stacks are open: not at all, with one copy on show, or with all copies in rows. */

import type { GroupItem, Item, RepeatItem } from '../../src/protocol/graph';

export type OpenItem = (GroupItem | RepeatItem) & { template: number };

/** Whether an item holds copies of a template. */
export function isOpen(item: Item): item is OpenItem {
  return (item.kind === 'group' || item.kind === 'repeat') && item.template !== null;
}

/** Whether it shows one copy, at whose entries and exits links go on: of rows of copies none is at the border. */
export function showsOne(item: Item): item is OpenItem {
  return isOpen(item) && !isInRows(item);
}

/** Whether all copies of a stack are on show in rows, with one place for what enters them and one for what leaves. */
export function isInRows(item: Item): item is RepeatItem & { fold: 'all' } {
  return item.kind === 'repeat' && item.fold === 'all';
}

/** Whether a stack shows one of its copies, and hides the others. */
export function isPaged(item: Item): item is RepeatItem & { fold: number } {
  return item.kind === 'repeat' && typeof item.fold === 'number';
}
