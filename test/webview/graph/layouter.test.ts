import assert from 'node:assert/strict';
import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api';
import { Layouter, type LayoutWorker } from '../../../webview/graph/layouter';
import { drawStyle } from '../../../webview/graph/measure';
import { rootOf } from '../../../webview/graph/placed';
import { Folded } from '../folded';
import { neuron, unnamed } from '../samples';

const style = drawStyle(neuron().graph('k'), null, 'badge');

/** A worker that counts; `hangs` says which layouts never end, but for those that warm it. */
function workers(hangs: (call: number) => boolean, fails: (call: number) => boolean = () => false) {
  const counts = { started: 0, ended: 0, layouts: 0 };
  const elk = new ELK();
  const start = async (): Promise<LayoutWorker> => {
    counts.started += 1;
    return {
      layout: (graph: ElkNode) => {
        if (graph.id === 'exercise') return elk.layout(graph);
        counts.layouts += 1;
        if (fails(counts.layouts)) return Promise.reject(new Error('dead'));
        return hangs(counts.layouts) ? new Promise<ElkNode>(() => undefined) : elk.layout(graph);
      },
      terminateWorker: () => {
        counts.ended += 1;
      },
    };
  };
  return { counts, start };
}

const silent = async <T>(run: () => Promise<T>): Promise<T> => {
  const { error } = console;
  console.error = () => undefined;
  try {
    return await run();
  } finally {
    console.error = error;
  }
};

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('Layouter', function () {
  this.timeout(10_000);

  it('lays a graph of the same key out once, and gives it the ids of each', async () => {
    const { counts, start } = workers(() => false);
    const layouter = new Layouter(start);
    const graph = neuron().graph('k');
    const first = await layouter.layout(graph, style);
    const second = await layouter.layout({ ...graph, node: 50 }, style);
    assert.equal(counts.layouts, 1);
    assert.equal(second?.graph.node, 50);
    assert.equal(second && rootOf(second), first && rootOf(first));
  });

  it('asks once for the templates of each level', async () => {
    const { counts, start } = workers(() => false);
    await new Layouter(start).layout(new Folded(12, { sample: 0, dot: 'open' }).graph(), style);
    assert.equal(counts.layouts, 4);
  });

  it('ends the worker of a layout that a newer one supersedes', async () => {
    const { counts, start } = workers(call => call === 1);
    const layouter = new Layouter(start);
    const old = layouter.layout(neuron().graph('old'), style);
    await sleep(20);
    const scene = await layouter.layout(unnamed().graph('new'), style);
    assert.equal(scene?.graph.key, 'new');
    assert.equal(scene?.note, null);
    assert.deepEqual({ started: counts.started, ended: counts.ended }, { started: 2, ended: 1 });
    assert.equal(await old, null);
  });

  it('takes only the last of several requests', async () => {
    const { counts, start } = workers(call => call === 1);
    const layouter = new Layouter(start);
    const requests = ['a', 'b', 'c'].map(key => layouter.layout(neuron().graph(key), style));
    await sleep(5);
    requests.push(layouter.layout(neuron().graph('d'), style));
    const keys = (await Promise.all(requests)).map(scene => scene?.graph.key ?? null);
    assert.deepEqual(keys, [null, null, null, 'd']);
    assert.ok(counts.started <= 2);
  });

  it('falls back to a plain layout at the deadline, tells, and has another worker for the next', async () => {
    const { counts, start } = workers(call => call === 1);
    const layouter = new Layouter(start, 50);
    const scene = await layouter.layout(neuron().graph('k'), style);
    assert.match(scene?.note ?? '', /too long/);
    assert.equal(scene && rootOf(scene).items.length, 10);
    assert.equal(counts.ended, 1);
    const patient = new Layouter(start);
    assert.equal((await patient.layout(neuron().graph('k'), style))?.note, null);
  });

  it('keeps what was laid out before the deadline', async () => {
    const { start } = workers(call => call === 2);
    const scene = await new Layouter(start, 4000).layout(new Folded().graph(), style);
    assert.match(scene?.note ?? '', /too long/);
    assert.equal(scene?.templates.length, new Folded().graph().templates.length);
  });

  it('falls back when a worker dies, and starts another', async () => {
    const { counts, start } = workers(
      () => false,
      call => call === 1,
    );
    const layouter = new Layouter(start);
    const scene = await silent(() => layouter.layout(neuron().graph('k'), style));
    assert.match(scene?.note ?? '', /failed/);
    assert.equal((await layouter.layout(neuron().graph('k'), style))?.note, null);
    assert.deepEqual({ started: counts.started, ended: counts.ended }, { started: 2, ended: 1 });
  });

  it('falls back to a plain layout without a worker', async () => {
    const scene = await silent(() =>
      new Layouter(() => Promise.reject(new Error('forbidden'))).layout(neuron().graph('k'), style),
    );
    assert.match(scene?.note ?? '', /could not be started/);
  });
});
