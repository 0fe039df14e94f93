/** Asks for the numbers of what came into view. */

import type { FromPanel } from '../src/protocol/panel';
import type { Numbers } from './graph/numbers';
import type { Sight } from './graph/sight';
import { isFar, type State } from './store';

/** A view on the move is asked about when it rests. */
const REST_MS = 60;

type Look = Extract<FromPanel, { type: 'look' }>;

export class Looker {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sight: Sight | null = null;
  private serial = -1;

  /** `post` goes to the host. */
  constructor(private readonly post: (look: Look) => void) {}

  /** To be called after every change of the state. */
  update(state: State): void {
    const { picture, sight } = state;
    if (!picture || !sight || isFar(state)) return;
    const { serial } = picture.graph;
    if (sight === this.sight && serial === this.serial) return;
    this.sight = sight;
    this.serial = serial;
    if (this.timer !== null) clearTimeout(this.timer);
    const look = lookOf(sight);
    if (isKnown(look, picture.numbers)) return;
    this.timer = setTimeout(() => this.post(look), REST_MS);
  }
}

function lookOf({ values, references, folds }: Sight): Look {
  const results = folds.flatMap(({ result, item }) => (result !== null && item.template === null ? [result] : []));
  return {
    type: 'look',
    nodes: [...values.map(({ id }) => id), ...results],
    references: references.map(({ user, input }) => [user, input]),
  };
}

/** The host sends the numbers of what it was asked for last: that may be more than what is in view now, but not less. */
function isKnown({ nodes, references }: Look, numbers: Numbers | null): boolean {
  if (numbers === null) return false;
  return (
    nodes.every(node => numbers.has(node)) &&
    references.every(([user, input]) => numbers.referred(user, input) !== undefined)
  );
}
