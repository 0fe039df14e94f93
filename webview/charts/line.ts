/** The arithmetic of a line chart: scales, ticks, the path and the nearest point. No DOM. */

import { tidy } from '../graph/geometry';

export interface ChartArea {
  /** Of the plot itself, without its margins. */
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface LineScale {
  /** Index of a point to x; value to y. */
  x(index: number): number;
  y(value: number): number;
  /** Values to draw a line at, ascending. */
  ticks: number[];
}

/** A value; null where there is none. */
type Point = number | null;

/** All other points are gaps in the line. */
export function isDrawable(value: Point, log: boolean): value is number {
  return value !== null && Number.isFinite(value) && (!log || value > 0);
}

/** Scales for points at places from 0 to `count` − 1; a linear one begins at 0 where that is near, a logarithmic one shows positive values only. */
export function lineScale(points: readonly Point[], area: ChartArea, log: boolean, count = points.length): LineScale {
  const [low, high] = domain(points, log);
  const to = log ? Math.log10 : (value: number): number => value;
  const span = to(high) - to(low) || 1;
  const last = Math.max(1, count - 1);
  return {
    x: index => area.left + (index / last) * area.width,
    y: value => area.top + area.height - ((to(value) - to(low)) / span) * area.height,
    ticks: log ? logTicks(low, high) : linearTicks(low, high),
  };
}

function domain(points: readonly Point[], log: boolean): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of points) {
    if (!isDrawable(value, log)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return log ? [0.1, 1] : [0, 1];
  if (log) return low === high ? [low / 2, high * 2] : [low, high];
  if (low > 0 && low < high * 0.6) low = 0;
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** Three to six round values within the domain: steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(low: number, high: number): number[] {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(times => times * power).find(size => size >= rough) ?? rough;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
    ticks.push(Number((k * step).toPrecision(12)));
  return ticks;
}

/** Powers of ten within the domain, with 2 and 5 times them if these are few. */
export function logTicks(low: number, high: number): number[] {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const skip = Math.max(1, Math.ceil((to - from) / 5));
  const times = to - from <= 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let p = from; p <= to; p += skip) for (const t of times) ticks.push(Number((t * 10 ** p).toPrecision(12)));
  return ticks.filter(tick => tick >= low * 0.999 && tick <= high * 1.001);
}

/**
 * SVG path data; a gap at each point that cannot be drawn. With more points than pixels, each pixel column keeps its
 * first, lowest, highest and last point, so that no spike is lost.
 * @param at - The place of each point; null: 0, 1, 2, …
 */
export function linePath(
  points: readonly Point[],
  scale: LineScale,
  log: boolean,
  at: readonly number[] | null = null,
): string {
  const x = (i: number) => scale.x(at?.[i] ?? i);
  const kept = thin(points, Math.abs(x(points.length - 1) - x(0)), log);
  let path = '';
  let joined = false;
  for (const i of kept) {
    const value = points[i];
    if (!isDrawable(value, log)) {
      joined = false;
      continue;
    }
    path += `${joined ? 'L' : 'M'}${tidy(x(i))},${tidy(scale.y(value))}`;
    joined = true;
  }
  return path;
}

function thin(points: readonly Point[], width: number, log: boolean): number[] {
  const perPixel = points.length / Math.max(1, width);
  if (perPixel <= 2) return points.map((_, i) => i);
  const bucket = Math.ceil(perPixel);
  const kept: number[] = [];
  for (let start = 0; start < points.length; start += bucket) {
    const end = Math.min(points.length, start + bucket);
    kept.push(...extremes(points, start, end, log));
  }
  return kept;
}

function extremes(points: readonly Point[], start: number, end: number, log: boolean): number[] {
  const drawable: { index: number; value: number }[] = [];
  for (let index = start; index < end; index++) {
    const value = points[index];
    if (isDrawable(value, log)) drawable.push({ index, value });
  }
  const kept = new Set([start, end - 1]);
  if (drawable.length > 0) {
    kept.add(drawable.reduce((low, point) => (point.value < low.value ? point : low)).index);
    kept.add(drawable.reduce((high, point) => (point.value > high.value ? point : high)).index);
  }
  return [...kept].sort((a, b) => a - b);
}

/** Index of the point nearest to an x; 0 … count − 1. */
export function nearestIndex(x: number, count: number, area: ChartArea): number {
  const index = Math.round(((x - area.left) / Math.max(1, area.width)) * (count - 1));
  return Math.min(count - 1, Math.max(0, index));
}
