import assert from 'node:assert/strict';
import { overlaps } from '../../../webview/graph/geometry';
import { landmarksOf, MOST_LANDMARKS } from '../../../webview/graph/landmarks';
import { neighbour, type Walk } from '../../../webview/graph/walk';
import { Folded } from '../folded';
import { everything, plainScene, RandomGraph } from './scenes';

const all = { x: -1, y: -1, width: 1e6, height: 1e6 };

describe('landmarksOf', () => {
  it('has what is open and closed while there is room for names, and nothing without', async () => {
    const scene = await plainScene(new Folded(1000, { sample: 'all', dot: 'open' }).graph());
    const far = landmarksOf(scene, all, 0.02);
    assert.deepEqual(
      far.folds.map(({ key }) => key),
      ['g1'],
      'the stack, whose copies are too small',
    );
    assert.deepEqual(far.cells, []);
    const nearer = landmarksOf(scene, all, 0.2);
    assert.ok(nearer.cells.length > 20);
    assert.ok(nearer.cells.every(({ within }) => within === 'g1'));
    assert.equal(landmarksOf(scene, all, 0.001).folds.length, 0);
  });

  it('are the same groups and copies as are seen from near', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const scene = await plainScene(new RandomGraph(seed).make());
      const sight = everything(scene);
      const far = landmarksOf(scene, sight.window, 4);
      const known = new Map([...sight.folds, ...sight.cells].map(each => [each.key, each]));
      if (known.size < MOST_LANDMARKS) assert.equal(far.folds.length + far.cells.length, known.size, `seed ${seed}`);
      for (const each of [...far.folds, ...far.cells]) assert.deepEqual(each, known.get(each.key), `seed ${seed}`);
    }
  });

  it('are bounded, outer ones first, and lie in the window', async () => {
    const scene = await plainScene(new Folded(3000, { sample: 'all', dot: 'open' }).graph());
    const { folds, cells } = landmarksOf(scene, all, 1);
    assert.equal(folds.length + cells.length, MOST_LANDMARKS);
    const window = { x: 900, y: 700, width: 3000, height: 2000 };
    const seen = landmarksOf(scene, window, 0.3);
    assert.ok(seen.cells.length > 0 && seen.cells.every(cell => overlaps(cell, window)));
  });

  it('can all be walked along, down and to the right from the first', async () => {
    const scene = await plainScene(new Folded(40, { sample: 'all' }).graph());
    const sight = landmarksOf(scene, all, 0.2);
    assert.ok(sight.cells.length === 40);
    const reached = new Set([sight.folds[0].key]);
    for (const key of reached) {
      for (const walk of ['below', 'consumer', 'above', 'input'] satisfies Walk[]) {
        const to = neighbour(sight, key, walk);
        if (to !== null) reached.add(to);
      }
    }
    assert.equal(reached.size, sight.folds.length + sight.cells.length);
    const [first, second] = sight.cells;
    assert.equal(neighbour(sight, first.key, 'consumer'), second.key);
    assert.equal(neighbour(sight, second.key, 'input'), first.key);
  });
});
