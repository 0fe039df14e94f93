/** Repeats that belong together, copy by copy: the loss of each sample, and the network's output for it. */
import type { Contents } from '../recording/outline/contents';

/**
 * The other repeats of a group, of as many copies, that are joined to one as often, one copy to that of the same number,
 * directly or by way of others: as indexes of items.
 * @param page - The copy that is asked about.
 */
export function partnersOf({ items, links }: Contents, repeat: number, page: number): number[] {
  const found = new Set([repeat]);
  for (const index of found) {
    for (const { source, target, copies } of links) {
      if (copies === null || (source !== index && target !== index) || source === target) continue;
      const other = items[source === index ? target : source];
      const count = countOf(items[index]);
      if (countOf(other) !== count || copies.size !== count || !copies.has(page, page)) continue;
      found.add(source === index ? target : source);
    }
  }
  found.delete(repeat);
  return [...found];
}

const countOf = (item: Contents['items'][number] | undefined): number =>
  item?.kind === 'repeat' ? item.children.length : 0;
