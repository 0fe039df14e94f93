import assert from 'node:assert/strict';
import { random, type Tensor, tensor, Value } from '../../../src/engine';
import type { NodeDetail } from '../../../src/protocol/detail';
import type { Cursor } from '../../../src/protocol/panel';
import { chainOf } from '../../../src/recording/queries/chain';
import { wholeTape } from '../../../src/recording/queries/extent';
import { dataAt } from '../../../src/recording/queries/history';
import { nodesOf } from '../../../src/recording/queries/passes';
import { Timeline } from '../../../src/recording/queries/timeline';
import { Recording } from '../../../src/recording/recording';
import { detailOf } from '../../../src/view/detail/detail';
import { gradAt, lastCursor } from '../../../src/view/values';
import { randomGraph } from '../../recording/randomGraph';
import { nodeNamed, record } from '../../recording/record';
import { accumulation, neuron, training } from '../../recording/scripts';

function detail(recording: Recording, name: string | number, cursor = lastCursor(recording)): NodeDetail {
  const node = typeof name === 'number' ? name : nodeNamed(recording, name);
  return detailOf(recording, wholeTape(recording), node, cursor);
}

const WHOLE: Cursor = { pass: -1, step: 0 };

describe('detailOf', () => {
  it('tells a node with the names of the script', () => {
    const o = detail(record(neuron), 'o');
    assert.deepEqual(
      [o.name, o.formula, o.opName, o.data, o.grad, o.state],
      ['o', 'o = tanh(n)', 'hyperbolic tangent', '0.707106781187', '1', 'final'],
    );
    assert.deepEqual(o.inputs, { list: [{ node: 8, name: 'n', symbol: '+', data: '0.8814', place: '' }], more: 0 });
    assert.deepEqual(o.consumers, { list: [], more: 0 });
    const n = detail(record(neuron), 'n');
    assert.equal(n.formula, 'n = %7 + b');
    assert.deepEqual(
      n.consumers.list.map(({ name }) => name),
      ['o'],
    );
    const w = detail(record(neuron), 'w1');
    assert.deepEqual([w.kind, w.formula, w.rule, w.inputs.list, w.history], ['leaf', '', '', [], null]);
  });

  it('tells what an op computes where its sign does not', () => {
    const recording = record(() => {
      new Value(2, 'a').sigmoid().max(3).label = 'm';
    });
    assert.equal(detail(recording, 1).rule, '1 / (1 + e⁻ᵃ)');
    assert.equal(detail(recording, 'm').rule, 'the larger of a and b');
    assert.equal(detail(record(neuron), 'o').rule, '');
  });

  it('names the first consumers, and counts the others', () => {
    const recording = record(() => {
      const a = new Value(2, 'a');
      for (let i = 0; i < 70; i++) a.mul(a);
    });
    const { consumers } = detail(recording, 'a');
    assert.deepEqual([consumers.list.length, consumers.more], [50, 20]);
  });
});

describe('the chain rule in full', () => {
  it('has a row for each use, in the order of the pass', () => {
    const { chain } = detail(record(accumulation), 'a');
    const row = { upstream: '-6', operand: 0 };
    assert.deepEqual(chain, {
      pass: 0,
      start: null,
      rows: [
        {
          ...row,
          step: 2,
          consumer: 3,
          name: 'e',
          symbol: '+',
          local: '1',
          formula: '1',
          contribution: '-6',
          sum: '-6',
        },
        {
          ...{ step: 3, consumer: 2, name: 'd', symbol: '*', operand: 0, upstream: '1', local: '3', formula: 'b' },
          ...{ contribution: '3', sum: '-3' },
        },
      ],
      more: null,
      pending: 0,
      total: '-3',
      note: '',
    });
  });

  it('has what has come so far, and what is yet to come', () => {
    const recording = record(accumulation);
    const { chain } = detail(recording, 'a', { pass: 0, step: 2 });
    assert.deepEqual([chain?.rows.length, chain?.pending, chain?.total], [1, 1, '-6']);
    assert.deepEqual(detail(recording, 'a', { pass: 0, step: 0 }).chain?.pending, 2);
  });

  it('begins with 1 at the root, and with what earlier passes left', () => {
    assert.deepEqual(detail(record(neuron), 'o').chain?.start, { what: 'root', value: '1' });
    const recording = record(() => {
      const a = new Value(3, 'a');
      for (let i = 0; i < 2; i++) a.mul(2).backward();
    });
    const { chain } = detail(recording, 'a');
    assert.deepEqual([chain?.start, chain?.total], [{ what: 'before', value: '2' }, '4']);
  });

  it('counts what it does not tell one by one', () => {
    const recording = record(() => {
      const a = new Value(3, 'a');
      let sum = new Value(0);
      for (let i = 0; i < 130; i++) sum = sum.add(a.mul(0.5));
      sum.backward();
    });
    const { chain } = detail(recording, 'a');
    assert.deepEqual([chain?.rows.length, chain?.more, chain?.total], [100, { count: 30, sum: '15' }, '65']);
  });

  it('says when the script has set the grad since', () => {
    const recording = record(() => {
      const a = new Value(3, 'a');
      a.mul(2).backward();
      a.grad = 0;
    });
    assert.equal(detail(recording, 'a').chain?.note, '');
    const { chain } = detail(recording, 'a', WHOLE);
    assert.match(chain?.note ?? '', /has set the grad since/);
    assert.equal(chain?.total, '0');
  });

  it('is none where no gradient came', () => {
    const recording = record(() => {
      new Value(2, 'a').mul(3);
    });
    assert.equal(detail(recording, 'a').chain, null);
    assert.equal(detail(recording, 1).chain, null);
  });

  it('adds up to the grad to the last bit, in its order, after every step', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const recording = record(() => randomGraph(seed, 50, 1 + (seed % 3)));
      for (let pass = 0; pass < recording.passes.length; pass++) assertSums(recording, pass, 7);
    }
    random.seed(5);
    const trained = record(() => training(5));
    for (const pass of [0, 3, 4]) assertSums(trained, pass, 60);
  });

  it('has the rules of tensors', () => {
    const { chain, inside, formula, rule } = detail(record(layer), 'w');
    assert.deepEqual([formula, rule], ['', '']);
    assert.deepEqual(
      chain?.rows.map(({ name, formula, upstream, contribution, sum }) => [name, formula, upstream, contribution, sum]),
      [
        ['w * w', 'g · w', '1 ± 0', '0.625 ± 1.25', '0.625 ± 1.25'],
        ['w * w', 'g · w', '1 ± 0', '0.625 ± 1.25', '1.25 ± 2.5'],
        ['z', 'xᵀ · g', '1 ± 0', '10.5 ± 1.73', '11.8 ± 3.77'],
      ],
    );
    assert.equal(inside?.grad?.statistics[0][0], 'mean');
  });
});

/** z = x · w + b, and a penalty on w. */
function layer(): void {
  const named = (value: Tensor, label: string) => {
    value.label = label;
    return value;
  };
  const x = named(
    tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
    'x',
  );
  const w = named(
    tensor(
      [
        [1, -1],
        [0.5, 2],
      ],
      { requiresGrad: true },
    ),
    'w',
  );
  const z = named(x.matmul(w), 'z');
  z.sum().add(w.mul(w).sum()).backward();
}

function assertSums(recording: Recording, pass: number, stride: number): void {
  const { steps } = new Timeline(recording, pass);
  for (const node of nodesOf(recording, pass)) {
    const chain = chainOf(recording, pass, node);
    let sum = chain.start;
    for (let i = 0; i < chain.step.length; i++) {
      sum += chain.value[i];
      assert.ok(Object.is(sum, chain.sum[i]), `%${node}: ${sum} for ${chain.sum[i]}`);
      assert.equal(recording.input(steps[chain.step[i] - 1], chain.operand[i]), node);
      if (i > 0) assert.ok(chain.step[i] >= chain.step[i - 1]);
    }
    for (let step = 0; step <= steps.length; step += stride) {
      const count = chain.step.findLastIndex(each => each <= step);
      const { value, state } = gradAt(recording, node, { pass, step });
      if (state !== 'unreached') assert.equal(value, count < 0 ? chain.start : chain.sum[count]);
    }
    assert.equal(gradAt(recording, node, { pass, step: steps.length }).value, sum);
  }
}

describe('the history of a node', () => {
  it('has every pass of a parameter, and of what each step makes again', () => {
    random.seed(7);
    const recording = record(() => training(8));
    const cursor = { ...lastCursor(recording), pass: 3 };
    const parameter = nodesOf(recording, 3)[4];
    const inner = nodesOf(recording, 3).find(node => recording.op(node).name === 'tanh')!;
    for (const node of [parameter, inner, recording.passes[3].root]) {
      const { history } = detail(recording, node, cursor);
      assert.deepEqual(history?.passes, [0, 1, 2, 3, 4, 5, 6, 7]);
      assert.deepEqual([history?.at, history?.of, history?.total], [3, 'number', 8]);
      assert.equal(history?.data[3], dataAt(recording, node, 3));
      assert.equal(history?.grad[3], gradAt(recording, node, { pass: 3, step: Number.MAX_SAFE_INTEGER }).value);
    }
    const loss = detail(recording, recording.passes[3].root, cursor).history;
    assert.deepEqual(
      loss?.data,
      recording.passes.map(pass => pass.loss),
    );
    assert.deepEqual(new Set(loss?.grad), new Set([1]));
  });

  it('is of the node at the same place, where many are made by the same line', () => {
    random.seed(7);
    const recording = record(() => training(4));
    const tanhs = (pass: number) => [...nodesOf(recording, pass)].filter(node => recording.op(node).name === 'tanh');
    for (const k of [0, 5, 35]) {
      const { history } = detail(recording, tanhs(2)[k], { pass: 2, step: 0 });
      assert.deepEqual(
        history?.data,
        [0, 1, 2, 3].map(pass => dataAt(recording, tanhs(pass)[k], pass)),
      );
    }
  });

  it('is thinned, evenly, with the pass on show', () => {
    random.seed(7);
    const recording = record(() => training(1200), undefined, new Recording(2 ** 30));
    const { history } = detail(recording, nodesOf(recording, 0)[0], { pass: 100, step: 0 });
    assert.ok(history !== null && history.passes.length <= 501 && history.passes.length > 300);
    assert.equal(history.passes[history.at], 100);
    assert.equal(history.passes.at(-1), 1199);
    assert.equal(history.total, 1200);
  });

  it('has the size of a tensor', () => {
    const recording = record(() => {
      const w = tensor([3, 4], { requiresGrad: true });
      w.label = 'w';
      for (let i = 0; i < 3; i++) {
        w.grad = null;
        w.mul(w).sum().backward();
      }
    });
    const { history } = detail(recording, 'w');
    assert.equal(history?.of, 'size');
    assert.equal(history?.passes.length, 3);
    for (const each of history?.data ?? []) assert.ok(Math.abs(each! - Math.sqrt(12.5)) < 1e-6);
    for (const each of history?.grad ?? []) assert.ok(Math.abs(each! - 2 * Math.sqrt(12.5)) < 1e-6);
  });
});
