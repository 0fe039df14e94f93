import assert from 'node:assert/strict';
import { centre, moved } from '../../../webview/graph/geometry';
import { hit, locate, placeOfKey } from '../../../webview/graph/locate';
import { METRICS } from '../../../webview/graph/measure';
import type { Scene } from '../../../webview/graph/placed';
import { Folded } from '../folded';
import { everything, plainScene, RandomGraph } from './scenes';

const scenes = (): Promise<Scene[]> =>
  Promise.all(Array.from({ length: 80 }, (_, seed) => plainScene(new RandomGraph(seed + 1, seed % 2 === 0).make())));

describe('hit', () => {
  it('finds everything at its centre, and open boxes at their heads', async () => {
    for (const scene of await scenes()) {
      const { values, references, folds, cells } = everything(scene);
      for (const { key, placed, x, y } of [...values, ...references]) {
        assert.equal(hit(scene, centre(moved(placed.card, x, y)))?.key, key);
      }
      for (const { placed, x, y, key, item, group } of folds) {
        const box = moved(placed.card, x, y);
        const isClosed = item.template === null;
        const onHead = { x: box.x + 3, y: box.y + METRICS.groupHead / 2 };
        const found = hit(scene, isClosed ? centre(box) : onHead);
        assert.ok(found?.kind === 'fold' && found.key === key && found.fold.group === group);
        if (!isClosed) assert.equal(found.onHead, true);
      }
      for (const { x, y, group, index } of cells) {
        const found = hit(scene, { x: x + 3, y: y + METRICS.groupHead / 2 });
        assert.ok(found?.kind === 'cell' && found.index === index && found.fold.group === group && found.onHead);
      }
    }
  });

  it('finds badges with their values, and nothing where nothing is', async () => {
    const scene = await plainScene(new Folded().graph());
    const { values, folds } = everything(scene);
    for (const { key, placed, x, y } of values) {
      if (placed.badge)
        assert.equal(hit(scene, { x: placed.badge.x + x + 2, y: centre(placed.badge).y + y })?.key, key);
    }
    assert.equal(hit(scene, { x: 1, y: 1 }), null);
    assert.equal(hit(scene, { x: -5, y: 1e6 }), null);
    const open = folds.find(({ item }) => item.template !== null)!;
    const { card } = moved({ ...open.placed, ...open.placed.card }, open.x, open.y);
    const found = hit(scene, { x: open.x + card.x + 2, y: open.y + card.y + card.height - 2 });
    assert.ok(found?.kind === 'fold' && !found.onHead);
  });
});

describe('locate', () => {
  it('finds every value that is drawn, where it is drawn', async () => {
    for (const scene of await scenes()) {
      for (const { key, placed, x, y, id } of everything(scene).values) {
        assert.deepEqual(locate(scene, id), { key, box: moved(placed.card, x, y), isExact: true });
      }
    }
  });

  it('finds what hides a value that is not', async () => {
    for (const scene of await scenes()) {
      const { values, folds } = everything(scene);
      const drawn = new Set(values.map(({ id }) => id));
      for (const { key, node, item } of folds) {
        if (item.template !== null || item.kind !== 'group' || drawn.has(node)) continue;
        const place = locate(scene, node);
        assert.ok(place && !place.isExact);
        assert.equal(place.key, key);
      }
    }
  });

  it('finds the stack of a copy that is on another page', async () => {
    const sample = new Folded(12, { sample: 4 });
    const scene = await plainScene(sample.graph());
    assert.deepEqual(
      [locate(scene, sample.sampleAt(4) + 9)?.key, locate(scene, sample.sampleAt(4) + 9)?.isExact],
      [`v${sample.sampleAt(4) + 9}`, true],
    );
    assert.deepEqual(
      [locate(scene, sample.sampleAt(5) + 9)?.key, locate(scene, sample.sampleAt(5) + 9)?.isExact],
      ['g1', false],
    );
    assert.equal(locate(scene, 123_456), null);
  });
});

describe('placeOfKey', () => {
  it('finds every value and box by its key', async () => {
    for (const scene of await scenes()) {
      const { values, folds } = everything(scene);
      for (const { key, placed, x, y } of [...values, ...folds]) {
        assert.deepEqual(placeOfKey(scene, key), { key, box: moved(placed.card, x, y), isExact: true });
      }
    }
  });

  it('finds nothing for what is in a closed box or on another page', async () => {
    const sample = new Folded(12, { sample: 4 });
    const scene = await plainScene(sample.graph());
    assert.equal(placeOfKey(scene, `v${sample.sampleAt(5)}`), null);
    assert.equal(placeOfKey(scene, 'g17'), null, 'the call in sample 5');
    assert.notEqual(placeOfKey(scene, 'g14'), null, 'the call in sample 4');
    sample.fold(1, 'closed');
    assert.equal(placeOfKey(await plainScene(sample.graph()), 'g14'), null);
  });
});
