/** Measures what lies over the picture, when something of that may have changed. */

import type { Box } from './graph/geometry';
import { mapSize } from './map';
import type { State } from './state/state';

/** Small notes at the edge are not in the way: a fitted picture leaves room for them. */
const OVER = ['.find', '.related', '.isolate', '.minimap'].map(name => `.canvas ${name}`).join();

export class Cover {
  private known: readonly unknown[] = [];

  /** `tell` is called with boxes on the screen, relative to the picture's corner. */
  constructor(
    private readonly root: HTMLElement,
    private readonly tell: (boxes: Box[]) => void,
  ) {}

  /** To be called after every drawing. */
  update(state: State): void {
    const { search, related, pathFrom, isolated, size, mapCorner } = state;
    const shown = [search?.text, search?.found, related, pathFrom, isolated, size, mapCorner, mapSize(size)];
    if (shown.every((value, i) => value === this.known[i])) return;
    this.known = shown;
    const corner = this.root.querySelector('.canvas')?.getBoundingClientRect();
    if (!corner) return;
    this.tell(
      [...this.root.querySelectorAll(OVER)].map(element => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return { x: left - corner.left, y: top - corner.top, width, height };
      }),
    );
  }
}
