/** An edge's points as one smooth path: straight runs stay straight, each step up or down becomes an S. */

import { type Point, tidy } from './geometry';

/** How long an S is for its height; longer is gentler. */
const STRETCH = 0.62;
const SHORTEST = 10;

/** SVG path data through horizontal and vertical runs in turn, or of a single S between two points. */
export function edgePath(points: readonly Point[]): string {
  if (points.length < 2) return '';
  const path = [`M${at(points[0])}`];
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    if (from.y === to.y) continue;
    if (from.x === to.x) path.push(bend(points, i));
    else path.push(curve(from, to));
  }
  path.push(`L${at(points[points.length - 1])}`);
  return path.join('');
}

/** The vertical run that ends at `points[i]`, begun and ended within its neighbouring runs. */
function bend(points: readonly Point[], i: number): string {
  const [from, to] = [points[i - 1], points[i]];
  const reach = Math.max(SHORTEST, Math.abs(to.y - from.y) * STRETCH);
  const before = room(points, i - 1, i - 2, i - 2 === 0);
  const after = room(points, i, i + 1, i + 1 === points.length - 1);
  const start = { x: from.x - Math.min(reach, before), y: from.y };
  const end = { x: to.x + Math.min(reach, after), y: to.y };
  return `L${at(start)}${curve(start, end)}`;
}

/** Longer runs pass boxes, which a bend must not come near: the layout keeps vertical runs so far away from them. */
const LONGEST_FREE = 64;
const CLEAR = 12;

/** How far a bend may reach into a horizontal run; half of it if the run's other end bends as well. */
function room(points: readonly Point[], near: number, far: number, whole: boolean): number {
  if (far < 0 || far >= points.length) return 0;
  const length = Math.abs(points[near].x - points[far].x);
  if (length > LONGEST_FREE) return CLEAR;
  return whole ? length : length / 2;
}

function curve(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2;
  return `C${at({ x: middle, y: from.y })} ${at({ x: middle, y: to.y })} ${at(to)}`;
}

function at({ x, y }: Point): string {
  return `${tidy(x)},${tidy(y)}`;
}
