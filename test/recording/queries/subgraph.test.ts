import assert from 'node:assert/strict';
import { Value } from '../../../src/engine';
import { passExtent, subgraph, wholeTape } from '../../../src/recording/queries/subgraph';
import { nodeNamed, record } from '../record';
import { neuron, training } from '../scripts';

describe('subgraph', () => {
  it('is everything where everything can be drawn', () => {
    const recording = record(neuron);
    const graph = subgraph(recording, wholeTape(recording), 400, null);
    assert.equal(graph.nodes.length, 10);
    assert.ok(graph.hiddenInputs.every(count => count === 0));
  });

  it('holds the constants of a pass', () => {
    const recording = record(() => new Value(2, 'a').mul(3).backward());
    assert.equal(passExtent(recording, 0).size, 3);
  });

  it('is of one pass only', () => {
    const recording = record(() => training(2));
    const { root } = recording.passes[0];
    const { nodes } = subgraph(recording, passExtent(recording, 0), 1000, null);
    assert.ok(nodes.includes(root));
    assert.ok(!nodes.includes(recording.passes[1].root));
  });

  it('is the part nearest to the root of what is too large, with a count of what is left out', () => {
    const recording = record(() => {
      let x = new Value(1);
      for (let i = 0; i < 1000; i++) x = x.mul(x);
      x.label = 'end';
    });
    const graph = subgraph(recording, wholeTape(recording), 10, null);
    assert.equal(graph.total, 1001);
    assert.deepEqual(graph.nodes, [991, 992, 993, 994, 995, 996, 997, 998, 999, 1000]);
    // x · x: the one hidden node is used twice.
    assert.deepEqual(graph.hiddenInputs, [2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('goes both ways from a focus', () => {
    const recording = record(() => {
      let x = new Value(1);
      for (let i = 0; i < 100; i++) x = x.neg();
    });
    assert.deepEqual(subgraph(recording, wholeTape(recording), 5, 50).nodes, [48, 49, 50, 51, 52]);
  });

  it('takes a million nodes', () => {
    const recording = record(() => {
      let x = new Value(1, 'x');
      for (let i = 0; i < 1_000_000; i++) x = x.neg();
      x.backward();
    });
    const graph = subgraph(recording, passExtent(recording, 0), 400, null);
    assert.equal(graph.nodes.length, 400);
    assert.equal(graph.total, 1_000_001);
    assert.equal(nodeNamed(recording, 'x'), 0);
  });
});
