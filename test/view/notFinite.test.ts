import assert from 'node:assert/strict';
import { Value } from '../../src/engine';
import type { ToPanel } from '../../src/protocol/panel';
import { Recording } from '../../src/recording/recording';
import { extentOf } from '../../src/view/graph';
import { notFiniteOf } from '../../src/view/notFinite';
import { PanelModel } from '../../src/view/panelModel';
import { lastCursor, valuesOf } from '../../src/view/values';
import { record } from '../recording/record';
import { neuron } from '../recording/scripts';

/** a is positive, b is not: c is NaN, and with it d; the grad of b is NaN. */
function logarithm(): void {
  const a = new Value(2, 'a');
  const b = new Value(-3, 'b');
  const c = b.log();
  c.label = 'c';
  const d = a.mul(c);
  d.label = 'd';
  d.backward();
}

const named = (recording: Recording, name: string): number =>
  Array.from({ length: recording.length }, (_, id) => id).find(id => recording.label(id) === name) ?? -1;

describe('notFiniteOf', () => {
  it('has the values whose data is NaN, and where it began', () => {
    const recording = record(logarithm);
    const { ids, first } = notFiniteOf(recording, extentOf(recording, 0), { pass: 0, step: 0 });
    assert.deepEqual(
      [...ids],
      ['c', 'd'].map(name => named(recording, name)),
    );
    assert.equal(first, named(recording, 'c'));
  });

  it('has those whose grad is, once the pass is over', () => {
    const recording = record(logarithm);
    const { ids, first } = notFiniteOf(recording, extentOf(recording, 0), lastCursor(recording));
    assert.deepEqual(
      [...ids],
      ['a', 'c', 'd'].map(name => named(recording, name)),
    );
    assert.equal(first, named(recording, 'c'));
  });

  it('has the first of a pass where only grads are infinite', () => {
    const recording = record(() => {
      const x = new Value(0, 'x');
      const y = x.add(0);
      y.label = 'y';
      y.sqrt().backward();
    });
    const { ids, first } = notFiniteOf(recording, extentOf(recording, 0), lastCursor(recording));
    assert.deepEqual(
      [...ids],
      ['x', 'y'].map(name => named(recording, name)),
    );
    assert.equal(first, named(recording, 'y'));
  });
});

describe('valuesOf', () => {
  it('says which of the numbers shown is not finite', () => {
    const recording = record(logarithm);
    const nodes = ['a', 'b', 'c'].map(name => named(recording, name));
    const { notFinite } = valuesOf(recording, 1, { nodes, references: [] }, lastCursor(recording));
    assert.deepEqual(notFinite, ['grad', null, 'data']);
  });
});

describe('a panel', () => {
  const sentBy = (script: () => void) => {
    const sent: ToPanel[] = [];
    const model = new PanelModel(message => sent.push(message));
    model.setRecording(record(script));
    return { model, told: () => sent.flatMap(message => (message.type === 'notFinite' ? [message.ids.length] : [])) };
  };

  it('is told once for each pass and end of one, and nothing where all is finite', () => {
    assert.deepEqual(sentBy(neuron).told(), []);
    const { model, told } = sentBy(logarithm);
    model.handle({ type: 'seek', cursor: { pass: 0, step: 1 } });
    model.handle({ type: 'seek', cursor: { pass: 0, step: 0 } });
    assert.deepEqual(told(), [3, 2]);
    model.handle({ type: 'ready' });
    assert.deepEqual(told(), [3, 2, 2]);
  });

  it('is told at once that those of the run before are gone, though the next one is under way', () => {
    const { model, told } = sentBy(logarithm);
    const next = new Recording();
    for (const chunk of record(neuron).chunks()) if (chunk.type !== 'end') next.append(chunk);
    model.setRecording(next);
    assert.deepEqual(told(), [3, 0]);
    next.append({ type: 'end', ms: 1 });
    model.setRecording(next);
    assert.deepEqual(told(), [3, 0]);
  });
});
