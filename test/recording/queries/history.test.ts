import assert from 'node:assert/strict';
import { Value } from '../../../src/engine';
import { dataAt, END } from '../../../src/recording/queries/history';
import { gradBefore } from '../../../src/recording/queries/timeline';
import { countReads } from '../reads';
import { nodeNamed, record } from '../record';
import { training } from '../scripts';

describe('dataAt', () => {
  it('is what a leaf was at each pass, as training moves it', () => {
    const seen: number[] = [];
    const recording = record(() => {
      const w = new Value(1, 'w');
      for (let epoch = 0; epoch < 3; epoch++) {
        seen.push(w.data);
        w.zeroGrad();
        w.mul(w).backward();
        w.data -= 0.1 * w.grad;
      }
      seen.push(w.data);
    });
    const w = nodeNamed(recording, 'w');
    assert.deepEqual(
      [0, 1, 2, END].map(pass => dataAt(recording, w, pass)),
      seen,
    );
  });
});

describe('the history of a parameter that was written to 1,000 times', () => {
  const recording = record(() => {
    const w = new Value(0, 'w');
    for (let epoch = 0; epoch < 1000; epoch++) {
      w.grad = -epoch;
      if (epoch % 10 === 0) w.mul(2).backward();
      w.data = epoch + 1;
    }
  });
  const w = nodeNamed(recording, 'w');

  it('tells the last write to a field before a pass', () => {
    assert.deepEqual(
      [0, 1, 2, 99, 100].map(pass => dataAt(recording, w, pass)),
      [0, 10, 20, 990, 1000],
    );
    assert.deepEqual(
      [0, 1, 2, 99, 100].map(pass => gradBefore(recording, w, pass).value),
      [-0, -10, -20, -990, -999],
    );
  });

  it('is not walked through for an early pass', () => {
    dataAt(recording, w, 0);
    const reads = countReads(recording.writes.pass, 'at', () => dataAt(recording, w, 1));
    assert.ok(reads <= 12, `${reads} reads`);
  });
});

describe('gradBefore', () => {
  it('tells a grad that was never computed from one that is 0', () => {
    const recording = record(() => {
      const a = new Value(0, 'a');
      const b = new Value(2, 'b');
      new Value(3, 'c').mul(2);
      a.mul(b).backward();
    });
    assert.deepEqual(gradBefore(recording, nodeNamed(recording, 'b'), END), { value: 0, touched: true });
    assert.deepEqual(gradBefore(recording, nodeNamed(recording, 'c'), END), { value: 0, touched: false });
  });

  it('is zero after the script has zeroed it', () => {
    const recording = record(() => {
      const a = new Value(2, 'a');
      a.mul(3).backward();
      a.zeroGrad();
    });
    assert.deepEqual(gradBefore(recording, nodeNamed(recording, 'a'), END), { value: 0, touched: true });
  });

  it('finds the grads of a training’s parameters at its end', () => {
    const recording = record(() => training(2));
    const pass = recording.passes[1];
    for (let i = 0; i < 41; i++) {
      assert.equal(gradBefore(recording, pass.nodes[i], END).value, pass.grads[i]);
    }
  });
});
