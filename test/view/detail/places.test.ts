/** What needs the places and scopes of a script that was really run. */
import assert from 'node:assert/strict';
import type { Cursor } from '../../../src/protocol/panel';
import { outlineOf } from '../../../src/recording/outline/outline';
import { wholeTape } from '../../../src/recording/queries/extent';
import { dataAt } from '../../../src/recording/queries/history';
import type { Recording } from '../../../src/recording/recording';
import { detailOf } from '../../../src/view/detail/detail';
import { find } from '../../../src/view/find/find';
import { Folding } from '../../../src/view/folding';
import { graphOf } from '../../../src/view/graph';
import { nodeName } from '../../../src/view/names';
import { lastCursor } from '../../../src/view/values';
import { evaluating, HEAD } from '../../evaluator/node/evaluating';

const WHOLE: Cursor = { pass: -1, step: 0 };

/** Steps of which none repeats another. */
const GROWING = `${HEAD}
const w = new Value(0.5);
for (let step = 0; step < 6; step++) {
  let y = w * 2;
  for (let k = 0; k <= step; k++) {
    y = y * 1.5 + step;
  }
  const z = y.tanh();
  z.backward();
}
`;

describe('a script that was run', function () {
  this.timeout(30_000);
  const { run } = evaluating();

  const ids = (recording: Recording, text: string) => {
    const { error, ids: found } = find(recording, wholeTape(recording), text, WHOLE);
    assert.equal(error, null);
    return [...found];
  };

  it('is searched by line, file and scope', async () => {
    const recording = await run(GROWING, { name: 'growing.ts' });
    assert.equal(recording.error, null);
    const tanhs = ids(recording, 'op:tanh');
    assert.equal(tanhs.length, 6);
    assert.deepEqual(ids(recording, 'line:9'), tanhs);
    assert.deepEqual(ids(recording, 'growing.ts:9'), tanhs);
    assert.deepEqual(ids(recording, 'line:8-9 op:tanh'), tanhs);
    assert.deepEqual(ids(recording, 'owing.ts:9'), [], 'another file');
    assert.deepEqual(ids(recording, 'op:tanh "step 3"'), [tanhs[3]]);
    assert.deepEqual(ids(recording, 'op:tanh scope:"step 5"'), [tanhs[5]]);
    assert.equal(ids(recording, 'line:7 op:*').length, 1 + 2 + 3 + 4 + 5 + 6);
  });

  it('is searched by every name that is shown, as it is written', async () => {
    const recording = await run(`${HEAD}
const net = { a: new Value(2), xs: [new Value(1), new Value(3)] };
const loss = (net.a ** 2 - 1) ** 2 + net.xs.map(x => x * -3 + x).reduce((s, x) => s + x).tanh();
`);
    assert.equal(recording.error, null);
    const extent = wholeTape(recording);
    const { nodeAt, count } = extent;
    const names = Array.from({ length: count }, (_, i) => [nodeAt(i), nodeName(recording, nodeAt(i))] as const);
    const shown = names.filter(([, name]) => !name.startsWith('%'));
    assert.ok(shown.length > 10, names.join('; '));
    for (const [node, name] of shown) assert.ok(ids(recording, name).includes(node), name);
    const { rows } = find(recording, extent, 'net.a**2', WHOLE);
    assert.deepEqual(
      rows.map(row => row.name),
      ['net.a ** 2', 'net.a ** 2 - 1', '(net.a ** 2 - 1) ** 2'],
    );
    const { rows: products } = find(recording, extent, 'x * -3 + x', WHOLE);
    assert.deepEqual(
      products.map(row => row.name),
      ['x * -3 + x', 'x * -3 + x'],
      'not all that was made in the function whose text has it',
    );
  });

  it('tells results of one name apart by the scopes that differ, by what uses them, and at last by counting', async () => {
    const recording = await run(`${HEAD}
class Neuron {
  w: Value[];
  constructor(n: number) {
    const w = Array.from({ length: n }, () => new Value(0.5));
    this.w = w;
  }
  forward(x: any[]) {
    return this.w.map((w, i) => w * x[i]).reduce((a, b) => a + b);
  }
}
class Layer {
  neurons = [new Neuron(2), new Neuron(2), new Neuron(2)];
  forward(x: any[]) {
    return this.neurons.map(neuron => neuron.forward(x));
  }
}
const loss = new Layer().forward([1, 2]).reduce((a, b) => a + b);
for (const side of ['left', 'right']) {
  for (const k of [1]) {
    for (const j of [1]) {
      const made = loss * 2;
    }
  }
}
const unused = () => new Value(7, 'spare');
unused();
unused();
`);
    assert.equal(recording.error, null);
    const where = (text: string) => find(recording, wholeTape(recording), text, WHOLE).rows.map(row => row.where);
    assert.deepEqual(
      where('label:w[0]'),
      [0, 1, 2].map(i => `used in neurons[${i}]`),
    );
    assert.deepEqual(where('label:made'), ['side 0', 'side 1']);
    assert.deepEqual(where('label:spare'), ['unused · no. 1', 'unused · no. 2']);
    assert.deepEqual(where('label:loss'), ['(a, b) => a + b'], 'where nothing is like it, no more than before');
  });

  it('calls a function without a name by its text, in the picture as in the inspector and in what is found', async () => {
    const calls = 'const xs = Array.from({ length: 30 }, (_, i) => new Value(i).tanh().exp());';
    const recording = await run(`${HEAD}${calls}\n[xs].map(list => list.reduce((a, b) => a + b));\n`);
    const [tanh] = ids(recording, 'op:tanh');
    const extent = wholeTape(recording);
    const { scope } = detailOf(recording, extent, tanh, WHOLE);
    assert.deepEqual(scope, ['(_, i) => new Value(i).tanh().exp()']);
    assert.deepEqual(find(recording, extent, 'op:tanh', WHOLE).rows[0].scope, scope);
    assert.equal(ids(recording, 'op:tanh scope:tanh').length, 30);
    const { templates } = graphOf(recording, outlineOf(recording, extent), new Folding(), 1);
    const items = templates.flatMap(({ items }) => items);
    const names = items.flatMap(item => (item.kind === 'group' || item.kind === 'repeat' ? item.name : []));
    assert.ok(
      names.some(name => name.startsWith(scope[0])),
      names.join(),
    );
  });

  it('has the history of what each step makes at the same place, though no step repeats another', async () => {
    const recording = await run(GROWING);
    const tanhs = ids(recording, 'op:tanh');
    const at = { ...lastCursor(recording), pass: 2 };
    const { history } = detailOf(recording, wholeTape(recording), tanhs[2], at);
    assert.deepEqual(history?.passes, [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(
      history?.data,
      tanhs.map((node, pass) => dataAt(recording, node, pass)),
    );
    assert.equal(history?.at, 2);
    const products = ids(recording, 'line:7 op:*');
    const third = detailOf(recording, wholeTape(recording), products[products.length - 4], { ...at, pass: 5 });
    assert.deepEqual(third.history?.passes, [2, 3, 4, 5], 'the third round, which the first steps do not have');
  });

  it('is told with its places and its scopes', async () => {
    const recording = await run(GROWING, { name: 'growing.ts' });
    const [first] = ids(recording, 'op:tanh');
    const { place, scope, formula, inputs, chain, history } = detailOf(
      recording,
      wholeTape(recording),
      first,
      lastCursor(recording),
    );
    assert.deepEqual([place, scope, formula], ['growing.ts:9', ['step 0'], 'z = tanh(y)']);
    assert.equal(inputs.list[0].place, 'growing.ts:7');
    assert.deepEqual(chain?.start, { what: 'root', value: '1' });
    assert.equal(chain?.pass, 0, 'the pass that its grad is of');
    assert.equal(history?.data[0], dataAt(recording, first, 0));
    assert.equal(history?.data[5], dataAt(recording, ids(recording, 'op:tanh')[5], 5));
  });
});
