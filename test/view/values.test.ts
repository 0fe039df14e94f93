import assert from 'node:assert/strict';
import { Value } from '../../src/engine';
import type { Recording } from '../../src/recording/recording';
import { seriesOf } from '../../src/view/looks';
import { nodeName } from '../../src/view/names';
import { lastCursor, valuesOf } from '../../src/view/values';
import { nodeNamed, record } from '../recording/record';
import { neuron, training } from '../recording/scripts';

function shown(recording: Recording, label: string, step?: number) {
  const cursor = { ...lastCursor(recording) };
  if (step !== undefined) cursor.step = step;
  const values = valuesOf(recording, 1, { nodes: [nodeNamed(recording, label)], references: [] }, cursor);
  return [values.data[0], values.grad[0], values.state[0]];
}

const NOTHING = { nodes: [], references: [] };

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
    const { step } = valuesOf(recording, 1, NOTHING, { pass: 0, step: 1 });
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
    const formulas = [1, 2, 4].map(step => {
      return valuesOf(recording, 1, NOTHING, { pass: 0, step }).step?.contributions.map(c => c.formula);
    });
    assert.deepEqual(formulas, [['1 − y²'], ['2 · %4 ** (2 − 1)', '%4 ** 2 · ln %4'], ['w', 'b']]);
  });

  it('tells which node an input drawn beside its user is, with its number and its name', () => {
    const recording = record(neuron);
    const [x1, product] = [nodeNamed(recording, 'x1'), nodeNamed(recording, 'x1') + 5];
    const values = valuesOf(recording, 1, { nodes: [], references: [[product, 0]] }, lastCursor(recording));
    assert.deepEqual(values.references, [{ user: product, input: 0, node: x1 }]);
    assert.deepEqual([values.nodes, values.labels, values.data], [[x1], ['x1'], ['2']]);
  });

  it('leaves out what the recording does not have', () => {
    const recording = record(neuron);
    const values = valuesOf(
      recording,
      1,
      {
        nodes: [-1, 99],
        references: [
          [0, 0],
          [99, 0],
        ],
      },
      lastCursor(recording),
    );
    assert.deepEqual([values.nodes, values.references], [[], []]);
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
