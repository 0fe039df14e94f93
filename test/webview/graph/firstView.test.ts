import assert from 'node:assert/strict';
import { firstView, LEAST_READABLE } from '../../../webview/graph/firstView';
import { boxOf } from '../../../webview/graph/heads';
import { METRICS } from '../../../webview/graph/measure';
import { outcomeOf } from '../../../webview/graph/outcome';
import type { Scene } from '../../../webview/graph/placed';
import { sightOf } from '../../../webview/graph/sight';
import { fitTo, windowOf } from '../../../webview/graph/viewport';
import { Folded } from '../folded';
import { neuron, unnamed } from '../samples';
import { elkScene, plainScene, RandomGraph } from './scenes';

/** The first view of a scene, and where it has the result. */
function first(scene: Scene, view: { width: number; height: number }) {
  const transform = firstView(scene, view);
  return { transform, out: transform.applyBox(outcomeOf(scene)!), whole: fitTo(scene, view) };
}

describe('firstView', () => {
  it('shows a picture whole as long as it can be read', async () => {
    const { transform, whole } = first(await plainScene(neuron().graph('k')), { width: 1600, height: 900 });
    assert.deepEqual(transform, whole);
  });

  it('shows a picture that is too wide at its right end', async () => {
    const scene = await plainScene(neuron().graph('k'));
    for (const width of [300, 350, 400]) {
      const { transform, out, whole } = first(scene, { width, height: 600 });
      assert.ok(whole.k < LEAST_READABLE, `${width}`);
      assert.equal(transform.k, LEAST_READABLE);
      assert.ok(out.x + out.width <= width && out.x + out.width > width - 20, `${width}`);
      // What is not too high stays in the middle.
      assert.ok(Math.abs(transform.y + (scene.height * transform.k) / 2 - 280) < 1, `${width}`);
    }
  });

  it('shows a picture whole with operations as nodes of their own where it does with badges', async () => {
    for (const graph of [neuron().graph('k'), unnamed().graph('k'), new Folded(12, { dot: 'open' }).graph()]) {
      const [badges, nodes] = [await elkScene(graph), await elkScene(graph, 'node')];
      assert.ok(nodes.width > badges.width);
      for (let width = 300; width <= 1600; width += 20) {
        const view = { width, height: 900 };
        const isWhole = (scene: Scene) => first(scene, view).transform.equals(fitTo(scene, view));
        if (isWhole(badges)) assert.ok(isWhole(nodes), `${graph.key}: ${width}`);
      }
    }
  });

  it('shows the result of every picture, however it is folded', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const scene = await plainScene(new RandomGraph(seed).make());
      const { transform, out, whole } = first(scene, { width: 420, height: 300 });
      if (transform.k === whole.k) continue;
      const isSeen = out.x < 420 && out.x + out.width > 0 && out.y < 300 && out.y + out.height > 0;
      assert.ok(isSeen, `seed ${seed}: ${JSON.stringify(out)}`);
    }
  });

  it('cuts no head of a group at the top, and begins with a name at the left where a little smaller does', async () => {
    let [cut, named, all] = [0, 0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const scene = await plainScene(new RandomGraph(seed).make());
      for (const width of [400, 600, 800, 1200]) {
        const view = { width, height: 350 };
        const { transform, whole } = first(scene, view);
        if (transform.k === whole.k) continue;
        assert.ok(transform.k > 0.8 * LEAST_READABLE);
        for (const fold of sightOf(scene, windowOf(transform, view), 400).folds) {
          const { x, y } = transform.applyBox(boxOf(fold));
          all++;
          if (y < 0 && y + METRICS.groupHead * transform.k > 0) cut++;
          if (x >= 0) named++;
        }
      }
    }
    assert.equal(cut, 0);
    assert.ok(named / all > 0.65, `${named} of ${all}`);
  });

  it('shows from afar what is too much to read anyway', async () => {
    const scene = await plainScene(new Folded(1000, { sample: 'all', dot: 'open' }).graph());
    const { transform, whole } = first(scene, { width: 800, height: 600 });
    assert.ok(whole.k < LEAST_READABLE);
    assert.deepEqual(transform, whole);
  });
});
