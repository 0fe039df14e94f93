/** An edge's points as one smooth path: straight lines with round corners, and where it goes straight up or down an S. */

import { type Point, tidy } from './geometry';

/** A part of an edge: straight, around a corner, or an S between level runs. */
export interface Piece {
  kind: 'line' | 'corner' | 'step';
  from: Point;
  to: Point;
  /** The edge's own points that it goes by: one of a corner, two of a step. */
  by: Point[];
}

/** The parts of an edge, each from where the one before ends. */
export function piecesOf(points: readonly Point[]): Piece[] {
  if (points.length < 2) return [];
  const pieces: Piece[] = [];
  const last = points.length - 1;
  let end = points[0];
  const go = (kind: Piece['kind'], from: Point, to: Point, by: Point[]): void => {
    if (from.x !== end.x || from.y !== end.y) pieces.push({ kind: 'line', from: end, to: from, by: [] });
    if (by.length > 0) pieces.push({ kind, from, to, by });
    end = to;
  };
  for (let i = 1; i <= last; i++) {
    // A step is added at its end.
    if (isUpright(points, i + 1)) continue;
    if (isUpright(points, i)) {
      const reach = Math.max(SHORTEST, Math.abs(points[i].y - points[i - 1].y) * STRETCH);
      const from = toward(points, i - 1, i - 2, Math.min(reach, clear(points, i - 1, i - 2)));
      const to = toward(points, i, i + 1, Math.min(reach, clear(points, i, i + 1)));
      go('step', from, to, [points[i - 1], points[i]]);
    } else if (i < last) {
      const [from, to] = [i - 1, i + 1].map(next => toward(points, i, next, Math.min(ROUND, room(points, i, next))));
      go('corner', from, to, [points[i]]);
    }
  }
  go('line', points[last], points[last], []);
  return pieces;
}

/** SVG path data. */
export function edgePath(points: readonly Point[]): string {
  return points.length < 2 ? '' : `M${at(points[0])}${piecesOf(points).map(draw).join('')}`;
}

function draw({ kind, from, to, by }: Piece): string {
  if (kind === 'line') return `L${at(to)}`;
  if (kind === 'corner') return `Q${at(by[0])} ${at(to)}`;
  const middle = (from.x + to.x) / 2;
  return `C${at({ x: middle, y: from.y })} ${at({ x: middle, y: to.y })} ${at(to)}`;
}

/** How long an S is for its height; longer is gentler. */
const STRETCH = 0.62;
const SHORTEST = 10;

/** A corner begins so far before it and ends so far after it. */
const ROUND = 20;

/** Longer runs pass boxes, which an S must not come near: the layout keeps vertical runs so far away from them. */
const LONGEST_FREE = 64;
const CLEAR = 12;

const isUpright = (points: readonly Point[], end: number): boolean =>
  end > 0 && end < points.length && points[end - 1].x === points[end].x && points[end - 1].y !== points[end].y;

/** How far an S may reach into the run to `points[far]`. */
function clear(points: readonly Point[], near: number, far: number): number {
  if (far < 0 || far >= points.length) return 0;
  return distance(points[near], points[far]) > LONGEST_FREE ? CLEAR : room(points, near, far);
}

/** How much of a run a turn may take: half of it if there is a turn at its other end as well. */
function room(points: readonly Point[], near: number, far: number): number {
  const length = distance(points[near], points[far]);
  return far === 0 || far === points.length - 1 ? length : length / 2;
}

/** A point on a run, so far from one of its ends. */
function toward(points: readonly Point[], near: number, far: number, length: number): Point {
  const [from, to] = [points[near], points[far]];
  if (length === 0) return from;
  const part = length / distance(from, to);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function at({ x, y }: Point): string {
  return `${tidy(x)},${tidy(y)}`;
}
