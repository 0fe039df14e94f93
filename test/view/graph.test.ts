import assert from 'node:assert/strict';
import type { Graph, RepeatItem } from '../../src/protocol/graph';
import { outlineOf } from '../../src/recording/outline/outline';
import type { Recording } from '../../src/recording/recording';
import { Folding } from '../../src/view/folding';
import { extentOf, firstLook, graphOf } from '../../src/view/graph';
import { evaluating } from '../evaluator/node/evaluating';
import { described } from '../recording/outline/describe';
import { assertShows, assertSmall } from '../recording/outline/expand';
import { record } from '../recording/record';
import { neuron, training } from '../recording/scripts';

const TRAINING = `import { MLP, Value } from 'tapelens';
const net = new MLP(3, [4, 4, 1]);
const xs = [[2, 3, -1], [3, -1, 0.5], [0.5, 1, 1], [1, 1, -1]];
const ys = [1, -1, -1, 1];
for (let epoch = 0; epoch < 12; epoch++) {
  const outs = xs.map(x => net.forward(x));
  let loss = new Value(0);
  for (let i = 0; i < 4; i++) loss = loss + (outs[i] - ys[i]) ** 2;
  net.zeroGrad();
  loss.backward();
  for (const p of net.parameters()) p.data -= 0.05 * p.grad;
}`;

const FEATURES = `import { Value } from 'tapelens';
const raw = Array.from({ length: 30 }, (_, i) => new Value(i));
const features = raw.map(x => [x * x, (x + 1).log(), x + x + x + x + x.tanh()]);
const scale = features[0][0] + features[1][1] + features[2][2] + features[3][0];
const w = [0.1, 0.2, 0.3].map(x => new Value(x));
for (let step = 0; step < 5; step++) {
  let loss = new Value(0);
  for (const f of features) loss = loss + (f[0] * w[0] + f[1] * w[1] + f[2] * w[2] - 1) ** 2;
  loss = loss + scale * w[0];
  for (const p of w) p.grad = 0;
  loss.backward();
  for (const p of w) p.data -= 0.0001 * p.grad;
}`;

const ASYNC = `import { Value } from 'tapelens';
const x = new Value(2, 'x');
async function slow(n: number) {
  let y = x * n;
  for (let i = 0; i < n; i++) { await null; y = (y * x).tanh() + y; }
  return y;
}
function* parts(n: number) { let y = x * n; for (let i = 0; i < n; i++) yield (y = y * x - n); }
const all = await Promise.all([3, 4, 5, 6].map(n => slow(n)));
const [a, b] = [parts(12), parts(12)];
let total = all[0] * all[1] - all[2] * all[3];
for (let i = 0; i < 12; i++) total = total * a.next().value - b.next().value;
total.backward();`;

const LOOP = `import { Value } from 'tapelens';
const w = new Value(0.5, 'w');
let total = new Value(0);
for (let i = 0; i < 30; i++) {
  const x = new Value(i);
  total = total + (x * w + 1).tanh() * x;
}
total.backward();`;

const RECURRENT = `import { Value } from 'tapelens';
const [w, u, v] = [new Value(0.5, 'w'), new Value(-0.3, 'u'), new Value(1.2, 'v')];
let h = w * u;
const losses: Value[] = [];
for (let t = 0; t < 9; t++) {
  h = (w * (t / 10) + u * h).tanh();
  losses.push((v * h - t / 5) ** 2);
}
const loss = losses.reduce((a, b) => a + b) * h;
loss.backward();`;

/** The stack of the whole picture, with what joins it. */
function stackIn({ templates }: Graph) {
  const { items, links } = templates[templates.length - 1];
  const index = items.findIndex(({ kind }) => kind === 'repeat');
  return { ...(items[index] as RepeatItem), index, links };
}

function isSum({ templates }: Graph, index: number): boolean {
  const item = templates[templates.length - 1].items[index];
  return item?.kind === 'value' && item.node.terms > 0;
}

function pictured(recording: Recording, pass: number, folding = new Folding()) {
  const extent = extentOf(recording, pass);
  const outline = outlineOf(recording, extent);
  const graph = graphOf(recording, outline, folding, 1);
  const ids = Array.from({ length: extent.count }, (_, position) => extent.nodeAt(position));
  return { outline, graph, ids };
}

const everything = () => {
  const folding = new Folding();
  folding.openAll();
  return folding;
};

describe('graphOf', () => {
  const { run } = evaluating();

  it('shows the neuron as it is', () => {
    const recording = record(neuron);
    const { graph, ids } = pictured(recording, 0);
    assert.equal(graph.templates.length, 1);
    assert.deepEqual(described(graph), ['x1', 'x2', 'w1', 'w2', 'b', '*', '*', '+', 'n +', 'o tanh']);
    assertShows(recording, graph, ids);
    assert.deepEqual(firstLook(graph, 100), { nodes: ids, references: [] });
  });

  it('shows the loss of a network by samples, layers and neurons', async () => {
    const recording = await run(TRAINING);
    const { graph } = pictured(recording, 0);
    assert.deepEqual(
      described(graph).filter(line => !line.startsWith('   ')),
      [
        '[x => net.forward(x) › MLP] 62 × 4 0',
        '  [layers[0]] 32',
        '  [layers[1]] 24',
        '  [layers[2] › neurons[0]] 6',
        'loss',
        '[i 0] 4 × 4 0',
        '  constant',
        '  -',
        '  constant',
        '  **',
        'loss Σ5',
      ],
    );
    const open = pictured(recording, 0, everything());
    assertShows(recording, open.graph, open.ids);
    assertSmall(open.graph);
    assert.ok(open.graph.templates.length < 20);
    const lines = described(open.graph);
    const neuronAt = lines.indexOf('    [neurons[0]] 8');
    assert.deepEqual(
      lines.slice(neuronAt + 1, neuronAt + 12).map(line => line.trim()),
      ['constant', '(w[0])', '*', 'constant', '(w[1])', '*', 'constant', '(w[2])', '*', '(b)', 'Σ4'],
    );
  });

  it('has the same keys and the same templates for every step of a training', async () => {
    for (const recording of [await run(TRAINING), record(() => training(12))]) {
      for (const folding of [new Folding(), everything()]) {
        const first = pictured(recording, 0, folding).graph;
        for (const pass of [1, 2, 7, 11]) {
          const { graph, ids } = pictured(recording, pass, folding);
          assert.equal(graph.key, first.key);
          assert.equal(graph.lineage, first.lineage);
          assert.deepEqual(graph.templates, first.templates);
          assert.notEqual(graph.node, first.node);
          if (folding.all) assertShows(recording, graph, ids);
        }
      }
    }
  });

  it('has the whole tape for a pass of its own', async () => {
    const recording = await run(TRAINING);
    const { graph, ids } = pictured(recording, -1, everything());
    assertShows(recording, graph, ids);
    assert.equal(graph.total, recording.length);
    assert.match(described(graph)[0], /^\[epoch\] 266 × 12 all/);
  });

  it('shows in every step what was made before the loop', async () => {
    const recording = await run(FEATURES);
    assert.equal(recording.passes.length, 5);
    for (const pass of [0, 3, 4]) {
      for (const folding of [new Folding(), everything()]) {
        const { graph, ids } = pictured(recording, pass, folding);
        const { nodes, references } = firstLook(graph, 10_000);
        for (const node of [...nodes, ...references.map(([user]) => user)]) assert.ok(ids.includes(node), `${node}`);
        if (folding.all) assertShows(recording, graph, ids);
      }
    }
  });

  it('takes calls that run in turns', async () => {
    const recording = await run(ASYNC);
    assert.equal(recording.error, null);
    const { graph, ids } = pictured(recording, 0, everything());
    assert.ok(recording.length > 100);
    assertShows(recording, graph, ids);
  });

  it('names copies that are all shown, where names tell them apart', async () => {
    const recording = await run(LOOP);
    const { graph } = pictured(recording, 0, everything());
    const repeats = graph.templates.flatMap(({ items }) => items.filter(item => item.kind === 'repeat'));
    const [loop] = repeats.filter(({ at }) => at.length === 30);
    assert.equal(loop.name, 'i');
    assert.deepEqual(loop.names?.slice(0, 3), ['i 0', 'i 1', 'i 2']);
    assert.ok(
      pictured(recording, 0).graph.templates.every(({ items }) =>
        items.every(item => item.kind !== 'repeat' || item.names === null),
      ),
    );
  });

  it('joins the copy of a stack that is on show, and hides what joins others', async () => {
    const recording = await run(RECURRENT);
    const outline = outlineOf(recording, extentOf(recording, 0));
    const folding = new Folding();
    const shownAt = (page: number) => {
      folding.set(outline, stackIn(graphOf(recording, outline, folding, 1)).group[0], page);
      return graphOf(recording, outline, folding, 1);
    };
    const first = shownAt(0);
    for (const page of [0, 3, 8]) {
      const graph = shownAt(page);
      const { fold, index, links } = stackIn(graph);
      assert.equal(fold, page);
      assert.deepEqual(
        graph.templates.map(({ key }) => key),
        first.templates.map(({ key }) => key),
      );
      // Each has one term of the sum, in order; the first uses the state before, the last leaves the state after.
      const terms = links.filter(({ source, target }) => source === index && isSum(graph, target));
      assert.deepEqual(
        terms.filter(({ hidden }) => !hidden).map(({ entry }) => entry),
        [page],
      );
      assert.equal(terms.length, 9);
      const before = links.filter(({ target }) => target === index);
      assert.deepEqual(
        before.map(({ hidden }) => hidden),
        [page !== 0],
      );
      const after = links.filter(({ source, target }) => source === index && !isSum(graph, target));
      assert.deepEqual(
        after.map(({ hidden }) => hidden),
        [page !== 8],
      );
    }
  });

  it('joins all copies of a stack one by one, if they are few', async () => {
    const recording = await run(RECURRENT);
    const { graph, ids } = pictured(recording, 0, everything());
    const { isMerged } = assertShows(recording, graph, ids);
    assert.ok(!isMerged);
    const [whole] = graph.templates.slice(-1);
    const copies = whole.items.flatMap(item => (item.kind === 'group' && item.copy !== null ? [item] : []));
    assert.deepEqual(
      copies.map(({ name, copy }) => [name, copy]),
      Array.from({ length: 9 }, (_, index) => [`t ${index}`, { index, of: 9, hasOwnName: true }]),
    );
    const at = whole.items.indexOf(copies[0]);
    for (let index = 1; index < 9; index++)
      assert.ok(whole.links.some(({ source, target }) => source === at + index - 1 && target === at + index));
  });

  it('gives a key to every way of being open, and a lineage to all of them', async () => {
    const recording = await run(TRAINING);
    const { graph, outline } = pictured(recording, 0);
    const other = graphOf(recording, outline, everything(), 2);
    assert.notEqual(graph.key, other.key);
    assert.equal(graph.lineage, other.lineage);
  });

  it('looks first at what is drawn, as far as it is asked to', async () => {
    const recording = await run(TRAINING);
    const { graph, ids } = pictured(recording, 0, everything());
    const { nodes, references } = firstLook(graph, 10_000);
    assert.equal(nodes.length, graph.drawn);
    const shown = new Set([...nodes, ...references.map(([user, input]) => recording.input(user, input))]);
    assert.ok([...shown].every(id => ids.includes(id)));
    const part = firstLook(graph, 20);
    assert.equal(part.nodes.length + part.references.length, 20);
    assert.deepEqual(part.nodes, nodes.slice(0, part.nodes.length));
  });
});
