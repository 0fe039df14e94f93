import assert from 'node:assert/strict';
import { tensor, Value } from '../../src/engine';
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

/** What a picture of the whole tape is told, and what its cards say. */
function ofTape(recording: Recording): { told: number[]; shown: number[] } {
  const cursor = { pass: -1, step: 0 };
  const extent = extentOf(recording, -1);
  const nodes = Array.from({ length: recording.length }, (_, id) => id);
  const { notFinite } = valuesOf(recording, 1, { nodes, references: [] }, cursor);
  return {
    told: [...notFiniteOf(recording, extent, cursor).ids],
    shown: nodes.filter(node => notFinite[node] !== null),
  };
}

describe('notFiniteOf the whole tape', () => {
  const agrees = (script: () => void): number[] => {
    const { told, shown } = ofTape(record(script));
    assert.deepEqual(told, shown);
    return told;
  };
  const infinite = (x: Value) => x.add(0).sqrt().backward();

  it('has those whose grad the run left so', () => {
    assert.equal(agrees(() => infinite(new Value(0))).length, 2);
    assert.equal(agrees(logarithm).length, 3);
  });

  it('does without those that the script or a later pass made finite again', () => {
    const x = () => new Value(0, 'x');
    const zeroed = agrees(() => {
      const leaf = x();
      infinite(leaf);
      leaf.grad = 0;
      leaf.mul(2).backward();
    });
    assert.equal(zeroed.length, 1);
    assert.equal(
      agrees(() => {
        const leaf = x();
        leaf.mul(2).backward();
        leaf.grad = Number.NaN;
      }).length,
      1,
    );
  });

  it('goes through the steps of a training, some of which repeat others', () => {
    const recording = record(() => {
      const w = new Value(3, 'w');
      for (let i = 0; i < 6; i++) {
        const y = w.mul(2).sqrt();
        w.grad = 0;
        y.backward();
        w.data -= 1;
      }
    });
    assert.ok(recording.passes.some(({ repeats }) => repeats !== undefined));
    const { told, shown } = ofTape(recording);
    assert.deepEqual(told, shown);
    assert.ok(told.length > 3);
  });

  it('has tensors, as their last pass left them', () => {
    const told = agrees(() => {
      const x = tensor([0, 1, 4], { requiresGrad: true });
      x.sqrt().sum().backward();
      const y = tensor([0, 1], { requiresGrad: true });
      y.mul(2).sqrt().sum().backward();
    });
    assert.equal(told.length, 3);
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
