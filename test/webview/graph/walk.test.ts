import assert from 'node:assert/strict';
import type { Sight } from '../../../webview/graph/sight';
import { boxesIn, neighbour, operandsOrUsers, type Walk } from '../../../webview/graph/walk';
import { Folded } from '../folded';
import { neuron } from '../samples';
import { elkScene, everything, plainScene, RandomGraph } from './scenes';

const walked = (sight: Sight, from: string, ...walks: Walk[]): string =>
  walks.reduce((at, walk) => neighbour(sight, at, walk) ?? at, from);

describe('neighbour', () => {
  it('goes to inputs, consumers, and within a column', async () => {
    const sight = everything(await elkScene(neuron().graph('k')));
    assert.equal(walked(sight, 'v9', 'input'), 'v8');
    assert.equal(walked(sight, 'v9', 'input', 'consumer'), 'v9');
    assert.equal(neighbour(sight, 'v9', 'consumer'), null);
    assert.equal(walked(sight, 'v9', 'input', 'input', 'input'), 'v5');
    assert.equal(walked(sight, 'v9', 'input', 'input', 'input', 'below'), 'v6');
    assert.equal(walked(sight, 'v9', 'input', 'input', 'input', 'below', 'above'), 'v5');
    assert.equal(neighbour(sight, 'v5', 'above'), 'v0', 'of another column, for there is none in this one');
  });

  it('goes on through the borders of open groups and stacks, both ways', async () => {
    const sample = new Folded(3, { sample: 1, dot: 'open' });
    const sight = everything(await elkScene(sample.graph()));
    const base = sample.sampleAt(1);
    assert.equal(walked(sight, `v${sample.loss}`, 'input'), `v${sample.sum}`);
    assert.equal(walked(sight, `v${sample.sum}`, 'input'), `v${base + 9}`, 'into the stack');
    assert.equal(walked(sight, `v${base + 9}`, 'consumer'), `v${sample.sum}`, 'out of it');
    assert.equal(walked(sight, `v${base + 9}`, 'input', 'input'), `v${base + 6}`, 'into the call');
    assert.equal(walked(sight, `v${base + 6}`, 'input', 'input'), `v${base + 4}`, 'into the call in it');
    assert.equal(walked(sight, 'v0', 'consumer'), `v${sample.loss - 4}`, 'through two borders');
    assert.equal(walked(sight, `v${sample.loss - 3}`, 'input'), 'v1');
  });

  it('goes from copy to copy of a stack that shows all of them', async () => {
    const sight = everything(await elkScene(new Folded(7, { sample: 'all' }).graph()));
    const keys = sight.cells.map(({ key }) => key);
    const right = keys.map(key => neighbour(sight, key, 'consumer'));
    assert.deepEqual(right.slice(0, -1), keys.slice(1));
    assert.equal(right.at(-1), `v${new Folded(7).sum}`, 'what uses the stack');
    assert.equal(neighbour(sight, keys[3], 'input'), keys[2]);
  });

  it('goes from an open group or stack to what enters it, and to what uses what leaves it', async () => {
    const sample = new Folded(3, { sample: 1, dot: 'open' });
    const sight = everything(await elkScene(sample.graph()));
    const open = sight.folds.filter(({ item }) => item.template !== null);
    assert.ok(open.length > 4);
    for (const { key } of open) {
      for (const walk of ['input', 'consumer'] as const) {
        const side = walk === 'input' ? 'in' : 'out';
        const isCrossed = sight.edges.some(({ from, to }) => [from, to].some(end => end.startsWith(`${key}${side}`)));
        assert.equal(neighbour(sight, key, walk) !== null, isCrossed, `${walk} of ${key}`);
      }
    }
    assert.equal(neighbour(sight, 'g1', 'consumer'), `v${sample.sum}`);
    assert.deepEqual(operandsOrUsers(sight, 'g10', 'input'), ['v0', 'v1']);
  });

  it('goes to the operand that is nearest in height', async () => {
    const sight = everything(await elkScene(neuron().graph('k')));
    assert.deepEqual(operandsOrUsers(sight, 'v7', 'input'), ['v5', 'v6']);
    assert.equal(neighbour(sight, 'v8', 'input'), 'v7');
  });

  it('stops at closed boxes', async () => {
    const sample = new Folded(3);
    sample.foldAll(false);
    const sight = everything(await elkScene(sample.graph()));
    assert.equal(walked(sight, `v${sample.sum}`, 'input'), 'g1');
    assert.equal(walked(sight, 'v0', 'consumer'), 'g10');
    assert.equal(walked(sight, 'g10', 'consumer'), `v${sample.loss}`);
  });

  it('ends, whatever leads in circles, and only at what is in sight', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const sight = everything(await plainScene(new RandomGraph(seed, true).make()));
      const boxes = boxesIn(sight);
      for (const key of boxes.keys()) {
        for (const walk of ['input', 'consumer', 'above', 'below'] as const) {
          const to = neighbour(sight, key, walk);
          assert.ok(to === null || boxes.has(to));
        }
      }
    }
  });
});
