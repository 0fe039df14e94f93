/** The drawing as data: what the panel puts into the DOM and the exporter into a file. */

/** `role` is the shape's class: the one thing that gives it its colours and font (see paint.ts). */
export type Shape =
  | { shape: 'rect'; role: string; x: number; y: number; width: number; height: number; radius: number }
  | { shape: 'path'; role: string; d: string }
  | TextShape;

export interface TextShape {
  shape: 'text';
  role: string;
  x: number;
  y: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
  /** The width to squeeze the text into; null: as wide as it is. */
  squeeze: number | null;
}

/** Shapes that belong together, relative to `x`, `y`. */
export interface Group {
  role: string;
  x: number;
  y: number;
  shapes: Shape[];
  /** Tooltip; empty: none. */
  title: string;
}
