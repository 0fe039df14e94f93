import assert from 'node:assert/strict';
import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api';
import { Layouter, type LayoutWorker } from '../../../webview/graph/layouter';
import { drawStyle } from '../../../webview/graph/measure';
import { neuron, unnamed } from '../samples';

const style = drawStyle(neuron().graph('k'), null, 'badge');

/** A worker that counts; `hangs` says which layouts of more than two nodes never end. */
function workers(hangs: (call: number) => boolean) {
  const counts = { started: 0, ended: 0, layouts: 0 };
  const elk = new ELK();
  const start = async (): Promise<LayoutWorker> => {
    counts.started += 1;
    return {
      layout: (graph: ElkNode) => {
        if ((graph.children?.length ?? 0) <= 2) return elk.layout(graph);
        counts.layouts += 1;
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

describe('Layouter', function () {
  this.timeout(10_000);
  it('lays a graph of the same key out once, and gives it the ids of each', async () => {
    const { counts, start } = workers(() => false);
    const layouter = new Layouter(start);
    const graph = neuron().graph('k');
    const first = await layouter.layout(graph, style);
    const nodes = graph.nodes.map(node => ({ ...node, id: node.id + 50 }));
    const second = await layouter.layout({ ...graph, nodes }, style);
    assert.equal(counts.layouts, 1);
    assert.equal(second?.nodes[0].id, 50);
    assert.equal(second?.nodes[0].x, first?.nodes[0].x);
  });

  it('ends the worker of a layout that a newer one supersedes', async () => {
    const { counts, start } = workers(call => call === 1);
    const layouter = new Layouter(start, 300);
    const old = layouter.layout(neuron().graph('old'), style);
    await new Promise(resolve => setTimeout(resolve, 20));
    const placed = await layouter.layout(unnamed().graph('new'), style);
    assert.equal(placed?.key, 'new');
    assert.equal(placed?.note, null);
    assert.deepEqual({ started: counts.started, ended: counts.ended }, { started: 2, ended: 1 });
    assert.equal(await old, null);
  });

  it('falls back to a plain layout at the deadline, and tells', async () => {
    const { counts, start } = workers(() => true);
    const placed = await new Layouter(start, 30).layout(neuron().graph('k'), style);
    assert.match(placed?.note ?? '', /too long/);
    assert.equal(placed?.nodes.length, 10);
    assert.equal(counts.ended, 1);
  });

  it('falls back to a plain layout without a worker', async () => {
    const placed = await silent(() =>
      new Layouter(() => Promise.reject(new Error('forbidden'))).layout(neuron().graph('k'), style),
    );
    assert.match(placed?.note ?? '', /could not be started/);
  });
});
