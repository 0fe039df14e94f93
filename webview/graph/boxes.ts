/** Boxes with ports and the edges between them: what a layout is asked, and what it answers. */

import type { Point } from './geometry';

export interface BoxPort {
  id: string;
  side: 'WEST' | 'EAST';
  /** Distance from the box's top. */
  y: number;
}

export interface LayoutBox {
  id: string;
  width: number;
  height: number;
  ports: BoxPort[];
}

/** From a port on the right of a box, or an entry of the border, to a port on the left of a box, or an exit. */
export interface LayoutEdge {
  id: string;
  source: string;
  target: string;
}

export interface BoxGraph {
  id: string;
  boxes: LayoutBox[];
  edges: LayoutEdge[];
  /** Ports of the border, on the left and on the right; the layout chooses their order. */
  ins: string[];
  outs: string[];
  padding: { top: number; left: number; bottom: number; right: number };
  /** The border is at least so wide. */
  least: number;
}

/** Places of all that was asked, in the border's coordinates. */
export interface Solution {
  width: number;
  height: number;
  boxes: Map<string, Point>;
  routes: Map<string, Point[]>;
  /** Heights of the border's ports. */
  ports: Map<string, number>;
}
