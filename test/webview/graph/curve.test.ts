import assert from 'node:assert/strict';
import { edgePath } from '../../../webview/graph/curve';

describe('edgePath', () => {
  it('is a straight line where the points are', () => {
    assert.equal(
      edgePath([
        { x: 0, y: 5 },
        { x: 40, y: 5 },
      ]),
      'M0,5L40,5',
    );
  });

  it('turns around a point in a round corner, of all of a last stretch and half of others', () => {
    const path = edgePath([
      { x: 0, y: 0 },
      { x: 30, y: 40 },
      { x: 80, y: 40 },
      { x: 90, y: 50 },
    ]);
    assert.equal(path, 'M0,0L18,24Q30,40 50,40L60,40Q80,40 90,50');
  });

  it('bends within its horizontal runs', () => {
    const path = edgePath([
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 30, y: 20 },
      { x: 100, y: 20 },
    ]);
    assert.equal(path, 'M0,0L17.6,0C29.8,0 29.8,20 42,20L100,20');
  });

  it('does not bend beside the boxes that a long run passes', () => {
    const path = edgePath([
      { x: 0, y: 100 },
      { x: 200, y: 100 },
      { x: 200, y: 0 },
      { x: 400, y: 0 },
    ]);
    assert.equal(path, 'M0,100L188,100C200,100 200,0 212,0L400,0');
  });

  it('draws nothing from less than two points', () => {
    assert.equal(edgePath([]), '');
  });
});
