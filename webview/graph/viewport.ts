/** Pan and zoom as an immutable value, and the arithmetic of fitting and revealing. */

import type { Box, Point } from './geometry';

export const MOST_ZOOM = 4;
/** A small picture is not blown up beyond this when it is fitted. */
const MOST_FITTED = 1.5;
/** Left free around a fitted picture; below it lie the zoom buttons and the notes. */
export const FIT_MARGIN = { side: 8, top: 8, bottom: 48 };
/** Less than a fitted picture leaves free, so that stepping through one moves nothing. */
const REVEAL_MARGIN = 6;

export interface Size {
  width: number;
  height: number;
}

/** Screen = picture × k + (x, y). */
export class Transform {
  static readonly identity = new Transform(1, 0, 0);

  constructor(
    readonly k: number,
    readonly x: number,
    readonly y: number,
  ) {}

  apply(point: Point): Point {
    return { x: point.x * this.k + this.x, y: point.y * this.k + this.y };
  }

  invert(point: Point): Point {
    return { x: (point.x - this.x) / this.k, y: (point.y - this.y) / this.k };
  }

  applyBox(box: Box): Box {
    return { ...this.apply(box), width: box.width * this.k, height: box.height * this.k };
  }

  /** Moved by screen pixels. */
  pan(dx: number, dy: number): Transform {
    return new Transform(this.k, this.x + dx, this.y + dy);
  }

  /**
   * Scaled within the limits; the picture's point under `at` (on the screen) stays there.
   * @param least - The smallest scale; what is smaller already gets no smaller.
   */
  zoom(factor: number, at: Point, least: number): Transform {
    const k = clamp(this.k * factor, Math.min(least, this.k), MOST_ZOOM);
    const fixed = this.invert(at);
    return new Transform(k, at.x - fixed.x * k, at.y - fixed.y * k);
  }

  /** The way from this transform to `other`, `t` of it done. */
  toward(other: Transform, t: number): Transform {
    const mix = (a: number, b: number): number => a + (b - a) * t;
    return new Transform(mix(this.k, other.k), mix(this.x, other.x), mix(this.y, other.y));
  }

  equals(other: Transform): boolean {
    return this.k === other.k && this.x === other.x && this.y === other.y;
  }

  /** As a style sheet wants it. */
  toString(): string {
    return `translate(${this.x}px,${this.y}px) scale(${this.k})`;
  }
}

/** The whole picture in the middle of the view, as large as it goes. */
export function fitTo(picture: Size, view: Size, margin = FIT_MARGIN): Transform {
  if (picture.width <= 0 || picture.height <= 0 || view.width <= 0 || view.height <= 0) return Transform.identity;
  const { side, top, bottom } = margin;
  const free = { width: view.width - 2 * side, height: view.height - top - bottom };
  const k = Math.min(free.width / picture.width, free.height / picture.height, MOST_FITTED);
  return new Transform(k, (view.width - picture.width * k) / 2, top + (free.height - picture.height * k) / 2);
}

/** Farther away than this, a picture would only be lost in the view: it is half as large there as when it is fitted. */
export function leastZoom(picture: Size, view: Size): number {
  return Math.min(fitTo(picture, view).k / 2, 1);
}

/** A transform moved so that some of the picture is in view; beyond that, no farther away than `before` had it. */
export function keptInView(transform: Transform, before: Transform | null, picture: Size, view: Size): Transform {
  const { k, x, y } = transform;
  const dx = backInto(x, picture.width * k, view.width, before && [before.x, picture.width * before.k]);
  const dy = backInto(y, picture.height * k, view.height, before && [before.y, picture.height * before.k]);
  return dx === 0 && dy === 0 ? transform : transform.pan(dx, dy);
}

/** How much of a picture stays in view on each axis, in pixels. */
const LEAST_IN_VIEW = 60;

/** How far a picture has to come back, on one axis. */
function backInto(start: number, length: number, room: number, before: [start: number, length: number] | null): number {
  const least = Math.min(LEAST_IN_VIEW, length, room);
  const [first, last] = [least - length, room - least];
  const lowest = before === null ? first : Math.min(first, before[0] + before[1] - length);
  const highest = before === null ? last : Math.max(last, before[0]);
  return clamp(start, lowest, highest) - start;
}

/** The part of the picture that a view shows. */
export function windowOf({ k, x, y }: Transform, { width, height }: Size): Box {
  return { x: -x / k, y: -y / k, width: width / k, height: height / k };
}

/** The nearest transform that shows `box` in a part of the screen; the same if it is in view, or too large to be and partly in view. */
export function reveal(transform: Transform, box: Box, view: Box): Transform {
  const seen = transform.applyBox(box);
  const dx = shift(seen.x - view.x, seen.width, view.width);
  const dy = shift(seen.y - view.y, seen.height, view.height);
  return dx === 0 && dy === 0 ? transform : transform.pan(dx, dy);
}

function shift(start: number, length: number, room: number): number {
  const end = start + length;
  const tooLong = length + 2 * REVEAL_MARGIN > room;
  if (tooLong) return start < room && end > 0 ? 0 : REVEAL_MARGIN - start;
  if (start < REVEAL_MARGIN) return REVEAL_MARGIN - start;
  return Math.min(0, room - REVEAL_MARGIN - end);
}

/** A transform from what was stored, if it is one. */
export function readTransform(stored: unknown): Transform | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { k, x, y } = stored as Partial<Record<'k' | 'x' | 'y', unknown>>;
  if (typeof k !== 'number' || typeof x !== 'number' || typeof y !== 'number') return null;
  if (![k, x, y].every(Number.isFinite) || k <= 0 || k > MOST_ZOOM) return null;
  return new Transform(k, x, y);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
