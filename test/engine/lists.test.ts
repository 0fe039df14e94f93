import assert from 'node:assert/strict';
import { sum, Value, zip } from '../../src/engine/index';

describe('sum(values)', () => {
  it('adds from the first to the last, without a 0 before them', () => {
    const [a, b, c] = [new Value(1), new Value(2), new Value(3)];
    const total = sum([a, b, c]);
    assert.equal(total.data, 6);
    assert.equal(total.inputs[1], c);
    assert.deepEqual(
      total.inputs[0].inputs.map(v => v.id),
      [a.id, b.id],
    );
  });

  it('takes numbers alone, numbers between Values, and nothing', () => {
    assert.equal(sum([1, 2, 3]), 6);
    assert.equal(sum([1, 2, new Value(3)]).data, 6);
    assert.equal(sum([]), 0);
  });

  it('names an element that is neither', () => {
    assert.throws(
      () => sum([1, undefined as unknown as number]),
      /sum expects Values or numbers, but one is undefined/,
    );
  });
});

describe('zip(…lists)', () => {
  it('pairs elements by position', () => {
    assert.deepEqual(zip([1, 2], ['a', 'b']), [
      [1, 'a'],
      [2, 'b'],
    ]);
    assert.deepEqual(zip([1, 2], new Set([3, 4]), 'xy'), [
      [1, 3, 'x'],
      [2, 4, 'y'],
    ]);
    assert.deepEqual(zip([], []), []);
    assert.deepEqual(zip(), []);
  });

  it('says the lengths when they differ, where Python would drop the rest', () => {
    assert.throws(() => zip([1, 2, 3, 4], [1, -1, -1, 0, 1]), {
      name: 'RangeError',
      message: /zip expects lists of equal length, but they have 4 and 5 elements/,
    });
    assert.throws(() => zip([1], [1, 2], [1]), /1, 2 and 1 elements/);
  });

  it('names what is no list', () => {
    assert.throws(() => zip([1], 5 as unknown as number[]), /zip expects lists, but number 2 is the number 5/);
  });
});
