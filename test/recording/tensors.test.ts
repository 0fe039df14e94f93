/** What a recording holds of tensors. */
import assert from 'node:assert/strict';
import { F, Generator, log, plot, randint, randn, type Tensor, tensor, Value } from '../../src/engine';
import { decodeAll, encodeRecording } from '../../src/recording/encode';
import { type Numbers, tensorData, tensorGrad } from '../../src/recording/queries/numbers';
import { nodesOf, stepsOf } from '../../src/recording/queries/passes';
import { TensorTimeline } from '../../src/recording/queries/tensorTimeline';
import { Recording } from '../../src/recording/recording';
import { nodeNamed, record } from './record';

const named = (value: Tensor, label: string) => {
  value.label = label;
  return value;
};

const list = (numbers: Numbers | null) => (numbers?.values ? Array.from(numbers.values) : numbers);

/** The same recording, written out and read again. */
const again = (recording: Recording) => Recording.of(decodeAll(encodeRecording(recording)));

/** Trains; returns the data and the grads of `w` in each pass, and those of its product. */
function training(steps: number, width = 2) {
  const seen: { data: number[]; grad: number[]; product: number[] }[] = [];
  const w = named(randn([width], { generator: new Generator(1), requiresGrad: true }), 'w');
  const x = named(randn([width], { generator: new Generator(2) }), 'x');
  for (let step = 0; step < steps; step++) {
    const product = named(w.mul(x), 'product');
    const loss = named(product.mul(product).sum(), 'loss');
    w.grad = null;
    loss.backward();
    seen.push({ data: w.tolist(), grad: w.grad!.tolist(), product: product.tolist() });
    w.data = w.data.add(w.grad!.mul(-0.01));
  }
  return seen;
}

describe('a recording of tensors', () => {
  it('knows what each of them is', () => {
    const recording = record(() => {
      const x = named(randint(0, 5, [2, 3]), 'x');
      const w = named(tensor([1, 2, 3], { requiresGrad: true }), 'w');
      named(w.mul(x), 'out').sum().backward();
    });
    const kind = (label: string) => recording.tensor(nodeNamed(recording, label));
    assert.deepEqual(kind('x'), { shape: [2, 3], dtype: 'int32', requiresGrad: false, gradFn: null });
    assert.deepEqual(kind('w'), { shape: [3], dtype: 'float32', requiresGrad: true, gradFn: null });
    assert.deepEqual(kind('out'), { shape: [2, 3], dtype: 'float32', requiresGrad: true, gradFn: 'MulBackward' });
    assert.equal(record(() => new Value(1).mul(2)).tensor(0), undefined);
  });

  it('has their numbers exactly, whatever their dtype', () => {
    const recording = record(() => {
      named(tensor([1 / 3, 1e300], { dtype: 'float64' }), 'double').mul(2);
      named(tensor([2 ** 31 - 1, -5], { dtype: 'int32' }), 'int').mul(2);
      named(tensor([true, false]), 'bool').to('float32');
      named(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        'view',
      )
        .transpose(0, 1)
        .mul(2);
    });
    const data = (label: string) => list(tensorData(recording, nodeNamed(recording, label), 0));
    assert.deepEqual(data('double'), [1 / 3, 1e300]);
    assert.deepEqual(data('int'), [2 ** 31 - 1, -5]);
    assert.deepEqual(data('bool'), [1, 0]);
    assert.deepEqual(list(tensorData(recording, nodeNamed(recording, 'view') + 1, 0)), [1, 3, 2, 4]);
  });

  it('has data and gradients of every pass, those of results too', () => {
    let seen: ReturnType<typeof training> = [];
    const recording = record(() => {
      seen = training(30);
    });
    const w = nodeNamed(recording, 'w');
    assert.equal(recording.passes.length, 30);
    for (const [pass, { data, grad, product }] of seen.entries()) {
      const [, productNode] = stepsOf(recording, pass).slice(-2);
      assert.deepEqual(list(tensorData(recording, w, pass)), data);
      assert.deepEqual(list(tensorGrad(recording, w, pass)), grad);
      assert.deepEqual(list(tensorData(recording, productNode, pass)), product);
    }
  });

  it('shares the structure of the steps of a training loop', () => {
    const recording = record(() => {
      training(30);
    });
    const rows = new Set(Array.from({ length: recording.length }, (_, node) => recording.segments.row(node)));
    assert.deepEqual([recording.length, rows.size], [2 + 30 * 3, 2 + 3]);
    assert.equal(recording.passes.filter(({ repeats }) => repeats === undefined).length, 1);
    const loss = recording.passes[20].root;
    assert.deepEqual([recording.label(loss), recording.tensor(loss)?.gradFn], ['loss', 'SumBackward']);
    assert.deepEqual(recording.inputs(stepsOf(recording, 20)[2]), [0, 1]);
  });

  it('shares it too if a step uses what was computed before the loop', () => {
    const recording = record(() => {
      const w = tensor([1, 2], { requiresGrad: true });
      const x = named(tensor([3, 4]).mul(2), 'x');
      for (let step = 0; step < 10; step++) {
        w.mul(x).sum().backward();
        w.data = w.data.mul(0.9);
      }
    });
    assert.equal(recording.passes.filter(({ repeats }) => repeats === undefined).length, 1);
  });

  it('has the grad of each pass of a leaf with one number, and of one that is made anew in each step', () => {
    const recording = record(() => {
      const w = tensor([1, 2], { requiresGrad: true });
      const scale = tensor(3, { requiresGrad: true });
      w.mul(scale);
      for (let step = 1; step < 6; step++) {
        w.grad = null;
        scale.grad = null;
        const shift = tensor(step, { requiresGrad: true });
        w.sum().mul(scale).mul(step).add(shift.mul(shift)).backward();
      }
    });
    assert.equal(recording.passes.filter(({ repeats }) => repeats === undefined).length, 1);
    for (const [pass, { nodes, grads, repeats }] of recording.passes.entries()) {
      const [, shift] = stepsOf(recording, pass).map(node => recording.inputs(node)[0]);
      const leaves = repeats === undefined ? nodes.length - 5 : nodes.length;
      assert.equal(leaves, 3, String(pass));
      const gradOf = (node: number) => grads[nodes.indexOf(node)];
      assert.deepEqual([gradOf(0), gradOf(1)], [Number.NaN, 3 * (pass + 1)]);
      assert.equal(gradOf(shift), 2 * (pass + 1));
    }
  });

  it('is not taken in by a parameter that is frozen between two steps', () => {
    const recording = record(() => {
      const w = named(tensor([1, 2], { requiresGrad: true }), 'w');
      const b = named(tensor([1, 2], { requiresGrad: true }), 'b');
      for (let step = 0; step < 4; step++) {
        b.requiresGrad = step < 2;
        w.mul(2).add(b).sum().backward();
      }
    });
    const b = nodeNamed(recording, 'b');
    const touching = recording.passes.map((_, pass) => nodesOf(recording, pass).includes(b));
    assert.deepEqual(touching, [true, true, false, false]);
    assert.equal(recording.tensor(b)?.requiresGrad, false);
  });

  it('has statistics of the leaves of every pass, and all numbers of the newest and of evenly many', () => {
    let seen: ReturnType<typeof training> = [];
    const recording = record(stream => {
      seen = training(120, 20_000);
      stream.flush(0);
    });
    const w = nodeNamed(recording, 'w');
    const whole = seen.flatMap((_, pass) => (tensorGrad(recording, w, pass)?.values ? [pass] : []));
    assert.deepEqual(whole.slice(-1), [119]);
    assert.ok(whole.length > 8 && whole.length < 40, String(whole));
    assert.equal(new Set(whole.slice(1, -2).map((pass, i) => pass - whole[i])).size, 1);
    for (const [pass, { data, grad }] of seen.entries()) {
      for (const [numbers, expected] of [
        [tensorData(recording, w, pass), data],
        [tensorGrad(recording, w, pass), grad],
      ] as const) {
        const mean = expected.reduce((sum, x) => sum + x, 0) / expected.length;
        const std = Math.sqrt(expected.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (expected.length - 1));
        assert.ok(Math.abs(numbers!.statistics.mean - mean) < 1e-5);
        assert.ok(Math.abs(numbers!.statistics.std / std - 1) < 1e-4);
        assert.equal(
          numbers!.statistics.least,
          expected.reduce((a, x) => Math.min(a, x)),
        );
      }
      const [, product] = stepsOf(recording, pass).slice(-2);
      assert.equal(tensorData(recording, product, pass) === null, !whole.includes(pass));
    }
    const x = tensorData(recording, nodeNamed(recording, 'x'), 77);
    assert.equal(x?.values?.length, 20_000);
  });

  it('keeps the leaves of a loop that began late', () => {
    const recording = record(() => {
      training(9, 20_000);
      const x = named(randn([20_000]), 'late');
      const w = randn([20_000], { requiresGrad: true });
      for (let step = 0; step < 60; step++) {
        w.mul(x).sum().backward();
        w.grad = null;
        w.data = w.data.mul(0.9);
      }
    });
    assert.equal(tensorData(recording, nodeNamed(recording, 'late'), 60)?.values?.length, 20_000);
  });

  it('tells how many numbers are not finite', () => {
    const recording = record(() => {
      named(tensor([1, Number.NaN, 3, Number.POSITIVE_INFINITY]), 'a').mul(2);
    });
    const { nonFinite, mean, least, most } = tensorData(recording, nodeNamed(recording, 'a'), 0)!.statistics;
    assert.deepEqual([nonFinite, mean, least, most], [2, 2, 1, 3]);
  });

  it('is the same when it was written out and read again', () => {
    const recording = record(() => {
      training(5);
      log('accuracy', 0.5);
      plot.line([1, 2, 3]);
    });
    const copy = again(recording);
    const w = nodeNamed(recording, 'w');
    assert.deepEqual(copy.tensor(w), recording.tensor(w));
    for (let pass = 0; pass < 5; pass++) {
      assert.deepEqual(list(tensorData(copy, w, pass)), list(tensorData(recording, w, pass)));
      assert.deepEqual(list(tensorGrad(copy, w, pass)), list(tensorGrad(recording, w, pass)));
      assert.deepEqual(stepsOf(copy, pass), stepsOf(recording, pass));
    }
    assert.deepEqual(copy.plots.list, recording.plots.list);
    assert.deepEqual(copy.logged.value.view(), recording.logged.value.view());
  });

  it('has what a script left after the last pass', () => {
    const recording = record(() => {
      const w = named(tensor([1, 2], { requiresGrad: true }), 'w');
      w.sum().backward();
      w.data = tensor([7, 8]);
    });
    const w = nodeNamed(recording, 'w');
    assert.deepEqual(list(tensorData(recording, w, 0)), [1, 2]);
    assert.deepEqual(list(tensorData(recording, w, 1)), [7, 8]);
  });
});

describe('a pass through tensors, step by step', () => {
  it('has gradients that are not reached, reached and final', () => {
    const recording = record(() => {
      const a = named(tensor([1, 2], { requiresGrad: true }), 'a');
      const square = named(a.mul(a), 'square');
      named(square.add(a).sum(), 'loss').backward();
    });
    const timeline = new TensorTimeline(recording, 0);
    const a = nodeNamed(recording, 'a');
    const at = (step: number) => [timeline.reach(a, step), list(timeline.grad(a, step))];
    // sum, add, mul
    assert.deepEqual(at(1), ['unreached', null]);
    assert.deepEqual(at(2), ['reached', [1, 1]]);
    assert.deepEqual(at(3), ['final', [3, 5]]);
    const [first, second] = timeline.detail(3).contributions;
    assert.deepEqual(
      [list(first.share), list(first.before), list(first.after)],
      [
        [1, 2],
        [1, 1],
        [2, 3],
      ],
    );
    assert.deepEqual(
      [list(second.share), list(second.before), list(second.after)],
      [
        [1, 2],
        [2, 3],
        [3, 5],
      ],
    );
  });

  it('adds to the grad that a leaf had before, if nobody zeroed it', () => {
    const recording = record(() => {
      const w = named(tensor([1, 2], { requiresGrad: true }), 'w');
      for (let step = 0; step < 3; step++) w.mul(3).sum().backward();
    });
    const timeline = new TensorTimeline(recording, 2);
    const w = nodeNamed(recording, 'w');
    assert.deepEqual([timeline.reach(w, 0), list(timeline.grad(w, 0))], ['reached', [6, 6]]);
    const [{ share, before, after, isFirst }] = timeline.detail(2).contributions;
    assert.deepEqual([list(share), list(before), list(after), isFirst], [[3, 3], [6, 6], [9, 9], false]);
    assert.deepEqual(Array.from(recording.passes[2].accumulated ?? []), [w]);
  });

  it('gives nothing to what requires no gradient', () => {
    const recording = record(() => {
      const table = named(randn([4, 2], { requiresGrad: true }), 'table');
      F.embedding(tensor([1, 3], { dtype: 'int32' }), table)
        .sum()
        .backward();
    });
    const timeline = new TensorTimeline(recording, 0);
    const formulas = timeline.detail(2).contributions.map(({ formula }) => formula !== null);
    assert.deepEqual([...formulas].sort(), [false, true]);
  });

  it('stands beside passes through Values', () => {
    const recording = record(() => {
      const v = new Value(2, 'v');
      v.mul(v).backward();
      const t = named(tensor([1, 2], { requiresGrad: true }), 't');
      t.sum().backward();
      v.mul(3).backward();
    });
    assert.deepEqual(
      recording.passes.map(({ root }) => recording.tensor(root) !== undefined),
      [false, true, false],
    );
  });
});

describe('what a script logs and plots', () => {
  it('is there with its pass', () => {
    const recording = record(stream => {
      new Value(2).mul(3).backward();
      log('accuracy', 0.9);
      plot.scatter([1, 2], [3, 4], { title: 'points' });
      stream.stamped(4);
      plot.hist([1, 2, 2, 3], { bins: 2 });
      plot.heatmap([
        [1, 2],
        [3, 4],
      ]);
    });
    const { name, value, pass } = recording.logged;
    assert.deepEqual([recording.names[name.at(0)], value.at(0), pass.at(0)], ['accuracy', 0.9, 1]);
    const frames = recording.plots.list.flatMap(plot => [...plot.frames.values()]);
    assert.deepEqual(
      frames.map(frame => [frame.kind, frame.title, frame.pass]),
      [
        ['scatter', 'points', 1],
        ['hist', '', 1],
        ['heatmap', '', 1],
      ],
    );
  });

  it('has the frames of one place, thinned evenly', () => {
    const recording = record(stream => {
      const ys = new Array(20_000).fill(1);
      for (let frame = 0; frame < 60; frame++) {
        plot.line(ys);
        stream.stamped(7);
      }
    });
    const [{ count, frames }] = recording.plots.list;
    const numbers = [...frames.keys()];
    assert.deepEqual([count, numbers[0], numbers.at(-1)], [60, 0, 59]);
    assert.ok(numbers.length > 5 && numbers.length < 20, String(numbers));
  });
});
