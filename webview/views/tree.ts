/** What makes elements of a picture the items of a tree, for the keyboard and for a screen reader. */

import { svg, type TemplateResult } from 'lit-html';
import type { Sight } from '../graph/sight';

export const idOf = (key: string): string => `tl-${key}`;

/** Of every open box, the ids of what it holds: on the page they stand beside it. */
export function contentsOf({ values, references, folds, cells }: Sight): Map<string, string> {
  const inside = new Map<string, string>();
  for (const { key, within } of [...folds, ...cells, ...references, ...values]) {
    if (within !== '') inside.set(within, `${inside.get(within) ?? ''} ${idOf(key)}`.trim());
  }
  return inside;
}

/** Around an element, while the keyboard is on it. */
export function focusRing({ width, height }: { width: number; height: number }): TemplateResult {
  return svg`<rect class="focus-ring" x="-4" y="-4" width=${width + 8} height=${height + 8} rx="9"></rect>`;
}
