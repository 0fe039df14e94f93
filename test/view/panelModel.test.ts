import assert from 'node:assert/strict';
import { Value } from '../../src/engine';
import type { ToPanel } from '../../src/protocol/panel';
import type { Recording } from '../../src/recording/recording';
import { PanelModel } from '../../src/view/panelModel';
import { record } from '../recording/record';
import { neuron, training } from '../recording/scripts';

function shown(recording: Recording) {
  const sent: ToPanel[] = [];
  const model = new PanelModel(message => sent.push(message));
  model.setRecording(recording);
  const last = <T extends ToPanel['type']>(type: T) =>
    sent.findLast((message): message is Extract<ToPanel, { type: T }> => message.type === type);
  return { model, sent, last };
}

const MAX = Number.MAX_SAFE_INTEGER;

describe('PanelModel', () => {
  it('shows the result first, and no step', () => {
    const { last } = shown(record(neuron));
    assert.deepEqual(last('values')?.values.cursor, { pass: 0, step: 5 });
    assert.equal(last('values')?.values.step, null);
  });

  it('goes from the result to the last step, and then on', () => {
    const { model, last } = shown(record(neuron));
    model.handle({ type: 'seek', cursor: { pass: 0, step: 4 } });
    assert.deepEqual([last('values')?.values.cursor.step, last('values')?.values.step?.symbol], [5, '*']);
    model.handle({ type: 'seek', cursor: { pass: 0, step: 4 } });
    assert.equal(last('values')?.values.cursor.step, 4);
  });

  it('shows the result of a pass that was chosen by its end', () => {
    const { model, last } = shown(record(() => training(3)));
    model.handle({ type: 'seek', cursor: { pass: 0, step: MAX } });
    assert.equal(last('values')?.values.cursor.pass, 0);
    assert.equal(last('values')?.values.step, null);
    assert.equal(model.steppedNode, null);
  });

  it('sends nothing for a recording that has not grown', () => {
    const recording = record(neuron);
    const { model, sent } = shown(recording);
    const before = sent.length;
    model.setRecording(recording);
    assert.equal(sent.length, before);
  });

  it('sends everything again when the panel is up again', () => {
    const { model, sent } = shown(record(() => training(2)));
    model.handle({ type: 'seek', cursor: { pass: 0, step: 3 } });
    sent.length = 0;
    model.handle({ type: 'ready' });
    assert.deepEqual(
      sent.map(message => message.type),
      ['opStyle', 'series', 'graph', 'values', 'lit'],
    );
    assert.deepEqual(sent.find(message => message.type === 'values')?.values.cursor, { pass: 0, step: 3 });
  });

  it('finds the place in a recording again after another was shown', () => {
    const good = record(() => training(2));
    const { model, last } = shown(good);
    model.handle({ type: 'seek', cursor: { pass: 0, step: 3 } });
    model.setRecording(record(neuron));
    assert.deepEqual(last('values')?.values.cursor, { pass: 0, step: 5 });
    model.setRecording(good);
    assert.deepEqual(last('values')?.values.cursor, { pass: 0, step: 3 });
  });

  it('keeps a cursor inside what there is', () => {
    const { model } = shown(record(() => new Value(1).mul(2).backward()));
    model.handle({ type: 'seek', cursor: { pass: 99, step: -5 } });
    assert.deepEqual(model.cursor, { pass: 0, step: 0 });
    model.handle({ type: 'seek', cursor: { pass: -7, step: 3 } });
    assert.deepEqual(model.cursor, { pass: -1, step: 0 });
  });
});
