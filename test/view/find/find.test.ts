import assert from 'node:assert/strict';
import { MLP, random, sum, tensor, Value, zip } from '../../../src/engine';
import { opByName } from '../../../src/engine/ops/table';
import type { Cursor } from '../../../src/protocol/panel';
import { passExtent, wholeTape } from '../../../src/recording/queries/extent';
import { dataAt, END } from '../../../src/recording/queries/history';
import type { Recording } from '../../../src/recording/recording';
import { find } from '../../../src/view/find/find';
import type { NodeList } from '../../../src/view/find/query';
import { gradAt, lastCursor } from '../../../src/view/values';
import { randomGraph } from '../../recording/randomGraph';
import { record } from '../../recording/record';
import { neuron, training } from '../../recording/scripts';

const WHOLE: Cursor = { pass: -1, step: 0 };

function names(recording: Recording, text: string, cursor = lastCursor(recording)): string[] {
  const { error, rows } = find(recording, wholeTape(recording), text, cursor);
  assert.equal(error, null);
  return rows.map(row => row.name);
}

describe('find', () => {
  it('finds by name, op, kind and line', () => {
    const recording = record(neuron);
    assert.deepEqual(names(recording, 'w'), ['w1', 'w2']);
    assert.deepEqual(names(recording, 'label:W1'), ['w1']);
    assert.deepEqual(names(recording, 'tanh'), ['o']);
    assert.deepEqual(names(recording, 'op:hyperbolic'), ['o']);
    assert.deepEqual(names(recording, 'op:*'), ['x1 * w1', 'x2 * w2']);
    assert.deepEqual(names(recording, 'op:mul -x1'), ['x1 * w1', 'x2 * w2'], 'its name is not its label');
    assert.deepEqual(names(recording, 'leaf (x or b)'), ['x1', 'x2', 'b']);
    assert.deepEqual(names(recording, 'b'), ['b'], 'not the subtraction');
    assert.deepEqual(names(recording, ''), []);
    assert.deepEqual(names(recording, 'constant'), []);
  });

  it('finds a sign as it is, and a word by its beginning', () => {
    const recording = record(() => {
      const x = new Value(3, 'x');
      x.mul(2);
      x.pow(2);
      x.sub(1);
    });
    assert.deepEqual(names(recording, 'op:*'), ['x * 2']);
    assert.deepEqual(names(recording, 'op:"*"'), ['x * 2']);
    assert.deepEqual(names(recording, 'op:**'), ['x ** 2']);
    assert.deepEqual(names(recording, '*'), ['x * 2']);
    assert.deepEqual(names(recording, 'op:-'), ['x - 1']);
    assert.deepEqual(names(recording, 'op:mult'), ['x * 2']);
  });

  it('finds what is called by an expression, as it is shown and with other spaces, and constants by their number', () => {
    const recording = record(() => {
      const [a, b] = [new Value(3, 'a'), new Value(2, 'b')];
      a.pow(2).sub(-1);
      a.mul(b).tanh();
      a.pow(2).label = 'c';
      b.neg();
      a.mul(3);
      a.sub(b);
    });
    assert.deepEqual(names(recording, 'a ** 2'), ['a ** 2']);
    assert.deepEqual(names(recording, 'a**2'), ['a ** 2']);
    assert.deepEqual(names(recording, '"a ** 2"'), ['a ** 2']);
    assert.deepEqual(names(recording, 'a * b'), ['a * b']);
    assert.deepEqual(names(recording, '-b'), ['-b']);
    assert.deepEqual(names(recording, 'op:** "a ** 2"'), ['a ** 2']);
    assert.deepEqual(names(recording, '-1'), ['-1']);
    assert.deepEqual(names(recording, '2'), ['2', '2']);
    assert.deepEqual(names(recording, 'a'), ['a'], 'a name is found by labels alone');
  });

  it('finds by number, and tells the numbers of what it found', () => {
    const recording = record(neuron);
    assert.deepEqual(names(recording, 'leaf |grad| > 0.99'), ['x1', 'w1']);
    assert.deepEqual(names(recording, 'data = 0'), ['x2', 'x2 * w2']);
    assert.deepEqual(names(recording, 'leaf unreached', { pass: 0, step: 1 }), ['x1', 'x2', 'w1', 'w2', 'b']);
    const { rows, total, ids } = find(recording, wholeTape(recording), 'label:o', lastCursor(recording));
    const numbers = { data: '0.7071', grad: '1', state: 'final' };
    const row = { node: 9, name: 'o', symbol: 'tanh', ...numbers, place: '', scope: [], where: '' };
    assert.deepEqual({ total, ids: [...ids], rows }, { total: 1, ids: [9], rows: [row] });
  });

  it('says what is wrong, and finds nothing', () => {
    const found = find(record(neuron), { count: 0, nodeAt: i => i }, 'loss > 1', WHOLE);
    assert.match(found.error!.message, /Only data and grad/);
    assert.deepEqual([found.total, found.ids.length, found.rows.length], [0, 0, 0]);
  });

  it('tells no more than so many, and counts all', () => {
    const recording = record(() => training(2));
    const { total, ids, rows } = find(recording, wholeTape(recording), 'op:tanh', WHOLE, 5, 7);
    assert.deepEqual([total, ids.length, rows.length], [72, 7, 5]);
    assert.ok(ids.every((id, i) => recording.op(id).name === 'tanh' && (i === 0 || id > ids[i - 1])));
  });

  it('finds what is dead and what is not a number', () => {
    const recording = record(() => {
      const [a, big, low] = [new Value(0.5, 'a'), new Value(9, 'big'), new Value(-3, 'low')];
      const named = [
        big.tanh(),
        a.tanh(),
        low.relu(),
        a.relu(),
        big.mul(2).sigmoid(),
        low.log(),
        new Value(Infinity).add(a),
      ];
      for (const [i, each] of named.entries()) each.label = `n${i}`;
      named.reduce((total, each) => total.add(each)).backward();
    });
    assert.deepEqual(names(recording, 'dead'), ['n0', 'n2', 'n4']);
    assert.ok(names(recording, 'nan').includes('n5'));
    assert.ok(names(recording, 'inf').includes('n6'));
    assert.ok(!names(recording, 'nan').includes('a'));
  });

  it('calls a parameter what training changes', () => {
    const recording = record(() => training(2));
    const found = find(recording, wholeTape(recording), 'parameter', WHOLE);
    assert.equal(found.total, 41);
    assert.deepEqual(names(record(neuron), 'parameter'), ['x1', 'x2', 'w1', 'w2', 'b'], 'where nothing is trained');
  });

  it('finds tensors by shape and by any of their numbers', () => {
    const recording = record(() => {
      const x = tensor([[1, 2, 3]]);
      x.label = 'x';
      const w = tensor([[1], [-5], [2]], { requiresGrad: true });
      w.label = 'w';
      x.matmul(w).sum().backward();
    });
    assert.deepEqual(names(recording, 'shape:3x1'), ['w']);
    assert.deepEqual(names(recording, 'shape:*x3'), ['x']);
    assert.deepEqual(names(recording, 'leaf data < -4'), ['w']);
    assert.deepEqual(names(recording, 'leaf grad = 3'), ['w']);
    assert.deepEqual(names(recording, 'parameter'), ['w']);
    assert.deepEqual(names(recording, 'label:w nan'), []);
  });

  it('agrees with a filter that looks at every node by itself', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const recording = record(() => randomGraph(seed, 60, 1 + (seed % 4)));
      const last = lastCursor(recording);
      const cursors = [WHOLE, last, { pass: 0, step: 0 }, { ...last, step: Math.floor(last.step / 2) }];
      for (const cursor of cursors) {
        const lists: NodeList[] = [wholeTape(recording)];
        if (cursor.pass >= 0) lists.push(passExtent(recording, cursor.pass));
        for (const list of lists) assertFilters(recording, list, cursor);
      }
    }
  });

  it('finds the grads of passes over repeated steps', () => {
    random.seed(3);
    const recording = record(() => training(6));
    for (const cursor of [WHOLE, { pass: 3, step: 40 }]) assertFilters(recording, wholeTape(recording), cursor);
  });

  it('searches a million values while one waits', function () {
    this.timeout(60_000);
    const recording = record(() => big(1_000_000));
    const cursor = lastCursor(recording);
    const extent = wholeTape(recording);
    const median = (text: string) => {
      const times = Array.from({ length: 3 }, () => {
        const start = performance.now();
        find(recording, extent, text, cursor);
        return performance.now() - start;
      });
      return times.sort((a, b) => a - b)[1];
    };
    const times = ['op:tanh', 'label:w', 'tanh', 'nan', '|grad| > 1', 'a ** 2'].map(
      text => [text, Math.round(median(text))] as const,
    );
    if (process.env.TAPELENS_TIMES) console.log(times, recording.length);
    // Ten times what it takes where nothing else runs.
    for (const [text, ms] of times.slice(0, 2)) assert.ok(ms < 3000, `${text} took ${ms} ms`);
  });
});

/** A loss over so many samples that it is of so many values. */
function big(size: number): void {
  const net = new MLP(3, [4, 4, 1]);
  const xs = Array.from({ length: Math.ceil(size / 90) }, (_, i) => [Math.sin(i), Math.cos(i), i % 2]);
  const loss = sum(zip(xs, xs).map(([x]) => net.forward(x).sub(1).pow(2)));
  loss.label = 'loss';
  loss.backward();
}

function assertFilters(recording: Recording, list: NodeList, cursor: Cursor): void {
  const time = cursor.pass < 0 ? END : cursor.pass;
  const data = (node: number) => dataAt(recording, node, time);
  const grad = (node: number) => {
    const { value, state } = gradAt(recording, node, cursor);
    return state === 'none' || state === 'unreached' ? undefined : value;
  };
  const slope = (node: number) => {
    const [a] = recording.inputs(node).map(data);
    return opByName(recording.op(node).name)!.derivatives[0].at(a, 0, data(node));
  };
  const isActivation = (node: number) => ['tanh', 'relu', 'sigmoid'].includes(recording.op(node).name);
  const FILTERS: Record<string, (node: number) => boolean> = {
    'label:v': node => recording.label(node).includes('v'),
    'op:tanh or op:log': node => ['tanh', 'log'].includes(recording.op(node).name),
    '-leaf -constant': node => recording.arity(node) > 0,
    'data <= 0': node => data(node) <= 0,
    '|grad| > 0.5': node => Math.abs(grad(node) ?? 0) > 0.5,
    'grad != 0 or nan': node => (grad(node) !== undefined && grad(node) !== 0) || Number.isNaN(data(node)),
    unreached: node => gradAt(recording, node, cursor).state === 'unreached',
    nan: node => Number.isNaN(data(node)) || Number.isNaN(grad(node) ?? 0),
    dead: node => isActivation(node) && slope(node) < 1e-3,
    'not (data > 0 grad > 0)': node => !(data(node) > 0 && (grad(node) ?? 0) > 0),
  };
  for (const [text, holds] of Object.entries(FILTERS)) {
    const expected: number[] = [];
    for (let i = 0; i < list.count; i++) if (holds(list.nodeAt(i))) expected.push(list.nodeAt(i));
    const { ids, total } = find(recording, list, text, cursor);
    assert.deepEqual([...ids], expected, `${text} at ${cursor.pass}/${cursor.step}`);
    assert.equal(total, expected.length);
  }
}
