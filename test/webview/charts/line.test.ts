import assert from 'node:assert/strict';
import { linearTicks, linePath, lineScale, logTicks, nearestIndex } from '../../../webview/charts/line';

const area = { left: 10, top: 0, width: 100, height: 50 };

describe('lineScale', () => {
  it('spans the area, from 0 where that is near', () => {
    const scale = lineScale([4, 2, 1], area, false);
    assert.equal(scale.x(0), 10);
    assert.equal(scale.x(2), 110);
    assert.equal(scale.y(4), 0);
    assert.equal(scale.y(0), 50);
  });

  it('is even in powers of ten when logarithmic', () => {
    const scale = lineScale([100, 10, 1], area, true);
    assert.deepEqual([scale.y(100), scale.y(10), scale.y(1)], [0, 25, 50]);
  });

  it('stands for equal points, and for none that can be drawn', () => {
    assert.equal(lineScale([3, 3], area, false).y(3), 25);
    assert.ok(Number.isFinite(lineScale([null, null], area, true).y(0.5)));
  });
});

describe('ticks', () => {
  it('are round', () => {
    assert.deepEqual(linearTicks(0, 4.2), [0, 2, 4]);
    assert.deepEqual(linearTicks(-0.3, 0.3), [-0.2, 0, 0.2]);
    assert.deepEqual(logTicks(0.01, 1000), [0.01, 0.1, 1, 10, 100, 1000]);
    assert.deepEqual(logTicks(1, 10), [1, 2, 5, 10]);
  });
});

describe('linePath', () => {
  it('has a gap where there is no number, or none on this scale', () => {
    const path = (points: (number | null)[], log = false): string =>
      linePath(points, lineScale(points, area, log), log);
    assert.equal(path([2, null, 2, 1]).match(/M/g)?.length, 2);
    assert.equal(path([1, -1, 1, 2], true).match(/M/g)?.length, 2);
  });

  it('thins many points but loses no spike', () => {
    const points = Array.from({ length: 10_000 }, (_, i) => (i === 4321 ? 9 : 1));
    const path = linePath(points, lineScale(points, area, false), false);
    assert.ok(path.length < 10_000);
    assert.ok(path.includes(',0L'));
  });
});

describe('nearestIndex', () => {
  it('stays within the points', () => {
    assert.equal(nearestIndex(10, 5, area), 0);
    assert.equal(nearestIndex(58, 5, area), 2);
    assert.equal(nearestIndex(500, 5, area), 4);
    assert.equal(nearestIndex(-5, 5, area), 0);
  });
});
