import assert from 'node:assert/strict';
import { edgesBetween } from '../../../webview/graph/between';
import type { SeenEdge } from '../../../webview/graph/sight';

/** `v1 v2`: an edge from the first to the second. */
const edges = (...ways: string[]): SeenEdge[] =>
  ways.map(way => {
    const [from, to] = way.split(' ');
    return { key: way, from, to, points: [], x: 0, y: 0, hidden: false };
  });
const between = (ways: string[], standing: string[]) => [
  ...edgesBetween(edges(...ways), key => standing.includes(key)),
];

describe('edgesBetween', () => {
  it('are those with both ends among what stands out', () => {
    assert.deepEqual(between(['v1 v3', 'v2 v3', 'v3 v4', 'v4 v5'], ['v1', 'v3', 'v4']), ['v1 v3', 'v3 v4']);
  });

  it('go through the borders of open boxes, on the way alone', () => {
    const ways = ['v1 g1in0', 'v2 g1in1', 'g1in0 v3', 'g1in1 v4', 'v3 v4', 'v4 g1out0', 'g1out0 g2in0', 'g2in0 v5'];
    assert.deepEqual(between(ways, ['v1', 'v3', 'v4', 'v5']), [
      'v1 g1in0',
      'g1in0 v3',
      'v3 v4',
      'v4 g1out0',
      'g1out0 g2in0',
      'g2in0 v5',
    ]);
  });

  it('end at closed boxes, and go on to what is out of sight', () => {
    assert.deepEqual(between(['v1 g1', 'g1 v2', 'v2 g3in0', 'g4out0 v1'], ['v1', 'g1', 'v2']), [
      'v1 g1',
      'g1 v2',
      'v2 g3in0',
      'g4out0 v1',
    ]);
  });

  it('end where a way goes round', () => {
    assert.deepEqual(between(['v1 g1in0', 'g1in0 g1out0', 'g1out0 g1in0', 'g1out0 v2'], ['v1', 'v2']).length, 4);
  });
});
