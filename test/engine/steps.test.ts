/** Steps of training on the tape: what they share, what they keep apart, and what that costs. */
import assert from 'node:assert/strict';
import { MLP, sum, Value } from '../../src/engine';
import { Tape, useTape } from '../../src/engine/tape';

describe('A step that repeats the one before', () => {
  let before: Tape;
  let tape: Tape;

  beforeEach(() => {
    tape = new Tape();
    before = useTape(tape);
  });
  afterEach(() => useTape(before));

  /** One step on `w`; returns what it made. */
  function step(w: Value, x: number): { product: Value; loss: Value } {
    const product = w.mul(x);
    const loss = product.tanh();
    loss.backward();
    w.data -= 0.1 * w.grad;
    return { product, loss };
  }

  it('shares the structure', () => {
    const w = new Value(0.5);
    const { structure } = step(w, 1).loss.frame;
    const second = step(w, 2).loss.frame;
    assert.equal(second.structure, structure);
    assert.equal(tape.length, 4);
    assert.equal(tape.made, 7);
  });

  it('leaves the numbers of the steps before to whoever holds a Value of them', () => {
    const w = new Value(0.5);
    const steps = [1, 2, 3].map(x => step(w, x));
    assert.deepEqual(
      steps.map(({ loss, product }) => Math.tanh(product.data) === loss.data && loss.grad === 1),
      [true, true, true],
    );
    assert.equal(new Set(steps.map(({ loss }) => loss.data)).size, 3);
  });

  it('numbers all nodes of the run', () => {
    const w = new Value(0.5);
    assert.deepEqual(
      [1, 2, 3].map(x => step(w, x).loss.id),
      [3, 6, 9],
    );
    assert.equal(w.id, 0);
  });

  it('has a structure of its own from where it differs', () => {
    const w = new Value(0.5);
    const first = step(w, 1).loss.frame;
    w.mul(1).relu().backward();
    assert.notEqual(tape.frame.structure, first.structure);
    assert.equal(tape.frame.same, 3);
    assert.deepEqual([...first.structure.op.subarray(0, 4)], [0, 1, tape.op[2], tape.op[3] - 2]);
  });

  it('may use a Value of an earlier step, whose nodes come back with their grads and labels', () => {
    const w = new Value(0.5);
    const first = step(w, 1);
    first.product.label = 'product';
    const { data, grad } = first.product;
    step(w, 2);
    const again = first.loss.mul(3);
    assert.deepEqual([first.product.data, first.product.grad, first.product.label], [data, grad, 'product']);
    assert.equal(first.product.frame, tape.frame);
    again.backward();
    assert.equal(first.loss.grad, 3 + 1);
    assert.deepEqual(again.inputs[0], first.loss);
  });

  it('passes gradients through an earlier step to the parameters', () => {
    const w = new Value(0.5);
    const { loss } = step(w, 1);
    step(w, 2);
    w.grad = 0;
    loss.backward();
    // The product's own grad has added up, as grads do.
    assert.equal(w.grad, 2 * (1 - loss.data ** 2));
  });

  it('gives up when each step uses the one before', () => {
    const w = new Value(0.5);
    let h = new Value(1);
    for (let i = 0; i < 100; i++) {
      h = h.mul(w);
      h.backward();
      w.data += 0.01;
    }
    assert.equal(tape.length, 102);
  });

  it('lets go of large steps that are all different', () => {
    const samples = Array.from({ length: 100 }, (_, i) => new Value(i / 100));
    const network = new MLP(1, [64, 64, 1]);
    const once = new MLP(1, [64, 64, 1]).forward([samples[0]]) as Value;
    let made = 0;
    for (let step = 0; step < 20; step++) {
      const chosen = [0, 1, 2].map(i => samples[(7 * step + 13 * i * step + i) % 100]);
      sum(chosen.map(x => (network.forward([x]) as Value).pow(2))).backward();
      for (const p of network.parameters()) p.data -= 0.001 * p.grad;
      made = tape.made;
    }
    assert.ok(tape.length < made / 4, `${tape.length} of ${made}`);
    const { data } = once;
    assert.equal(once.mul(2).data, 2 * data);
  });

  it('takes 48 bytes a node, one step of history included', () => {
    const network = new MLP(2, [16, 16, 1]);
    const xs = Array.from({ length: 100 }, (_, i) => [i / 100, 1]);
    const frames = Array.from({ length: 3 }, () => {
      const loss = sum(xs.map(x => (network.forward(x) as Value).pow(2)));
      loss.backward();
      for (const p of network.parameters()) p.data -= 0.01 * p.grad;
      return { frame: tape.frame, root: loss.index };
    });
    assert.ok(tape.length > 65_000);
    const [{ frame: last }, { frame: current, root }] = frames.slice(1);
    const { op, in0, in1, site } = current.structure;
    assert.equal(last.structure, current.structure);
    const plan = current.structure.plans.of(root)?.ways.length ?? 0;
    assert.ok(plan > 0);
    const columns = [op, in0, in1, site, last.data, last.grad, current.data, current.grad];
    const bytes = (columns.reduce((total, { byteLength }) => total + byteLength, 0) + plan) / tape.length;
    assert.ok(bytes <= 48, `${bytes} bytes a node`);
  });
});

describe('Value.inputs in a large graph', () => {
  it('is always the same object for a node', () => {
    let x = new Value(1);
    for (let i = 0; i < 10_000; i++) x = x.add(1);
    const [y, one] = x.inputs;
    assert.equal(x.inputs[0], y);
    assert.equal(y.mul(x).inputs[0].inputs[0], y.inputs[0]);
    assert.deepEqual([y.data, one.data], [10_000, 1]);
  });
});
