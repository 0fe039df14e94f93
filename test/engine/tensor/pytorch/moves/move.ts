/** What the moves of random programs have in common. */
import type { Draft } from '../draft';
import type { OperationName } from '../operations';

/** Adds an op or two to a draft, or nothing if it finds no place. */
export type Move = (draft: Draft) => void;

export const COMPARISONS: OperationName[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'];

export const flip = ({ random }: Draft) => random.random() < 0.5;

/** A dimension of a tensor that has some, counted from either end. */
export function dimOf(draft: Draft, rank: number): number {
  return draft.random.randint(-rank, rank - 1);
}

export function broadcasts(a: number[], b: number[]): boolean {
  const shared = Math.min(a.length, b.length);
  const [x, y] = [a.slice(a.length - shared), b.slice(b.length - shared)];
  return x.every((size, i) => size === y[i] || size === 1 || y[i] === 1);
}
