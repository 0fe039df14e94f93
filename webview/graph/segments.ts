/** Straight pieces of edges, from left to right: what they pass, cross and run beside. */

import type { Box, Point } from './geometry';

export interface Segment {
  from: Point;
  to: Point;
  /** Up or down, for one to the right. */
  slope: number;
  top: number;
  bottom: number;
}

export function segmentOf(from: Point, to: Point): Segment {
  const slope = (to.y - from.y) / (to.x - from.x);
  return { from, to, slope, top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) };
}

export const lengthOf = ({ from, to }: Segment): number => Math.hypot(to.x - from.x, to.y - from.y);

/** Whether segments are so far from each other that nothing else needs to be asked. */
export function areApart(one: Segment, other: Segment, gap: number): boolean {
  return (
    other.to.x < one.from.x || other.from.x > one.to.x || other.bottom < one.top - gap || other.top > one.bottom + gap
  );
}

/** Whether a segment may have something in a box. */
export function isIn({ from, to, top, bottom }: Segment, { x, y, width, height }: Box): boolean {
  return to.x >= x && from.x <= x + width && bottom >= y && top <= y + height;
}

/** Whether a segment comes nearer to a box than `margin`. */
export function passes(segment: Segment, { x, y, width, height }: Box, margin: number): boolean {
  const { from, to } = segment;
  const left = x - margin;
  const right = x + width + margin;
  const top = y - margin;
  const bottom = y + height + margin;
  if (to.x <= left || from.x >= right || segment.bottom <= top || segment.top >= bottom) return false;
  if (from.x === to.x) return true;
  const begin = heightAt(segment, Math.max(left, from.x));
  const end = heightAt(segment, Math.min(right, to.x));
  return Math.max(begin, end) > top && Math.min(begin, end) < bottom;
}

/** Whether segments cross or touch; those that end at the same place do not. */
export function cross(one: Segment, other: Segment): boolean {
  if (areApart(one, other, 0)) return false;
  if (one.to.x === other.to.x && one.to.y === other.to.y) return false;
  return side(one, other.from) * side(one, other.to) <= 0 && side(other, one.from) * side(other, one.to) <= 0;
}

/** Whether each of two segments goes on beyond the other. */
export function isThrough(one: Segment, other: Segment): boolean {
  return side(one, other.from) * side(one, other.to) < 0 && side(other, one.from) * side(other, one.to) < 0;
}

/** Length on which a segment is nearer to another than `gap`. */
export function beside(one: Segment, other: Segment, gap: number): number {
  const left = Math.max(one.from.x, other.from.x);
  const right = Math.min(one.to.x, other.to.x);
  if (right <= left || areApart(one, other, gap)) return 0;
  const most = gap * steepness(Math.min(Math.abs(one.slope), Math.abs(other.slope)));
  const begin = heightAt(one, left) - heightAt(other, left);
  const end = begin + (one.slope - other.slope) * (right - left);
  const near = Math.min(most, Math.max(begin, end)) - Math.max(-most, Math.min(begin, end));
  const length = (right - left) * steepness(one.slope);
  if (near > 0) return (near / Math.abs(end - begin)) * length;
  return begin === end && Math.abs(begin) < most ? length : 0;
}

/** Length of a line for one to the right. */
const steepness = (slope: number): number => Math.sqrt(1 + slope * slope);

/** Whether segments lie on one line. */
export function isAlong(one: Segment, other: Segment): boolean {
  const most = 0.01 * lengthOf(one);
  return Math.abs(side(one, other.from)) <= most && Math.abs(side(one, other.to)) <= most;
}

const heightAt = (segment: Segment, x: number): number => segment.from.y + segment.slope * (x - segment.from.x);

/** On which side of a segment a point is. */
function side({ from, to }: Segment, point: Point): number {
  return (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
}
