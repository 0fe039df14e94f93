/** What passes between a test and a page with a single view. */
import type { NodeDetail } from '../../../src/protocol/detail';
import type { Found, Related } from '../../../src/protocol/find';

/** What a test asks the page to show; lists of ids come as plain lists. */
export type Shown =
  | { view: 'inspector'; detail: NodeDetail }
  | { view: 'find'; text: string; found: (Omit<Found, 'ids'> & { ids: number[] }) | null; at: number }
  | { view: 'related'; related: (Omit<Related, 'ids'> & { ids: number[] }) | null; awaiting: string | null };

/** An action's name and what it was given. */
export type Called = [string, ...unknown[]];
