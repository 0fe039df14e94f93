import assert from 'node:assert/strict';
import { Kept } from '../../src/recording/kept';

/** What is there after `count` things of 10 bytes each. */
function left(count: number, budget: number): number[] {
  const kept = new Kept(budget);
  const there = new Set<number>();
  for (let n = 0; n < count; n++) {
    there.add(n);
    for (const gone of kept.add(n, 10)) there.delete(gone);
  }
  return [...there];
}

describe('Kept', () => {
  it('keeps all that there is room for', () => {
    assert.deepEqual(left(5, 50), [0, 1, 2, 3, 4]);
  });

  it('keeps every other one when there is no more room, and the newest two', () => {
    assert.deepEqual(left(6, 50), [0, 2, 4, 5]);
    assert.deepEqual(left(8, 50), [0, 2, 4, 6, 7]);
  });

  it('keeps evenly many of very many, within the budget', () => {
    const numbers = left(1000, 200);
    const gaps = new Set(numbers.slice(1, -2).map((n, i) => n - numbers[i]));
    assert.equal(gaps.size, 1);
    assert.ok(numbers.length >= 10 && numbers.length <= 20, String(numbers));
    assert.deepEqual(numbers.slice(-2), [998, 999]);
  });

  it('ends where even the newest are too large', () => {
    assert.deepEqual(left(10, 5), [0, 8, 9]);
  });
});
