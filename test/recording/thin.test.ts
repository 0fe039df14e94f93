/** A long training within a budget: every loss, and evenly many passes of which all can be asked. */
import assert from 'node:assert/strict';
import { Value } from '../../src/engine';
import type { Stream } from '../../src/evaluator/stream';
import { decodeAll, encodeRecording } from '../../src/recording/encode';
import { dataAt } from '../../src/recording/queries/history';
import { nodesOf } from '../../src/recording/queries/passes';
import { Timeline } from '../../src/recording/queries/timeline';
import { Recording } from '../../src/recording/recording';
import { NONE } from '../../src/recording/schema';
import { keptPass } from '../../src/recording/thin';
import { seriesOf } from '../../src/view/looks';
import { record } from './record';

const STEPS = 200;

/** With and without a zeroGrad, with an update in the middle of a step. */
function train(zeroes: boolean, stepped?: () => void): void {
  const w = new Value(0.9, 'w');
  const v = new Value(-0.5, 'v');
  for (let step = 0; step < STEPS; step++) {
    const half = w.mul(v);
    v.data += 0.001;
    half
      .mul(v)
      .tanh()
      .add(step % 3)
      .pow(2)
      .backward();
    w.data -= 0.01 * w.grad;
    if (zeroes) for (const p of [w, v]) p.grad = 0;
    stepped?.();
  }
}

/** Everything up to here goes out, as it does when a script runs for long. */
function send(stream: Stream): void {
  stream.stamped(NONE);
  stream.flush(NONE);
}

/** What can be asked of one pass. */
function told(recording: Recording, pass: number) {
  const timeline = new Timeline(recording, pass);
  return Array.from(nodesOf(recording, pass), node => [
    node,
    dataAt(recording, node, pass),
    timeline.grad(node, 0),
    timeline.grad(node, timeline.steps.length),
  ]);
}

for (const zeroes of [true, false]) {
  describe(`a recording of ${STEPS} steps, whose grads ${zeroes ? 'are zeroed' : 'add up'}, within a budget`, () => {
    let whole: Recording;
    let thinned: Recording;

    before(() => {
      whole = record(() => train(zeroes));
      // Sent in parts, as a run's is.
      thinned = record(stream => train(zeroes, () => send(stream)), undefined, new Recording(300));
    });

    it('has every loss', () => {
      assert.deepEqual(seriesOf(thinned), seriesOf(whole));
    });

    it('keeps the newest passes, and evenly many of those before', () => {
      const kept = [...thinned.passes.keys()].filter(pass => !thinned.passes[pass].isThinned);
      assert.ok(kept.length > 10 && kept.length < 100, `${kept.length} passes`);
      assert.deepEqual(kept.slice(-2), [STEPS - 2, STEPS - 1]);
      // Those since passes were last let go are all there.
      const old = kept.filter(pass => pass < STEPS / 2);
      const gaps = new Set(old.slice(1).map((pass, i) => pass - old[i]));
      assert.equal(gaps.size, 1, `${kept}`);
    });

    it('says of those it keeps what a recording of all says', () => {
      for (const [pass, { isThinned }] of thinned.passes.entries()) {
        if (!isThinned) assert.deepEqual(told(thinned, pass), told(whole, pass), `pass ${pass}`);
      }
    });

    it('says the same when it was stored', () => {
      const again = Recording.of(decodeAll(encodeRecording(thinned)));
      const last = keptPass(again.passes, STEPS - 1);
      assert.deepEqual(told(again, last), told(whole, last));
      assert.deepEqual([...again.chunks()], [...thinned.chunks()]);
    });

    it('goes to the next pass that is kept, in the direction of travel', () => {
      const gone = thinned.passes.findIndex(pass => pass.isThinned);
      assert.equal(thinned.passes[keptPass(thinned.passes, gone, gone - 1)].isThinned, undefined);
      assert.ok(keptPass(thinned.passes, gone, gone - 1) > gone);
      assert.ok(keptPass(thinned.passes, gone, gone + 1) < gone);
    });
  });
}

describe('a step that a later one uses', () => {
  it('has its numbers again, though its pass was let go', () => {
    const run = (stepped: () => void) => {
      const w = new Value(0.9);
      let kept = w;
      for (let step = 0; step < STEPS; step++) {
        const half = w.mul(step / STEPS);
        if (step === 21) kept = half;
        const last = step === STEPS - 1 ? half.mul(kept) : half;
        last.tanh().backward();
        w.data -= 0.01 * w.grad;
        stepped();
      }
    };
    const whole = record(stream => run(() => send(stream)));
    const thinned = record(stream => run(() => send(stream)), undefined, new Recording(200));
    assert.equal(thinned.passes[21].isThinned, true);
    assert.deepEqual(told(thinned, STEPS - 1), told(whole, STEPS - 1));
  });
});

describe('what the user’s own ops contributed', () => {
  it('goes with its pass', () => {
    const thinned = record(
      stream => {
        const w = new Value(0.5);
        for (let step = 0; step < STEPS; step++) {
          Value.custom(
            'k',
            [w],
            x => x * 2,
            grad => [2 * grad],
          ).backward();
          w.grad = 0;
          send(stream);
        }
      },
      undefined,
      new Recording(200),
    );
    const kept = thinned.passes.filter(pass => !pass.isThinned).length;
    assert.ok(kept < 100);
    assert.equal(thinned.contributions.node.length, kept);
  });
});
