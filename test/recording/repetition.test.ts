/** A recording whose steps share what they repeat says the same as one that has all of them written out. */
import assert from 'node:assert/strict';
import { MLP, random, sum, Value, zip } from '../../src/engine';
import { Tape } from '../../src/engine/tape';
import type { Stream } from '../../src/evaluator/stream';
import { decodeAll, encodeRecording } from '../../src/recording/encode';
import { dataAt, END } from '../../src/recording/queries/history';
import { madeWith } from '../../src/recording/queries/made';
import { nodesOf } from '../../src/recording/queries/passes';
import { gradBefore, Timeline } from '../../src/recording/queries/timeline';
import { Recording } from '../../src/recording/recording';
import { assertClose } from '../engine/numbers';
import { nodeNamed, record } from './record';

/** A tape on which every node is written out. */
class PlainTape extends Tape {
  override passEnded(): void {
    this.ripe = false;
  }
}

/** All that can be asked of a recording, line by line; grads and the order of steps apart. */
function told(recording: Recording): { lines: string[]; grads: number[] } {
  const lines: string[] = [];
  const grads: number[] = [];
  for (let node = 0; node < recording.length; node++) {
    const grad = gradBefore(recording, node, END);
    const now = `${madeWith(recording, node)} ${dataAt(recording, node, END)} ${grad.touched}`;
    lines.push(`${node} ${recording.label(node)} ${recording.op(node).name}(${recording.inputs(node)}) ${now}`);
    grads.push(grad.value);
  }
  for (const [index, { kind, root, loss }] of recording.passes.entries()) {
    const timeline = new Timeline(recording, index);
    lines.push(`${kind} from ${root}: ${loss}`, `steps ${Array.from(timeline.steps).sort((a, b) => b - a)}`);
    for (const node of nodesOf(recording, index)) {
      grads.push(timeline.grad(node, 0) as number, timeline.grad(node, timeline.steps.length) as number);
    }
    assertReplayed(recording, timeline);
  }
  return { lines, grads };
}

/** What the steps add up to is what the run had in the end, to the last bit. */
function assertReplayed(recording: Recording, timeline: Timeline): void {
  const { nodes, grads } = timeline.pass;
  const sums = new Map<number, number>();
  for (let step = 1; step <= timeline.steps.length; step++) {
    for (const { input, after } of timeline.detail(step).contributions) sums.set(input, after);
  }
  for (const [i, node] of nodes.entries()) {
    const sum = sums.get(node);
    if (sum !== undefined)
      assert.ok(Object.is(sum, grads[i]), `pass ${timeline.index}: ${recording.label(node)}: ${sum} for ${grads[i]}`);
  }
}

function assertSame(run: (stream: Stream) => void): Recording {
  const repeating = record(run);
  const expected = told(record(run, new PlainTape()));
  for (const recording of [repeating, Recording.of(decodeAll(encodeRecording(repeating)))]) {
    const actual = told(recording);
    for (const [i, line] of expected.lines.entries()) assert.equal(actual.lines[i], line);
    assert.equal(actual.lines.length, expected.lines.length);
    // Nodes of an earlier step that came back onto the tape are stepped in another order: sums differ in the last bit.
    for (const [i, grad] of expected.grads.entries()) assertClose(actual.grads[i], grad, 1e-9);
  }
  return repeating;
}

const written = (recording: Recording) =>
  [...recording.segments.chunks()].reduce((sum, chunk) => sum + (chunk.type === 'nodes' ? chunk.op.length : 0), 0);

const XS = [
  [2, 3, -1],
  [3, -1, 0.5],
];

function train(epochs: number, extra?: (loss: Value) => void): void {
  random.seed(7);
  const net = new MLP(3, [2, 1]);
  const parameters = net.parameters();
  for (let epoch = 0; epoch < epochs; epoch++) {
    const loss = sum(zip([1, -1], XS).map(([y, x]) => net.forward(x).sub(y).pow(2)));
    loss.label = 'loss';
    net.zeroGrad();
    loss.backward();
    for (const p of parameters) p.data -= 0.05 * p.grad;
    extra?.(loss);
  }
}

describe('a recording of a training loop', () => {
  it('has the nodes of the first step only', () => {
    const recording = assertSame(() => train(6));
    const once = record(() => train(1));
    assert.equal(written(recording), written(once));
    assert.equal(recording.passes[5].nodes.length, 11, 'the parameters');
  });

  it('keeps data that changes from step to step', () => {
    assertSame(() => {
      const w = new Value(0.5, 'w');
      for (let step = 0; step < 5; step++) {
        const x = new Value(step, 'x');
        w.mul(x)
          .add(step % 2)
          .pow(2)
          .backward();
        w.data -= 0.01 * w.grad;
      }
    });
  });

  it('keeps grads that add up because nobody zeroes them', () => {
    assertSame(() => {
      const w = new Value(0.5);
      for (let step = 0; step < 5; step++) w.mul(3).tanh().backward();
    });
  });

  it('keeps what the script assigns in the middle of a step', () => {
    assertSame(() => {
      const w = new Value(0.5);
      for (let step = 0; step < 4; step++) {
        const half = w.mul(2);
        half.data = step;
        w.data = step / 10;
        half.mul(w).backward();
        w.grad = 0;
      }
    });
  });

  it('has two passes over each step', () => {
    assertSame(() => {
      const w = new Value(0.5);
      for (let step = 0; step < 4; step++) {
        const h = w.mul(2);
        const loss = h.mul(h);
        loss.backward();
        loss.backward();
        w.data -= 0.01 * w.grad;
        w.grad = 0;
      }
    });
  });

  it('has thousands of passes over one step', () => {
    const count = 6000;
    let expected: number[] = [];
    const recording = record(() => {
      const w = new Value(0.5);
      for (let step = 0; step < 2; step++) {
        const product = w.mul(2);
        const [loss, other] = [product.tanh(), product.mul(1e-3)];
        for (let pass = 0; pass < count; pass++) (pass % 3 === 2 ? other : loss).backward();
        expected = [product.id, product.grad, w.id, w.grad];
        w.data -= 1e-9;
      }
    });
    assert.equal(recording.passes.length, 2 * count);
    const timeline = new Timeline(recording, 2 * count - 1);
    const [product, productGrad, w, wGrad] = expected;
    const grads = [product, w].map(node => timeline.grad(node, timeline.steps.length));
    assert.deepEqual(grads, [productGrad, wGrad]);
  });

  it("has the user's own ops and what they contributed", () => {
    assertSame(() => {
      const w = new Value(0.5);
      for (let step = 0; step < 4; step++) {
        const k = Value.custom(
          'k',
          [w, 2, w],
          (a, b, c) => a * b + c + step,
          (grad, [, b]) => [b * grad, 0, grad],
        );
        k.tanh().backward();
        w.data -= 0.1;
      }
    });
  });

  it('may use what an earlier step made', () => {
    assertSame(() => {
      const losses: Value[] = [];
      train(5, loss => losses.push(loss));
      sum(losses).backward();
      losses[1].backward();
      losses[0].mul(losses[3]).backward();
    });
  });

  it('may carry a value from each step to the next', () => {
    assertSame(() => {
      const w = new Value(0.5);
      let h = new Value(1);
      for (let step = 0; step < 24; step++) {
        h = h.mul(w).tanh();
        h.add(1).backward();
        w.data -= 0.01;
        w.grad = 0;
      }
    });
  });

  it('may make steps that differ', () => {
    assertSame(() => {
      const w = new Value(0.5, 'w');
      for (let step = 0; step < 12; step++) {
        let y = w.mul(step);
        for (let i = 0; i < step % 3; i++) y = step % 2 ? y.tanh() : y.add(w);
        y.label = 'y';
        y.pow(2).backward();
        w.data -= 0.01 * w.grad;
      }
    });
  });

  it('agrees for any program', () => {
    for (let seed = 1; seed <= PROGRAMS; seed++) {
      try {
        assertSame(() => anyProgram(seed));
      } catch (error) {
        throw new Error(`program ${seed}`, { cause: error });
      }
    }
  });

  it('does not take the inputs of an earlier graph for those of one that begins like it', () => {
    const recording = record(() => {
      new Value(2, 'a').mul(3).add(1).backward();
      const w = new Value(5, 'w');
      const d = w.mul(w);
      d.label = 'd';
      d.backward();
    });
    const w = nodeNamed(recording, 'w');
    assert.deepEqual(recording.inputs(nodeNamed(recording, 'd')), [w, w]);
    assert.deepEqual(nodesOf(recording, 1), Uint32Array.of(w, nodeNamed(recording, 'd')));
  });
});

/** So many in each run of the tests; more with TAPELENS_PROGRAMS. */
const PROGRAMS = Number(process.env.TAPELENS_PROGRAMS ?? 60);

/** What a program does how often: drawn anew for each, so that some are plain trainings and some are nothing of the kind. */
function habits() {
  const upTo = (most: number) => random.random() * most;
  return {
    old: upTo(0.1),
    shape: upTo(0.5),
    custom: upTo(0.3),
    leaf: upTo(0.4),
    write: upTo(0.2),
    odd: upTo(0.3),
    net: upTo(0.5),
  };
}

/** Steps of random ops on parameters, on what the step has made, on what was computed before and, now and then, on what earlier steps have. */
function anyProgram(seed: number): void {
  random.seed(seed);
  const often = habits();
  const now = (share: number) => random.random() < share;
  const pick = <T>(list: readonly T[]): T => random.choice(list);
  const parameters = Array.from({ length: 3 }, (_, i) => new Value(random.uniform(-1, 1), `p${i}`));
  const net = new MLP(2, [2, 1], { activation: pick(['tanh', 'relu', 'linear']) });
  const samples = [new Value(0.3), new Value(0.7)];
  const kept = now(0.5) ? [parameters[0].mul(parameters[1]), scaled(parameters[1], samples[0])] : [];
  for (let step = 0; step < 10; step++) {
    const shape = now(often.shape) ? step % 3 : 0;
    const made: Value[] = [];
    const operand = (otherwise: Value) => (now(often.old) && kept.length > 0 ? pick(kept) : otherwise);
    for (let i = now(often.shape) ? random.randint(0, 6) : 0; i < 7; i++) {
      const a = operand(made.at(-1) ?? parameters[0]);
      const b = operand(i % 2 ? parameters[1 + (shape % 2)] : samples[step % 2]);
      if (now(often.net)) made.push(net.forward([now(0.5) ? 0.5 : b, a]));
      made.push(anyOp((i + shape) % 6, a, b, { isCustom: now(often.custom), isLeaf: now(often.leaf) }));
      if (now(often.write)) pick(made).data = random.random();
      if (now(0.1)) made[made.length - 1].label = now(0.8) ? `n${i}` : `s${step}`;
    }
    const root = made[made.length - 1];
    root.backward();
    if (now(often.odd)) pick(made).backward();
    if (now(often.odd)) pick(made).backwardStep();
    if (now(often.odd) && kept.length > 0) pick(kept).backward();
    if (now(often.odd)) kept.push(pick(made));
    if (now(often.write)) parameters[step % 2] = new Value(random.random());
    if (now(often.write)) pick(net.layers[0].neurons).w[step % 2] = pick([...parameters, ...kept]);
    if (now(often.odd)) root.mul(2).add(parameters[0]).backward();
    for (const p of [...parameters, ...net.parameters()]) {
      if (!now(often.odd)) p.data -= 0.1 * p.grad;
      if (!now(often.odd)) p.grad = 0;
    }
    if (now(often.leaf)) for (const x of samples) x.grad = 0;
  }
}

function anyOp(kind: number, a: Value, b: Value, { isCustom, isLeaf }: { isCustom: boolean; isLeaf: boolean }): Value {
  if (kind === 0) return isLeaf ? new Value(random.random()).mul(a) : a.mul(0.5);
  if (kind === 1) return a.mul(b);
  if (kind === 2) return a.tanh();
  if (kind === 3 && isCustom) return scaled(a, b);
  return kind === 4 ? b.relu() : a.add(b);
}

function scaled(a: Value, b: Value): Value {
  return Value.custom(
    'scaled',
    [a, b, a],
    (x, y, z) => x * y + z,
    (grad, [x, y]) => [grad * y, grad * x, grad],
  );
}
