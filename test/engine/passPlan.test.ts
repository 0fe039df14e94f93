/** A pass by a plan, which the third from the same root has, does what the first did. */
import assert from 'node:assert/strict';
import { random, Value } from '../../src/engine';
import type { FinishedPass, Recorder } from '../../src/engine/recorder';
import { Tape, useTape } from '../../src/engine/tape';

const BINARY = ['add', 'sub', 'mul', 'div', 'pow', 'max', 'min', 'add', 'mul', 'mul'] as const;
const UNARY = ['tanh', 'relu', 'neg', 'exp', 'sigmoid', 'sin', 'abs'] as const;

/** A graph of any ops: sums of products as a neuron has them among them, and plain numbers on either side. */
function anyGraph(): Value {
  const nodes = Array.from({ length: 4 }, () => new Value(random.uniform(0.2, 1.5)));
  const operand = () => (random.random() < 0.2 ? random.uniform(0.2, 1.5) : random.choice(nodes));
  const value = () => random.choice(nodes);
  for (let i = 0; i < 60; i++) {
    const kind = random.random();
    if (kind < 0.4) nodes.push(value().add(value().mul(operand())));
    else if (kind < 0.5) nodes.push(new Value(random.random()).mul(value()).add(operand()));
    else if (kind < 0.7) nodes.push(value()[random.choice(UNARY)]());
    else nodes.push(value()[random.choice(BINARY)](operand()));
    if (Math.abs(nodes[nodes.length - 1].data) > 1e3) nodes.pop();
  }
  return nodes[nodes.length - 1];
}

const nothing = () => undefined;

/** What the passes over a tape touched, and the grads that they left. */
class Passes implements Recorder {
  readonly all: { interior: Uint32Array; leaves: Uint32Array; grads: Float64Array }[] = [];

  passed({ frame, interior, leaves }: FinishedPass): void {
    this.all.push({
      interior: interior.slice(),
      leaves: leaves.slice(),
      grads: frame.grad.slice(0, frame.tape.length),
    });
  }
  labelled = nothing;
  written = nothing;
  zeroed = nothing;
  contributed = nothing;
  abandoned = nothing;
  grown = nothing;
}

describe('a pass by a plan', () => {
  let before: Tape;
  let passes: Passes;
  let tape: Tape;

  beforeEach(() => {
    tape = new Tape();
    before = useTape(tape);
    passes = new Passes();
    tape.recorder = passes;
  });
  afterEach(() => useTape(before));

  const isPlanned = (root: Value) => root.frame.structure.plans.of(root.index) !== null;

  it('gives the same grads to the same nodes in the same order', () => {
    for (let seed = 1; seed <= 200; seed++) {
      random.seed(seed);
      useTape(tape);
      const root = anyGraph();
      for (let pass = 0; pass < 4; pass++) {
        tape.grad.fill(0);
        root.backward();
      }
      assert.ok(isPlanned(root), `seed ${seed}`);
      const [first, ...others] = passes.all.splice(0);
      for (const pass of others) assert.deepEqual(pass, first, `seed ${seed}`);
      tape = new Tape();
      tape.recorder = passes;
    }
  });

  it('adds to the grads that are there', () => {
    const a = new Value(2);
    const product = a.mul(3);
    const loss = a.add(product).tanh();
    const slope = 1 - loss.data ** 2;
    for (let pass = 1; pass <= 5; pass++) {
      a.grad = 0;
      product.grad = 10;
      loss.inputs[0].grad = 0;
      loss.backward();
      assert.equal(a.grad, slope + (10 + slope) * 3);
    }
  });

  it('is not for the user’s own ops, whose backward may throw', () => {
    const a = new Value(2);
    let fails = false;
    const root = Value.custom(
      'own',
      [a],
      x => x,
      grad => {
        if (fails) throw new Error('broken');
        return [grad];
      },
    ).mul(2);
    for (let pass = 0; pass < 4; pass++) root.backward();
    assert.ok(!isPlanned(root));
    fails = true;
    assert.throws(() => root.backward(), /broken/);
  });

  it('takes a byte a node at most, from however many nodes of a graph passes begin', () => {
    let x = new Value(1);
    let planned = 0;
    for (let i = 0; i < 1000; i++) {
      x = x.add(1);
      for (let pass = 0; pass < 2; pass++) x.backward();
      const { plans } = tape.frame.structure;
      planned += plans.of(x.index)?.ways.length ?? 0;
    }
    assert.ok(planned > 0 && planned <= tape.frame.structure.capacity);
  });
});
