/** Asks for the numbers of what came into view. */

import type { FromPanel } from '../src/protocol/panel';
import type { Numbers } from './graph/numbers';
import type { Sight } from './graph/sight';
import { isFar } from './state/seeing';
import type { State } from './state/state';

/** A view on the move is asked about when it rests. */
const REST_MS = 60;

type Look = Extract<FromPanel, { type: 'look' }>;

export class Looker {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sight: Sight | null = null;
  private numbers: Numbers | null = null;
  /** What the host sends numbers of, again and again as the cursor moves; null: what it chose itself. */
  private asked: Look | null = null;
  private serial = -1;

  /** `post` goes to the host. */
  constructor(private readonly post: (look: Look) => void) {}

  /** To be called after every change of the state. */
  update(state: State): void {
    const { picture, sight } = state;
    if (!picture || !sight || isFar(state)) return;
    const { graph, numbers } = picture;
    if (sight === this.sight && numbers === this.numbers && graph.serial === this.serial) return;
    if (graph.serial !== this.serial) this.asked = null;
    this.sight = sight;
    this.numbers = numbers;
    this.serial = graph.serial;
    const look = lookOf(sight, graph.serial);
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.asked === null ? isKnown(look, numbers) : holds(this.asked, look)) return;
    this.timer = setTimeout(() => {
      this.asked = look;
      this.post(look);
    }, REST_MS);
  }
}

function lookOf({ values, references, folds }: Sight, serial: number): Look {
  const results = folds.flatMap(({ result, item }) => (result !== null && item.template === null ? [result] : []));
  return {
    type: 'look',
    serial,
    nodes: [...values.map(({ id }) => id), ...results],
    references: references.map(({ user, input }) => [user, input]),
  };
}

/** Whether everything of a look is part of another. */
function holds(all: Look, { nodes, references }: Look): boolean {
  const known = new Set<number | string>(all.nodes);
  for (const pair of all.references) known.add(pair.join());
  return nodes.every(node => known.has(node)) && references.every(pair => known.has(pair.join()));
}

function isKnown({ nodes, references }: Look, numbers: Numbers | null): boolean {
  if (numbers === null) return false;
  return (
    nodes.every(node => numbers.has(node)) &&
    references.every(([user, input]) => numbers.referred(user, input) !== undefined)
  );
}
