/** A graph with places: what composing returns and what drawing reads. */

import type { Graph } from '../../src/protocol/graph';
import type { Box, Point } from './geometry';
import type { DrawStyle } from './measure';

/** An item in its template's coordinates. A value's own box holds its card and badge; any other's card is its box. */
export interface PlacedItem extends Box {
  card: Box;
  /** The op: on the card's left edge, or a small node of its own. Null without one. */
  badge: Box | null;
  /** From a separate op node to its card; null with badges. */
  stem: Point[] | null;
  /** Where the copies of a template are: none in what is closed, one in what is open. */
  cells: Cells | null;
}

/** Places of copies, row after row, in the coordinates of the template around them. */
export interface Cells {
  x: number;
  y: number;
  /** From one to the next, and how many there are in a row. */
  dx: number;
  dy: number;
  columns: number;
  count: number;
}

/** One or several links with the same way, between the right of its source and the left of its target. */
export interface PlacedLink {
  /** Index of an item, or BORDER; with what tells apart the places at it. */
  source: number;
  exit: number;
  target: number;
  entry: number;
  points: Point[];
  /** Indexes of the template's links that it stands for. */
  links: number[];
}

/** `items` are in the template's own order. */
export interface PlacedTemplate {
  key: string;
  width: number;
  height: number;
  items: PlacedItem[];
  links: PlacedLink[];
  /** Heights at which entries come in on the left edge and exits leave on the right. */
  ins: number[];
  outs: number[];
}

/** The whole picture: places for every template of a graph, in the graph's order. */
export interface Scene {
  graph: Graph;
  style: DrawStyle;
  templates: PlacedTemplate[];
  width: number;
  height: number;
  /** Why this is not the usual layout; null if it is. */
  note: string | null;
}

/** The template that is the whole picture. */
export function rootOf(scene: Scene): PlacedTemplate {
  return scene.templates[scene.templates.length - 1];
}

/** The same picture for a graph of the same shape whose ids differ, as from one training step to the next. */
export function rebind(scene: Scene, graph: Graph): Scene {
  return { ...scene, graph };
}

/** Whether a picture has a place for everything in a graph. */
export function fits({ templates }: Scene, graph: Graph): boolean {
  return templates.length === graph.templates.length && templates.every(({ key }, i) => key === graph.templates[i].key);
}
