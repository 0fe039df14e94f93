/** How good a drawing is, counted: crossings, bends, area, length of its edges. */
import type { ElkNode } from 'elkjs/lib/elk-api';
import { edgePath } from '../../webview/graph/curve';
import type { Point } from '../../webview/graph/geometry';
import type { Scene } from '../../webview/graph/placed';
import { sightOf } from '../../webview/graph/sight';

interface Edge {
  /** What it comes from: edges from the same are one line that forks. */
  from: string;
  /** For a curve they are close to each other. */
  points: readonly Point[];
}

export interface Drawing {
  width: number;
  height: number;
  edges: Edge[];
}

/** Of our picture, as it is drawn: edges end at the borders of open groups and go on there. */
export function drawingOf(scene: Scene): Drawing {
  const whole = { x: 0, y: 0, width: scene.width, height: scene.height };
  const { edges } = sightOf(scene, whole, Infinity);
  const moved = edges.map(({ from, points, x, y }): Edge => {
    return { from, points: flattened(edgePath(points)).map(point => ({ x: point.x + x, y: point.y + y })) };
  });
  return { width: scene.width, height: scene.height, edges: moved.filter(({ points }) => points.length > 1) };
}

/** A path of straight lines and curves as straight ones. */
function flattened(path: string): Point[] {
  const line: Point[] = [];
  for (const [, kind, rest] of path.matchAll(/([MLQC])([^MLQC]*)/g)) {
    const points = rest.split(' ').map((pair): Point => {
      const [x, y] = pair.split(',').map(Number);
      return { x, y };
    });
    const start = line[line.length - 1];
    if (kind === 'C') line.push(...pieces([start, ...points]));
    else if (kind === 'Q') line.push(...pieces(raised(start, points)));
    else line.push(...points);
  }
  return line;
}

/** A curve with one control point as one with two. */
function raised(start: Point, [control, end]: readonly Point[]): Point[] {
  const toControl = (from: Point): Point => ({
    x: from.x + ((control.x - from.x) * 2) / 3,
    y: from.y + ((control.y - from.y) * 2) / 3,
  });
  return [start, toControl(start), toControl(end), end];
}

export function drawingOfElk({ width = 0, height = 0, edges = [] }: ElkNode): Drawing {
  const lines = edges.flatMap(({ sources: [from], sections = [] }) =>
    sections.map(({ startPoint, bendPoints = [], endPoint }) => ({
      from,
      points: [startPoint, ...bendPoints, endPoint],
    })),
  );
  return { width, height, edges: lines };
}

/** Pieces of a curve are taken as so many straight ones. */
const PIECES = 8;

/** Of what `dot -Tplain` prints, in points. */
export function drawingOfDot(plain: string): Drawing {
  const scale = 72;
  const rows = plain.split('\n').map(line => line.split(' '));
  const [, , width, height] = rows.find(([kind]) => kind === 'graph')!.map(Number);
  const edges = rows.flatMap(([kind, from, , count, ...rest]) => {
    if (kind !== 'edge') return [];
    const at = (i: number): Point => ({ x: Number(rest[2 * i]) * scale, y: Number(rest[2 * i + 1]) * scale });
    const line = [at(0)];
    for (let i = 0; i + 3 < Number(count); i += 3) {
      line.push(...pieces([at(i), at(i + 1), at(i + 2), at(i + 3)]));
    }
    return [{ from, points: line }];
  });
  return { width: width * scale, height: height * scale, edges };
}

/** A Bézier curve without its start. */
function pieces(curve: readonly Point[]): Point[] {
  return Array.from({ length: PIECES }, (_, k) => between(curve, (k + 1) / PIECES));
}

function between([a, b, c, d]: readonly Point[], t: number): Point {
  const s = 1 - t;
  const at = (from: number, first: number, second: number, to: number) =>
    s ** 3 * from + 3 * s * s * t * first + 3 * s * t * t * second + t ** 3 * to;
  return { x: at(a.x, b.x, c.x, d.x), y: at(a.y, b.y, c.y, d.y) };
}

export interface Quality {
  crossings: number;
  /** Of straight lines every bend; of curves the stretches that turn to one side. */
  bends: number;
  /** In thousands of pixels. */
  area: number;
  length: number;
}

export function qualityOf({ width, height, edges }: Drawing): Quality {
  const lengths = edges.map(({ points }) => steps(points).reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0));
  return {
    crossings: crossings(edges),
    bends: edges.reduce((sum, { points }) => sum + bends(points), 0),
    area: Math.round((width * height) / 1000),
    length: Math.round(lengths.reduce((sum, length) => sum + length, 0)),
  };
}

const steps = (edge: readonly Point[]): Point[] =>
  edge.slice(1).map(({ x, y }, i) => ({ x: x - edge[i].x, y: y - edge[i].y }));

/** Turning by less than this in all is none that one sees. */
const STRAIGHT = Math.PI / 60;
/** A sharp turn is a bend of its own. */
const SHARP = Math.PI / 4;

function bends(edge: readonly Point[]): number {
  const parts = steps(edge).filter(({ x, y }) => Math.hypot(x, y) > 1e-6);
  let count = 0;
  let turned = 0;
  for (let i = 1; i < parts.length; i++) {
    const [a, b] = [parts[i - 1], parts[i]];
    const turn = Math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
    const isSame = Math.abs(turn) <= SHARP && turn * turned > 0;
    const before = isSame ? Math.abs(turned) : 0;
    turned = isSame ? turned + turn : turn;
    if (before < STRAIGHT && Math.abs(turned) >= STRAIGHT) count++;
  }
  return count;
}

interface Segment {
  a: Point;
  b: Point;
  from: string;
  /** Which of its ends are ends of the edge: there it meets what it belongs to. */
  isEnd: [a: boolean, b: boolean];
}

/** Places at which lines go through each other; where they only touch or share a way they do not. */
function crossings(edges: readonly Edge[]): number {
  const segments = edges
    .flatMap(({ from, points }) =>
      points.slice(1).map((end, i): Segment => {
        const start = points[i];
        const [isFirst, isLast] = [i === 0, i === points.length - 2];
        return start.x <= end.x
          ? { a: start, b: end, from, isEnd: [isFirst, isLast] }
          : { a: end, b: start, from, isEnd: [isLast, isFirst] };
      }),
    )
    .sort((one, other) => one.a.x - other.a.x);
  const places = new Set<string>();
  let active: Segment[] = [];
  for (const segment of segments) {
    active = active.filter(({ b }) => b.x >= segment.a.x);
    for (const other of active) {
      const at = other.from === segment.from ? null : crossing(segment, other);
      if (at) places.add(`${at.x.toFixed(1)} ${at.y.toFixed(1)}`);
    }
    active.push(segment);
  }
  return places.size;
}

function crossing(one: Segment, other: Segment): Point | null {
  const [p, q] = [direction(one), direction(other)];
  const area = p.x * q.y - p.y * q.x;
  if (Math.abs(area) < 1e-9) return null;
  const gap = { x: other.a.x - one.a.x, y: other.a.y - one.a.y };
  const t = (gap.x * q.y - gap.y * q.x) / area;
  const u = (gap.x * p.y - gap.y * p.x) / area;
  return isWithin(t, one) && isWithin(u, other) ? { x: one.a.x + t * p.x, y: one.a.y + t * p.y } : null;
}

/** Lines of symmetric drawings cross where two pieces of a curve join: a joint is inside, an end is not. */
function isWithin(at: number, { isEnd: [isStart, isStop] }: Segment): boolean {
  const margin = (isEnd: boolean) => (isEnd ? 1e-4 : -1e-6);
  return at > margin(isStart) && at < 1 - margin(isStop);
}

const direction = ({ a, b }: Segment): Point => ({ x: b.x - a.x, y: b.y - a.y });
