/** A straight axis: from numbers to places on it, with round numbers to mark. No DOM. */

import { linearTicks } from './line';

export interface Axis {
  low: number;
  high: number;
  at(value: number): number;
  ticks: number[];
}

/** An axis over these numbers, from one place to another; null has no place. */
export function axisOver(values: Iterable<number | null>, from: number, to: number): Axis {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  return axisBetween(low, high, from, to);
}

export function axisBetween(low: number, high: number, from: number, to: number): Axis {
  const scale = (to - from) / (high - low);
  return { low, high, at: value => from + (value - low) * scale, ticks: linearTicks(low, high) };
}
