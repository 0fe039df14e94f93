/**
 * Lays a graph out template by template: those inside others first, so that an open group is a box whose size and ports
 * are known. Each template is laid out once, however often it is placed, and kept for the next picture.
 */

import type { Graph } from '../../src/protocol/graph';
import type { BoxGraph, Solution } from './boxes';
import { MOST_BOXES } from './elk';
import { fallback } from './fallback';
import { leastFrame } from './foldHead';
import type { DrawStyle } from './measure';
import { isOpen } from './open';
import type { PlacedTemplate, Scene } from './placed';
import { type Prepared, prepare } from './template';

/** Lays out graphs that do not depend on each other; null: it takes too long, and the plain layout must do. */
export type Solver = (graphs: readonly BoxGraph[]) => Promise<Solution[] | null>;

/** Laid out templates, by key and style; the oldest go when there are too many. */
export class TemplateCache {
  private readonly kept = new Map<string, PlacedTemplate>();

  constructor(private readonly most = 2000) {}

  get(key: string): PlacedTemplate | undefined {
    const found = this.kept.get(key);
    if (found) {
      this.kept.delete(key);
      this.kept.set(key, found);
    }
    return found;
  }

  set(key: string, placed: PlacedTemplate): void {
    this.kept.set(key, placed);
    if (this.kept.size <= this.most) return;
    const [oldest] = this.kept.keys();
    this.kept.delete(oldest);
  }
}

const TOO_LONG = 'The full layout took too long: this is a simpler one.';
const TOO_LARGE = 'A part has too much side by side for the full layout: it is laid out more simply.';

/** The picture of a graph. `note` tells the user why it is plainer than usual if the solver has no answer. Rejects if the solver does. */
export async function compose(
  graph: Graph,
  style: DrawStyle,
  solver: Solver,
  cache = new TemplateCache(),
  note = TOO_LONG,
): Promise<Scene> {
  const placed: PlacedTemplate[] = new Array(graph.templates.length);
  const frames = framesOf(graph);
  const name = (index: number) => nameOf(graph, index, frames[index], style, placed);
  const place = (index: number, solution: Solution, { finish }: Prepared, isFull: boolean): void => {
    placed[index] = finish(solution);
    if (isFull) cache.set(name(index), placed[index]);
  };
  let isLate = false;
  let isLarge = false;
  for (const level of levels(graph)) {
    const missing = level.filter(index => {
      const known = cache.get(name(index));
      if (known) placed[index] = known;
      return !known;
    });
    const prepared = missing.map((index): [number, Prepared] => {
      return [index, prepare(`t${index}`, graph.templates[index], placed, style, frames[index])];
    });
    for (const batch of batches(prepared)) {
      const boxes = batch.map(([, each]) => each.boxes);
      const isTooLarge = boxes[0].boxes.length > MOST_BOXES;
      const solutions = isLate || isTooLarge ? null : await solver(boxes);
      if (isTooLarge) isLarge = true;
      else if (solutions === null) isLate = true;
      batch.forEach(([index, each], i) => {
        place(index, solutions?.[i] ?? fallback(boxes[i]), each, solutions !== null);
      });
    }
  }
  const { width, height } = placed[placed.length - 1];
  return { graph, style, templates: placed, width, height, note: isLate ? note : isLarge ? TOO_LARGE : null };
}

/** How wide the frame of each template is at least, for the heads of all that it is placed in; the whole picture has none. */
function framesOf({ templates }: Graph): (number | null)[] {
  const frames = templates.map(() => 0);
  for (const { items } of templates) {
    for (const item of items) {
      if (isOpen(item)) frames[item.template] = Math.max(frames[item.template], leastFrame(item));
    }
  }
  return [...frames.slice(0, -1), null];
}

/** A template is laid out anew for another style, another frame, and other sizes of what is open in it. */
function nameOf(
  { templates }: Graph,
  index: number,
  frame: number | null,
  style: DrawStyle,
  placed: readonly PlacedTemplate[],
): string {
  const { opStyle, room, constantRoom, tensorRoom } = style;
  const { key, items } = templates[index];
  const sizes = items.flatMap(item =>
    isOpen(item) ? [`${placed[item.template].width}×${placed[item.template].height}`] : [],
  );
  return `${opStyle} ${room} ${constantRoom} ${tensorRoom} ${frame} ${key} ${sizes.join(' ')}`;
}

/** Indexes of templates in an order in which what is inside others comes first; those of one level need not each other. */
function levels({ templates }: Graph): number[][] {
  const depth: number[] = [];
  const result: number[][] = [];
  templates.forEach(({ items }, index) => {
    depth[index] = items.reduce(
      (deepest, item) => (isOpen(item) ? Math.max(deepest, depth[item.template] + 1) : deepest),
      0,
    );
    result[depth[index]] ??= [];
    result[depth[index]].push(index);
  });
  return result;
}

/** Runs of templates that together have few enough boxes for one call; one that has too many by itself is alone. */
function batches(prepared: readonly [number, Prepared][]): [number, Prepared][][] {
  const result: [number, Prepared][][] = [];
  let room = 0;
  for (const each of prepared) {
    const size = each[1].boxes.boxes.length;
    if (size > room || result.length === 0) {
      result.push([]);
      room = MOST_BOXES;
    }
    result[result.length - 1].push(each);
    room -= size;
  }
  return result;
}
