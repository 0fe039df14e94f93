/**
 * The straightest way of an edge: of all lines through corners of its own way and of boxes beside it the one that costs
 * least in turns, in crossings, and in length at which it cannot be told apart from other edges.
 */

import { type Piece, piecesOf } from './curve';
import type { Box, Point } from './geometry';
import { areApart, beside, cross, isAlong, isThrough, lengthOf, passes, type Segment, segmentOf } from './segments';

/** What an edge must keep to. */
export interface Surroundings {
  /** The boxes that it does not join. */
  boxes: readonly Box[];
  /** Other edges; and those from or to the same place, which are one line that forks. */
  others: readonly Segment[];
  kin: readonly Segment[];
  /** How it may begin and end. */
  start: Bound;
  end: Bound;
}

/** At the border of an open box an edge goes on level; it must not arrive at a badge from behind. */
export interface Bound {
  isLevel: boolean;
  badge: Box | null;
}

/**
 * As lengths in pixels that it is worth to avoid them: a turn, and so much for each radian; and each pixel too near, of
 * which no number is worth a crossing.
 */
const COST = { turn: 80, radian: 40, step: 250, crossing: 4000, beside: 4, besideMost: 2000, fork: 0.5 };

/** Edges stay so far away from boxes, from each other, and from where the same line goes on elsewhere. */
const MARGIN = 7;
const APART = 4;
const FORK = 8;

/** The steepest line, and what is still level at a border. */
const STEEPEST = 5.7;
const LEVEL = 0.1;

/** So much of a line may be hidden behind the badge at which it ends. */
const HIDDEN = 6;

/** An edge that must begin or end level turns so far from there at least. */
const STUB = 14;

/** From one stop to another, straight or by a step. */
interface Move {
  from: number;
  points: Point[];
  slope: number;
  cost: number;
}

/** `route` leads from left to right, in level and upright runs; it is the answer where nothing else is possible. */
export function straightest(route: readonly Point[], near: Surroundings): Point[] {
  const direct = segmentOf(route[0], route[route.length - 1]);
  // Any other way turns once at least.
  if (isPossible(direct, direct, near) && costOf(direct, near) <= lengthOf(direct) + COST.turn) {
    return [direct.from, direct.to];
  }
  const steps = piecesOf(route).filter(({ kind }) => kind === 'step');
  const stops = stopsOf(route, steps, near.boxes);
  const moves = stops.map((): Move[] => []);
  for (const [j, to] of stops.entries()) {
    for (let i = 0; i < j; i++) {
      const segment = segmentOf(stops[i], to);
      if (!isPossible(segment, direct, near)) continue;
      moves[j].push({ from: i, points: [to], slope: segment.slope, cost: costOf(segment, near) });
    }
  }
  for (const { from, to, by } of steps) {
    const cost = flattened(from, to).reduce((sum, segment) => sum + costOf(segment, near), COST.step);
    const [i, j] = [indexOf(stops, from), indexOf(stops, to)];
    if (i < j) moves[j].push({ from: i, points: [...by, to], slope: 0, cost });
  }
  return cheapest(stops, moves) ?? [...route];
}

/** An edge as straight lines that are close to it. */
export function outlineOf(points: readonly Point[]): Segment[] {
  return piecesOf(points).flatMap(({ kind, from, to, by }) => {
    if (kind === 'step') return flattened(from, to);
    if (kind === 'line') return [segmentOf(from, to)];
    return [segmentOf(from, by[0]), segmentOf(by[0], to)];
  });
}

/** An S as straight lines. */
function flattened(from: Point, to: Point): Segment[] {
  const at = (x: number, y: number): Point => ({ x: from.x + (to.x - from.x) * x, y: from.y + (to.y - from.y) * y });
  const [first, second] = [at(0.352, 0.156), at(0.648, 0.844)];
  return [segmentOf(from, first), segmentOf(first, second), segmentOf(second, to)];
}

function isPossible(segment: Segment, whole: Segment, { boxes, start, end }: Surroundings): boolean {
  const { from, to } = segment;
  if (to.x <= from.x || Math.abs(segment.slope) > STEEPEST) return false;
  if (from === whole.from && !isFit(segment, start)) return false;
  if (to === whole.to && !isFit(segment, end)) return false;
  return !boxes.some(box => passes(segment, box, MARGIN));
}

function isFit(segment: Segment, { isLevel, badge }: Bound): boolean {
  const { slope, to } = segment;
  if (isLevel) return Math.abs(slope) <= LEVEL;
  if (!badge) return true;
  const radius = badge.height / 2;
  const [dx, dy] = [to.x - badge.x - radius, to.y - badge.y - radius];
  return (2 * (dx + slope * dy)) / Math.hypot(1, slope) <= HIDDEN;
}

function costOf(segment: Segment, { others, kin }: Surroundings): number {
  let cost = lengthOf(segment);
  for (const other of others) {
    if (areApart(segment, other, APART)) continue;
    if (cross(segment, other)) cost += COST.crossing;
    cost += Math.min(COST.besideMost, COST.beside * beside(segment, other, APART));
  }
  for (const other of kin) {
    if (areApart(segment, other, FORK) || isAlong(segment, other)) continue;
    if (isThrough(segment, other)) cost += COST.crossing;
    cost += COST.fork * beside(segment, other, FORK);
  }
  return cost;
}

/** Points that an edge may turn at, from left to right: on its own way, and the corners of boxes that are in a straight one. */
function stopsOf(route: readonly Point[], steps: readonly Piece[], boxes: readonly Box[]): Point[] {
  const [start, end] = [route[0], route[route.length - 1]];
  const stops = [...route, ...steps.flatMap(({ from, to }) => [from, to])];
  const obstacles = obstaclesOf(segmentOf(start, end), route, boxes);
  for (let i = 1; i < route.length; i++) {
    const [{ x: left, y }, to] = [route[i - 1], route[i]];
    if (to.y !== y) continue;
    const add = (x: number, height = y): void => {
      if (x > left && x < to.x) stops.push({ x, y: height });
    };
    add(start.x + Math.max(STUB, Math.abs(y - start.y) / STEEPEST));
    add(end.x - Math.max(STUB, Math.abs(y - end.y) / STEEPEST));
    for (const { corners } of obstacles) {
      for (const corner of corners) {
        add(corner.x);
        add(corner.x, corner.y);
      }
    }
  }
  const inner = new Map(stops.map(stop => [`${stop.x} ${stop.y}`, stop]));
  for (const { x, y } of [start, end]) inner.delete(`${x} ${y}`);
  return [start, ...[...inner.values()].sort((a, b) => a.x - b.x), end];
}

/** With more obstacles on both sides of one another the layout's own way is good enough. */
const DEEPEST = 3;

interface Obstacle {
  /** Where it is gone around: on the side on which the layout does. */
  corners: [left: Point, right: Point];
}

/** Boxes in the way of a straight line, and of the lines around those. */
function obstaclesOf(straight: Segment, route: readonly Point[], boxes: readonly Box[], depth = 0): Obstacle[] {
  const { from, to } = straight;
  if (to.x <= from.x || depth === DEEPEST) return [];
  let farthest: Obstacle | null = null;
  let most = 0;
  for (const box of boxes) {
    if (!passes(straight, box, MARGIN)) continue;
    const obstacle = around(box, route);
    for (const { x, y } of obstacle.corners) {
      const off = x > from.x && x < to.x ? Math.abs(y - from.y - straight.slope * (x - from.x)) : 0;
      if (off > most) [farthest, most] = [obstacle, off];
    }
  }
  if (!farthest) return [];
  const [left, right] = farthest.corners;
  return [
    ...obstaclesOf(segmentOf(from, left), route, boxes, depth + 1),
    farthest,
    ...obstaclesOf(segmentOf(right, to), route, boxes, depth + 1),
  ];
}

function around({ x, y, width, height }: Box, route: readonly Point[]): Obstacle {
  const lane = route.findLast(point => point.x <= x + width / 2) ?? route[0];
  const side = lane.y < y + height / 2 ? y - MARGIN : y + height + MARGIN;
  return {
    corners: [
      { x: x - MARGIN, y: side },
      { x: x + width + MARGIN, y: side },
    ],
  };
}

const indexOf = (stops: readonly Point[], { x, y }: Point): number =>
  stops.findIndex(stop => stop.x === x && stop.y === y);

/** A way up to a stop. */
interface Reached {
  move: Move;
  cost: number;
  before: Reached | null;
}

/** The cheapest way from the first stop to the last; null without one. */
function cheapest(stops: readonly Point[], moves: readonly Move[][]): Point[] | null {
  const reached: Reached[][] = [];
  for (const arriving of moves) {
    const here: Reached[] = [];
    for (const move of arriving) {
      const way = move.from === 0 ? { move, cost: move.cost, before: null } : cheapestBefore(move, reached[move.from]);
      if (way) here.push(way);
    }
    reached.push(here);
  }
  const ends = reached[stops.length - 1];
  if (ends.length === 0) return null;
  const points: Point[] = [];
  for (let at: Reached | null = ends.reduce((a, b) => (b.cost < a.cost ? b : a)); at; at = at.before) {
    points.unshift(...at.move.points);
  }
  return withoutIdle([stops[0], ...points]);
}

/** A move after the way that it costs least to turn from; null without one. */
function cheapestBefore(move: Move, ways: readonly Reached[]): Reached | null {
  let before: Reached | null = null;
  let least = Infinity;
  for (const way of ways) {
    const cost = way.cost + costOfTurn(way.move.slope, move.slope);
    if (cost < least) [before, least] = [way, cost];
  }
  return before && { move, before, cost: least + move.cost };
}

function costOfTurn(slope: number, next: number): number {
  if (Math.abs(next - slope) < 1e-6) return 0;
  return COST.turn + COST.radian * Math.abs(Math.atan(next) - Math.atan(slope));
}

/** Without the points at which a line goes on as it came. */
function withoutIdle(points: readonly Point[]): Point[] {
  return points.filter((point, i) => {
    const [from, to] = [points[i - 1], points[i + 1]];
    if (!from || !to || from.x === point.x || to.x === point.x) return true;
    return Math.abs(segmentOf(from, point).slope - segmentOf(point, to).slope) > 1e-6;
  });
}
