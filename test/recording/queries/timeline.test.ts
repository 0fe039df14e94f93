import assert from 'node:assert/strict';
import { Value } from '../../../src/engine';
import { formatNumber } from '../../../src/recording/format';
import { Timeline } from '../../../src/recording/queries/timeline';
import type { Recording } from '../../../src/recording/recording';
import { nodeNamed, record } from '../record';
import { accumulation, neuron, training } from '../scripts';

const labels = (recording: Recording, nodes: Iterable<number>) =>
  Array.from(nodes, node => recording.label(node) || recording.op(node).symbol);

describe('Timeline', () => {
  it('goes through a neuron from the output to the products', () => {
    const recording = record(neuron);
    const timeline = new Timeline(recording, 0);
    assert.deepEqual(labels(recording, timeline.steps), ['o', 'n', '+', '*', '*']);
  });

  it('tells upstream gradient, local derivative, contribution and running sum', () => {
    const recording = record(neuron);
    const { node, upstream, contributions } = new Timeline(recording, 0).detail(1);
    assert.equal(recording.label(node), 'o');
    assert.equal(upstream, 1);
    assert.deepEqual(
      contributions.map(c => [recording.label(c.input), formatNumber(c.local), formatNumber(c.value), c.before]),
      [['n', '0.5', '0.5', 0]],
    );
  });

  it('tells a grad that is not reached from one that is under way and one that is final', () => {
    const recording = record(accumulation);
    const timeline = new Timeline(recording, 0);
    const a = nodeNamed(recording, 'a');
    const states = [0, 1, 2, 3].map(step => timeline.reach(a, step));
    // f, then e, which reaches a, then d, which reaches it for the last time.
    assert.deepEqual(states, ['unreached', 'unreached', 'reached', 'final']);
    assert.deepEqual(
      [1, 2, 3].map(step => timeline.grad(a, step)),
      [0, -6, -3],
    );
  });

  it('adds both uses of a value by one op, one after the other', () => {
    const recording = record(() => {
      const a = new Value(3, 'a');
      a.mul(a).backward();
    });
    const { contributions } = new Timeline(recording, 0).detail(1);
    assert.deepEqual(
      contributions.map(c => [c.before, c.value, c.after]),
      [
        [0, 3, 3],
        [3, 3, 6],
      ],
    );
  });

  it('goes back as it went forth', () => {
    const recording = record(neuron);
    const timeline = new Timeline(recording, 0);
    const w1 = nodeNamed(recording, 'w1');
    const forth = Array.from({ length: timeline.steps.length }, (_, step) => timeline.grad(w1, step));
    const back = forth.map((_, step) => timeline.grad(w1, forth.length - 1 - step)).reverse();
    assert.deepEqual(back, forth);
  });

  it('computes the very grads that the run had, in every pass of a training', () => {
    const recording = record(() => training(3));
    for (const [index, pass] of recording.passes.entries()) {
      const timeline = new Timeline(recording, index);
      const last = timeline.steps.length;
      const sums = new Map<number, number>();
      for (let step = 1; step <= last; step++) {
        for (const c of timeline.detail(step).contributions) if (!c.constant) sums.set(c.input, c.after);
      }
      for (const [node, grad] of sums) assert.equal(grad, pass.grads[pass.nodes.indexOf(node)], `node ${node}`);
    }
  });

  it('starts from what earlier passes left, unless it was zeroed', () => {
    const recording = record(() => {
      const a = new Value(2, 'a');
      a.mul(3).backward();
      a.mul(4).backward();
      a.zeroGrad();
      a.mul(5).backward();
    });
    const a = nodeNamed(recording, 'a');
    const befores = [0, 1, 2].map(pass => new Timeline(recording, pass).grad(a, 0));
    assert.deepEqual(befores, [0, 3, 0]);
    assert.deepEqual(
      [0, 1, 2].map(pass => new Timeline(recording, pass).grad(a, 1)),
      [3, 7, 5],
    );
  });

  it('adds nothing to a constant', () => {
    const recording = record(() => {
      new Value(2, 'a').pow(3).backward();
    });
    const [base, exponent] = new Timeline(recording, 0).detail(1).contributions;
    assert.deepEqual([base.value, base.constant], [12, false]);
    assert.equal(exponent.constant, true);
  });

  it('tells the recorded contributions of an op of the user’s own', () => {
    const recording = record(() => {
      const a = new Value(2, 'a');
      const cube = Value.custom(
        'cube',
        [a],
        x => x ** 3,
        (grad, [x]) => [grad * 3 * x * x],
      );
      cube.backward();
    });
    const [c] = new Timeline(recording, 0).detail(1).contributions;
    assert.deepEqual([c.value, c.before, c.after], [12, 0, 12]);
    assert.ok(Number.isNaN(c.local));
  });

  it('keeps the order in which nodes were stepped by hand', () => {
    const recording = record(() => {
      const a = new Value(2, 'a');
      const b = a.mul(3);
      b.label = 'b';
      const c = b.add(1);
      c.label = 'c';
      c.grad = 1;
      c.backwardStep();
      b.backwardStep();
    });
    assert.equal(recording.passes[0].kind, 'manual');
    const timeline = new Timeline(recording, 0);
    assert.deepEqual(labels(recording, timeline.steps), ['c', 'b']);
    assert.equal(timeline.grad(nodeNamed(recording, 'a'), 2), 3);
    assert.equal(timeline.reach(nodeNamed(recording, 'a'), 1), 'unreached');
  });
});
