import assert from 'node:assert/strict';
import type { Box, Point } from '../../../webview/graph/geometry';
import { cross, passes, segmentOf } from '../../../webview/graph/segments';
import { outlineOf, type Surroundings, straightest } from '../../../webview/graph/straight';

const FREE = { isLevel: false, badge: null };
const NOTHING: Surroundings = { boxes: [], others: [], kin: [], start: FREE, end: FREE };

/** From level to level with an upright run between. */
const step = (from: Point, x: number, to: Point): Point[] => [from, { x, y: from.y }, { x, y: to.y }, to];

const isClearOf = (points: readonly Point[], box: Box): boolean =>
  outlineOf(points).every(segment => !passes(segment, box, 0));

describe('straightest', () => {
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 60, y: 80 },
  ];

  it('is one line where nothing is in between', () => {
    assert.deepEqual(straightest(step(from, 30, to), NOTHING), [from, to]);
  });

  it('goes around a box with one turn, on the side on which the layout does', () => {
    const end = { x: 300, y: 100 };
    const box = { x: 120, y: 30, width: 60, height: 60 };
    for (const x of [20, 280]) {
      const line = straightest(step(from, x, end), { ...NOTHING, boxes: [box] });
      assert.equal(line.length, 3, `${x}`);
      assert.ok(isClearOf(line, box), `${x}`);
      assert.equal(line[1].y < 60, x === 280, `${x}`);
    }
  });

  it('stays an S where a line would be all but upright', () => {
    const route = step(from, 10, { x: 20, y: 200 });
    assert.deepEqual(straightest(route, NOTHING), route);
  });

  it('is level where it goes on through a border', () => {
    const border = { isLevel: true, badge: null };
    const end = { x: 200, y: 80 };
    const line = straightest(step(from, 100, end), { ...NOTHING, start: border, end: border });
    assert.ok(line.length > 2);
    assert.equal(line[1].y, from.y);
    assert.equal(line[line.length - 2].y, end.y);
    const slight = { x: 200, y: 8 };
    assert.deepEqual(straightest(step(from, 100, slight), { ...NOTHING, start: border, end: border }), [from, slight]);
  });

  it('crosses no edge that the way of the layout does not cross', () => {
    const end = { x: 300, y: 100 };
    const other = segmentOf({ x: 0, y: 60 }, { x: 260, y: 60 });
    const line = straightest(step(from, 280, end), { ...NOTHING, others: [other] });
    assert.ok(line.length > 2);
    assert.ok(outlineOf(line).every(segment => !cross(segment, other)));
  });

  it('is the line of another edge from the same exit up to where it forks, if both go on nearly alike', () => {
    const end = { x: 600, y: 60 };
    const kin = outlineOf([from, { x: 900, y: 0 }]);
    const line = straightest(step(from, 560, { x: 600, y: 6 }), { ...NOTHING, kin });
    assert.equal(line[1].y, 0);
    assert.deepEqual(straightest(step(from, 560, end), { ...NOTHING, kin }), [from, end]);
  });

  it('does not arrive at a badge from behind', () => {
    const end = { isLevel: false, badge: { x: 60, y: 69, width: 40, height: 22 } };
    const start = { x: 30, y: 0 };
    const [upper, lower] = [72, 88].map(y => straightest(step(start, 45, { x: 63.5, y }), { ...NOTHING, end }));
    assert.equal(upper.length, 2);
    assert.ok(lower.length > 2);
  });
});
