import assert from 'node:assert/strict';
import { freeAreas, revealFree, roomFor } from '../../../webview/graph/free';
import { type Box, overlaps } from '../../../webview/graph/geometry';
import { Transform } from '../../../webview/graph/viewport';

const view = { width: 800, height: 600 };
const list: Box = { x: 8, y: 8, width: 460, height: 300 };
const map: Box = { x: 8, y: 450, width: 170, height: 106 };
const node = { x: 100, y: 100, width: 90, height: 60 };

describe('freeAreas', () => {
  it('are all of a view that nothing lies over', () => {
    assert.deepEqual(freeAreas(view, []), [{ x: 0, y: 0, ...view }]);
  });

  it('are the largest boxes beside and below what does', () => {
    const areas = freeAreas(view, [list, map]);
    for (const area of areas) for (const box of [list, map]) assert.ok(!overlaps(area, box));
    assert.ok(areas.some(({ x, height }) => x > 460 && height === 600));
    assert.ok(areas.some(({ y, width }) => y > 300 && y < 320 && width === 800));
  });

  it('are all of a view that is covered altogether', () => {
    assert.deepEqual(freeAreas(view, [{ x: -5, y: -5, width: 900, height: 700 }]), [{ x: 0, y: 0, ...view }]);
  });
});

describe('revealFree', () => {
  it('brings what is under the list out of it, the nearest way', () => {
    const moved = revealFree(Transform.identity, node, view, [list, map]);
    const seen = moved.applyBox(node);
    assert.ok(!overlaps(seen, list) && !overlaps(seen, map));
    assert.equal(moved.x, 0);
    assert.ok(moved.y > 0);
  });

  it('does not move what is seen, or has no room anywhere', () => {
    assert.equal(revealFree(Transform.identity, { ...node, x: 600 }, view, [list]), Transform.identity);
    const large = { x: 0, y: 0, width: 780, height: 580 };
    assert.equal(revealFree(Transform.identity, { ...large, x: 10, y: 10 }, view, [list]), Transform.identity);
  });
});

describe('roomFor', () => {
  it('is the largest area with room', () => {
    assert.ok(roomFor(90, 60, view, [list]).x > 460 || roomFor(90, 60, view, [list]).y > 300);
    assert.ok(roomFor(500, 60, view, [list]).y > 300);
  });
});
