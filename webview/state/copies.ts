/** The same copy where one of a stack is shown, and where all are. */

import { groupKey, type SeenFold, type Sight } from '../graph/sight';

/** The keys that the copy on show at a stack has where all are shown: a group of its own, or one of a grid. */
export function copyOnShow(sight: Sight | null, key: string): { group: string; cell: string } | null {
  const stack = sight?.folds.find(fold => fold.key === key);
  if (stack?.item.kind !== 'repeat' || typeof stack.item.fold !== 'number') return null;
  const group = firstOf(stack) + stack.item.group[stack.item.fold];
  return { group: groupKey(group), cell: `c${group}` };
}

/** The key of the stack that a group is a copy of; undefined if there is none in sight. */
export function stackOf({ folds }: Sight, key: string): string | undefined {
  if (!key.startsWith('g')) return undefined;
  const group = Number(key.slice(1));
  return folds.find(fold => fold.item.kind === 'repeat' && fold.item.group.includes(group - firstOf(fold)))?.key;
}

/** What the groups of a stack's copies count from. */
function firstOf({ item, group }: SeenFold): number {
  return item.kind === 'repeat' ? group - item.group[0] : group;
}
