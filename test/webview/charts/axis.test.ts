import assert from 'node:assert/strict';
import { axisBetween, axisOver } from '../../../webview/charts/axis';

describe('axisOver', () => {
  it('goes from the least to the largest number, and leaves out what is none', () => {
    const { at, low, high, ticks } = axisOver([3, null, -1, 2], 100, 0);
    assert.deepEqual([low, high, at(-1), at(3), at(1)], [-1, 3, 100, 0, 50]);
    assert.deepEqual(ticks, [-1, 0, 1, 2, 3]);
  });

  it('has room around a single number, and without any', () => {
    assert.deepEqual([axisOver([4], 0, 1).low, axisOver([4], 0, 1).high], [3.5, 4.5]);
    assert.deepEqual([axisOver([], 0, 1).low, axisOver([], 0, 1).high], [0, 1]);
  });
});

describe('axisBetween', () => {
  it('takes its ends as given', () => {
    assert.equal(axisBetween(0, 10, 20, 120).at(5), 70);
  });
});
