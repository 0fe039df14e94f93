import assert from 'node:assert/strict';
import { Value } from '../../src/engine';
import type { ToPanel } from '../../src/protocol/panel';
import type { Recording } from '../../src/recording/recording';
import { PanelModel } from '../../src/view/panelModel';
import { evaluating } from '../evaluator/node/evaluating';
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
  const { run } = evaluating();

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
      ['opStyle', 'selected', 'related', 'series', 'graph', 'values', 'detail', 'lit'],
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

  it('draws only what is related, in the next pass too, and says so to a panel that comes up again', () => {
    const recording = record(() => training(3));
    const { model, sent, last } = shown(recording);
    const { root } = recording.passes[2];
    const [input] = recording.inputs(root);
    model.handle({ type: 'relate', relation: 'dependsOn', node: input, other: null });
    const whole = last('graph')?.graph.total ?? 0;
    model.handle({ type: 'isolate', on: true });
    assert.equal(last('related')?.isolated, true);
    const part = last('graph')?.graph.total ?? 0;
    assert.ok(part < whole, `${part} of ${whole}`);
    sent.length = 0;
    model.handle({ type: 'ready' });
    assert.equal(last('related')?.isolated, true);
    assert.equal(last('graph')?.graph.total, part);
    model.handle({ type: 'relate', relation: 'dependents', node: input, other: null });
    assert.equal(last('graph')?.graph.total, 2);
    model.handle({ type: 'seek', cursor: { pass: 1, step: MAX } });
    assert.deepEqual([last('related')?.related?.ids.length, last('related')?.isolated], [1, true]);
    assert.equal(last('graph')?.graph.total, 2);
    model.setRecording(record(() => training(3)));
    assert.deepEqual([last('related')?.related, last('related')?.isolated], [null, false]);
    assert.equal(last('graph')?.graph.total, whole);
  });

  it('keeps the selection in the next pass, in the next run, and when the panel comes up again', () => {
    const recording = record(() => training(3));
    const { model, sent, last } = shown(recording);
    const { root } = recording.passes[2];
    model.handle({ type: 'select', node: root });
    model.handle({ type: 'seek', cursor: { pass: 0, step: MAX } });
    assert.equal(last('selected')?.node, recording.passes[0].root);
    assert.equal(last('detail')?.detail?.node, recording.passes[0].root);
    model.handle({ type: 'select', node: 0 });
    model.setRecording(record(() => training(3)));
    assert.equal(last('detail')?.detail?.node, 0);
    sent.length = 0;
    model.handle({ type: 'ready' });
    assert.deepEqual([last('selected')?.node, last('detail')?.detail?.node], [0, 0]);
    model.setRecording(record(neuron));
    assert.equal(last('selected')?.node, null);
    assert.equal(last('detail')?.detail, null);
  });

  it('keeps a selection that is asked for before there is a recording', () => {
    const sent: ToPanel[] = [];
    const model = new PanelModel(message => sent.push(message));
    model.handle({ type: 'select', node: 3 });
    model.setRecording(record(neuron));
    const details = sent.flatMap(message => (message.type === 'detail' ? [message.detail?.node] : []));
    assert.deepEqual(details, [3]);
  });

  it('tells a detail once, however often the panel looks elsewhere', () => {
    const { model, sent, last } = shown(record(neuron));
    model.handle({ type: 'select', node: 3 });
    sent.length = 0;
    const serial = last('graph')?.graph.serial ?? model.shown?.graph.serial ?? 0;
    model.handle({ type: 'look', serial, nodes: [1], references: [] });
    assert.deepEqual(
      sent.map(message => message.type),
      ['values'],
    );
  });

  it('takes nothing that is asked of an older picture', () => {
    const { model, sent } = shown(record(() => training(2)));
    const serial = model.shown?.graph.serial ?? 0;
    model.handle({ type: 'foldAll', open: true });
    sent.length = 0;
    model.handle({ type: 'fold', serial, group: 1, fold: 'closed' });
    model.handle({ type: 'look', serial, nodes: [1], references: [] });
    assert.deepEqual(sent, []);
  });

  it('asks nothing of values that are no more', () => {
    const { model, last } = shown(record(neuron));
    model.handle({ type: 'relate', relation: 'path', node: 9_999, other: 3 });
    assert.equal(last('related')?.related, null);
  });

  it('turns a stack to the copy that a step is in, unless it is closed', async () => {
    const sent: ToPanel[] = [];
    const model = new PanelModel(message => sent.push(message));
    const script = `import { Value } from 'tapelens';
let x = new Value(1);
for (let i = 0; i < 30; i++) x = (x * 1.1 + 0.1).tanh();
x.backward();`;
    const recording = await run(script);
    model.setRecording(recording);
    const foldNow = () => {
      const { items } = model.shown!.graph.templates.at(-1)!;
      return items.flatMap(item => (item.kind === 'repeat' ? [item.fold] : []));
    };
    const graphs = () => sent.filter(({ type }) => type === 'graph').length;
    assert.deepEqual(foldNow(), [0]);
    model.handle({ type: 'seek', cursor: { pass: 0, step: 4 } });
    assert.deepEqual(foldNow(), [27]);
    const before = graphs();
    model.handle({ type: 'seek', cursor: { pass: 0, step: 5 } });
    assert.equal(graphs(), before, 'the same copy');
    model.handle({ type: 'seek', cursor: { pass: 0, step: 10 } });
    assert.deepEqual(foldNow(), [25]);
    const { graph } = model.shown!;
    const repeat = graph.templates.at(-1)!.items.find(item => item.kind === 'repeat')!;
    const group = repeat.kind === 'repeat' ? graph.group + repeat.group[0] : 0;
    model.handle({ type: 'fold', serial: graph.serial, group, fold: 'closed' });
    model.handle({ type: 'seek', cursor: { pass: 0, step: 9 } });
    assert.deepEqual(foldNow(), ['closed']);
  });
});
