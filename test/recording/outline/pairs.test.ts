import assert from 'node:assert/strict';
import { Pairs } from '../../../src/recording/outline/pairs';

function pairsOf(pairs: readonly [number, number][]): Pairs {
  const made = new Pairs();
  for (const [a, b] of pairs) made.add(a, b);
  return made;
}

/** Numbers that look random and are the same every time. */
function* numbers(most: number): Generator<number> {
  for (let state = 1; ; state = (state * 48271) % 2147483647) yield state % most;
}

describe('Pairs', () => {
  it('hold what was added, in order', () => {
    const next = numbers(4);
    for (let count = 0; count < 60; count++) {
      const added = Array.from({ length: count }, (): [number, number] => [next.next().value, next.next().value]);
      const pairs = pairsOf(added);
      assert.deepEqual([...pairs], added);
      assert.equal(pairs.size, count);
      for (let a = -1; a < 5; a++) {
        assert.equal(
          pairs.has(a, null),
          added.some(each => each[0] === a),
        );
        assert.equal(
          pairs.has(null, a),
          added.some(each => each[1] === a),
        );
        for (let b = -1; b < 5; b++)
          assert.equal(
            pairs.has(a, b),
            added.some(each => each[0] === a && each[1] === b),
          );
      }
      assert.equal(pairs.has(null, null), count > 0);
    }
  });

  it('know the numbers within even steps', () => {
    const pairs = pairsOf(Array.from({ length: 100_000 }, (_, i) => [3 * i, 7 - i]));
    assert.ok(pairs.has(3 * 77_777, 7 - 77_777));
    assert.ok(!pairs.has(3 * 77_777 + 1, null));
    assert.ok(!pairs.has(3 * 77_777, 8 - 77_777));
    assert.ok(!pairs.has(300_000, null));
    assert.equal([...pairs].length, 100_000);
  });
});
