import assert from 'node:assert/strict';
import { Value } from '../../src/engine';
import type { Recording } from '../../src/recording/recording';
import { graphOf } from '../../src/view/graph';
import { seriesOf } from '../../src/view/looks';
import { nodeName } from '../../src/view/names';
import { lastCursor, valuesOf } from '../../src/view/values';
import { nodeNamed, record } from '../recording/record';
import { neuron, training } from '../recording/scripts';

function shown(recording: Recording, label: string, step?: number) {
  const cursor = { ...lastCursor(recording) };
  if (step !== undefined) cursor.step = step;
  const graph = graphOf(recording, cursor.pass, null);
  const values = valuesOf(recording, graph, cursor);
  const i = graph.nodes.findIndex(node => node.id === nodeNamed(recording, label));
  return [values.data[i], values.grad[i], values.state[i]];
}

describe('valuesOf', () => {
  it('shows the neuron as the lecture does', () => {
    const recording = record(neuron);
    assert.deepEqual(shown(recording, 'o'), ['0.7071', '1', 'final']);
    assert.deepEqual(shown(recording, 'n'), ['0.8814', '0.5', 'final']);
    assert.deepEqual(shown(recording, 'w1'), ['-3', '1', 'final']);
    assert.deepEqual(shown(recording, 'x1'), ['2', '-1.5', 'final']);
    assert.deepEqual(shown(recording, 'w2'), ['1', '0', 'final']);
    assert.deepEqual(shown(recording, 'x2'), ['0', '0.5', 'final']);
  });

  it('shows no number for a grad that was not reached', () => {
    assert.deepEqual(shown(record(neuron), 'w2', 2), ['1', '', 'unreached']);
  });

  it('tells a step in a sentence', () => {
    const recording = record(neuron);
    const graph = graphOf(recording, 0, null);
    const { step } = valuesOf(recording, graph, { pass: 0, step: 1 });
    assert.equal(step?.sentence, 'o has the gradient 1 and passes it on: n gets 0.5 × 1 = 0.5.');
  });

  it('writes local derivatives with the names of the script', () => {
    const recording = record(() => {
      const b = new Value(2, 'b');
      const w = new Value(3, 'w');
      const y = b.mul(w).add(1).pow(2).tanh();
      y.label = 'y';
      y.backward();
    });
    const graph = graphOf(recording, 0, null);
    const formulas = [1, 2, 4].map(step => {
      return valuesOf(recording, graph, { pass: 0, step }).step?.contributions.map(c => c.formula);
    });
    assert.deepEqual(formulas, [['1 − y²'], ['2 · %4^(2 − 1)', '%4^2 · ln %4'], ['w', 'b']]);
  });

  it('shows every grad as not computed where no pass was', () => {
    const recording = record(() => {
      new Value(2, 'a').mul(new Value(3, 'b'));
    });
    assert.deepEqual(shown(recording, 'a'), ['2', '', 'unreached']);
  });
});

describe('nodeName', () => {
  it('tells the values inside a network by their formula, not by the call that made them all', () => {
    const recording = record(() => training(1));
    const names = Array.from({ length: 80 }, (_, node) => nodeName(recording, node));
    assert.ok(names.includes('w[0] * 2'), names.join('; '));
  });
});

describe('seriesOf', () => {
  it('has a point for each pass, and none that a message cannot carry', () => {
    const [{ points }] = seriesOf(record(() => training(20)));
    assert.equal(points.length, 20);
    assert.ok((points[19] ?? 0) < (points[0] ?? 0));
    const broken = record(() => new Value(-1).log().backward());
    assert.deepEqual(seriesOf(broken)[0].points, [null]);
  });
});

describe('graphOf', () => {
  it('has the same key for every step of a training, and the same places', () => {
    const recording = record(() => training(3));
    const graphs = [0, 1, 2].map(pass => graphOf(recording, pass, null));
    assert.equal(graphs[0].key, graphs[1].key);
    assert.equal(graphs[1].key, graphs[2].key);
    assert.notEqual(graphs[0].key, graphOf(record(neuron), 0, null).key);
  });

  it('keeps operands in order, and an operand that is used twice twice', () => {
    const recording = record(() => {
      const a = new Value(2, 'a');
      const b = new Value(3, 'b');
      b.sub(a).mul(b.sub(a));
      a.mul(a);
    });
    const edges = graphOf(recording, -1, null).edges.map(edge => `${edge.source}>${edge.target}.${edge.input}`);
    assert.deepEqual(edges, ['1>2.0', '0>2.1', '1>3.0', '0>3.1', '2>4.0', '3>4.1', '0>5.0', '0>5.1']);
  });
});
