import assert from 'node:assert/strict';
import { Value } from '../../../src/engine';
import { formatNumber } from '../../../src/recording/format';
import { END } from '../../../src/recording/queries/history';
import { gradBefore, Timeline } from '../../../src/recording/queries/timeline';
import type { Recording } from '../../../src/recording/recording';
import { NONE } from '../../../src/recording/schema';
import { countReads } from '../reads';
import { nodeNamed, record } from '../record';
import { accumulation, neuron, training } from '../scripts';

const labels = (recording: Recording, nodes: Iterable<number>) =>
  Array.from(nodes, node => recording.label(node) || recording.op(node).symbol);

/** Grads of a pass by node, as the steps add them up; of the nodes that something is added to. */
function replayed(recording: Recording, index: number): Map<number, number> {
  const timeline = new Timeline(recording, index);
  const sums = new Map<number, number>();
  for (let step = 1; step <= timeline.steps.length; step++) {
    for (const c of timeline.detail(step).contributions) if (!c.constant) sums.set(c.input, c.after);
  }
  return new Map([...sums].sort(([a], [b]) => a - b));
}

/** The same as the run had them when the pass ended. */
function recorded(recording: Recording, index: number): Map<number, number> {
  const { nodes, grads, root } = recording.passes[index];
  return new Map(Array.from(nodes, (node, at) => [node, grads[at]] as const).filter(([node]) => node !== root));
}

/** A node of an op whose backward always throws. */
const broken = (a: Value) =>
  Value.custom(
    'broken',
    [a],
    x => x,
    () => {
      throw new Error('no backward');
    },
  );

/** A pass that breaks off after a contribution which is another at the next try, and then a whole pass. */
function afterBrokenPass(zeroes: boolean) {
  return record(stream => {
    const a = new Value(0.1, 'a');
    let tries = 0;
    const flaky = Value.custom(
      'flaky',
      [a],
      x => 0.3 * x,
      grad => {
        // What is new may go out at any time.
        stream.flush(NONE);
        if (tries === 1) throw new Error('not yet');
        return [0.3 * grad];
      },
    );
    const b = a.mul(0.7);
    const varying = Value.custom(
      'varying',
      [a],
      x => x,
      grad => [grad / (3 + tries++)],
    );
    const root = flaky.add(b).add(varying);
    assert.throws(() => root.backward(), /not yet/);
    tries = 2;
    if (zeroes) for (const value of [a, b, flaky, varying, root]) value.zeroGrad();
    root.backward();
  });
}

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

  it('goes one step back without going through the pass again, to the same grads to the last bit', () => {
    const recording = record(() => training(1));
    const timeline = new Timeline(recording, 0);
    const last = timeline.steps.length;
    const gradsAt = (step: number) => Array.from(timeline.pass.nodes, node => timeline.grad(node, step));
    const forth = Array.from({ length: last }, (_, step) => gradsAt(step));
    const reads = countReads(recording.segments, 'code', () => {
      for (let step = last - 1; step >= last - 10; step--) timeline.grad(0, step);
    });
    assert.ok(reads < 10 * 20, `${reads} reads`);
    const back = forth.map((_, step) => gradsAt(last - 1 - step)).reverse();
    assert.deepEqual(back, forth);
  });

  it('goes back past what it can undo', () => {
    const recording = record(() => training(1));
    const timeline = new Timeline(recording, 0, 8);
    const { nodes } = timeline.pass;
    const last = timeline.steps.length;
    for (const step of [last - 1, last - 2, last - 3, last - 9, 40, 41, 38, 5, 0, 3, 2]) {
      const whole = new Timeline(recording, 0);
      assert.deepEqual(
        Array.from(nodes, node => timeline.grad(node, step)),
        Array.from(nodes, node => whole.grad(node, step)),
        `step ${step}`,
      );
    }
  });

  it('computes the very grads that the run had, in every pass of a training', () => {
    const recording = record(() => training(3));
    for (const index of recording.passes.keys()) {
      // Of a repeated pass only the leaves' grads are recorded.
      const sums = replayed(recording, index);
      for (const [node, grad] of recorded(recording, index)) assert.ok(Object.is(sums.get(node), grad));
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

  it('finds the contributions of 1,000 such ops without a search through all of them at each step', () => {
    const count = 1000;
    const recording = record(() => {
      const a = new Value(1, 'a');
      for (let pass = 0; pass < 3; pass++) {
        let x = a;
        for (let i = 0; i < count; i++) {
          x = Value.custom(
            'scaled',
            [x, a],
            v => v,
            grad => [grad, grad * pass],
          );
        }
        x.backward();
      }
    });
    const timeline = new Timeline(recording, 1);
    const { node, pass, input } = recording.contributions;
    const reads = [node, pass, input].map(column => countReads(column, 'at', () => timeline.detail(count)));
    assert.ok(Math.max(...reads) < 5 * count, `${reads} reads`);
    for (const index of [0, 1, 2]) {
      const sums = replayed(recording, index);
      for (const [of, grad] of recorded(recording, index)) assert.ok(Object.is(sums.get(of), grad));
    }
  });

  it('replays the pass after one that broke off, to the last bit', () => {
    for (const zeroes of [true, false]) {
      const recording = afterBrokenPass(zeroes);
      assert.equal(recording.passes.length, 1);
      assert.deepEqual(replayed(recording, 0), recorded(recording, 0), `zeroed: ${zeroes}`);
    }
  });

  it('knows the grads that a pass left that broke off', () => {
    const recording = record(() => {
      const a = new Value(2, 'a');
      assert.throws(() => a.mul(3).add(broken(a)).backward());
      assert.throws(() => broken(a).add(a.mul(3)).backward());
      assert.equal(a.grad, 3);
    });
    assert.deepEqual(gradBefore(recording, nodeNamed(recording, 'a'), END), { value: 3, touched: true });
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
