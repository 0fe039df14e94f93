import assert from 'node:assert/strict';
import { beside, cross, isAlong, passes, segmentOf } from '../../../webview/graph/segments';

const line = (x: number, y: number, toX: number, toY: number) => segmentOf({ x, y }, { x: toX, y: toY });
const near = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 0.01, `${a} is not ${b}`);

describe('segments', () => {
  it('pass a box within a margin of it, but not beside its corner', () => {
    const box = { x: 10, y: 10, width: 10, height: 10 };
    assert.ok(passes(line(0, 0, 30, 30), box, 0));
    assert.ok(!passes(line(0, 24, 30, 24), box, 3));
    assert.ok(passes(line(0, 24, 30, 24), box, 5));
    assert.ok(!passes(line(0, 14, 14, 0), box, 0));
    assert.ok(passes(line(0, 14, 14, 0), box, 4));
    assert.ok(passes(line(15, 0, 15, 30), box, 0));
  });

  it('cross where they go through or touch each other, but not where both end', () => {
    assert.ok(cross(line(0, 0, 10, 10), line(0, 10, 10, 0)));
    assert.ok(cross(line(0, 0, 10, 10), line(5, 5, 10, 0)));
    assert.ok(!cross(line(0, 0, 10, 10), line(0, 20, 10, 10)));
    assert.ok(!cross(line(0, 0, 10, 10), line(0, 1, 10, 11)));
    assert.ok(!cross(line(0, 0, 10, 10), line(11, 20, 30, 0)));
  });

  it('run beside each other as far as they are near', () => {
    near(beside(line(0, 0, 100, 0), line(50, 2, 200, 2), 4), 50);
    near(beside(line(0, 0, 100, 0), line(0, 6, 100, 6), 4), 0);
    near(beside(line(0, 0, 100, 0), line(0, 0, 100, 10), 4), 40);
    near(beside(line(0, 0, 100, 0), line(0, -10, 100, 10), 4), 40);
  });

  it('are near by their distance, however steep they are', () => {
    assert.ok(beside(line(0, 0, 10, 50), line(0, 8, 10, 58), 4) > 20);
    near(beside(line(0, 0, 50, 10), line(0, 8, 50, 18), 4), 0);
  });

  it('lie on one line', () => {
    assert.ok(isAlong(line(0, 0, 10, 20), line(5, 10, 20, 40)));
    assert.ok(!isAlong(line(0, 0, 10, 20), line(0, 0, 10, 18)));
  });
});
