import assert from 'node:assert/strict';
import type { Graph, Item, Template } from '../../../src/protocol/graph';
import type { BoxGraph } from '../../../webview/graph/boxes';
import { compose, type Solver, TemplateCache } from '../../../webview/graph/compose';
import { MOST_BOXES } from '../../../webview/graph/elk';
import { drawStyle } from '../../../webview/graph/measure';
import { rootOf } from '../../../webview/graph/placed';
import { Folded } from '../folded';
import { neuron, perceptron } from '../samples';
import { asked, byElk, elkScene, everything, RandomGraph } from './scenes';

const style = drawStyle(neuron().graph('k'), null, 'badge');

/** A solver that notes which templates it is asked for. */
function noted(): { solver: Solver; calls: BoxGraph[][] } {
  const calls: BoxGraph[][] = [];
  const solver: Solver = graphs => {
    calls.push([...graphs]);
    return byElk(graphs);
  };
  return { solver, calls };
}

const sizeOf = (graphs: readonly BoxGraph[]): number => graphs.reduce((sum, { boxes }) => sum + boxes.length, 0);

/** Many templates side by side, each with so many values. */
function wide(count: number, each: number): Graph {
  const [node] = neuron().graph('k').templates[0].items;
  const values = Array.from({ length: each }, (_, at): Item => ({ ...node, at }) as Item);
  const part = (i: number): Template => ({ key: `part ${i}`, items: values, links: [], ins: 0, outs: 0 });
  const parts = Array.from({ length: count }, (_, i) => part(i));
  const items = parts.map((_, i): Item => {
    const at = { at: i * each, span: each, group: i + 1 };
    return { kind: 'group', ...at, name: 'f', count: each, template: i, ins: 0, outs: 0, result: null, copy: null };
  });
  const templates = [...parts, { key: 'whole', items, links: [], ins: 0, outs: 0 }];
  return { ...neuron().graph('k'), key: 'wide', templates };
}

describe('compose', function () {
  this.timeout(20_000);

  it('asks for nothing that it has laid out before, and for what is new alone', async () => {
    const cache = new TemplateCache();
    const { solver, calls } = noted();
    const sample = new Folded();
    const first = await compose(sample.graph(), style, solver, cache);
    const before = calls.length;
    const again = await compose(sample.graph(), style, solver, cache);
    assert.equal(calls.length, before);
    assert.deepEqual(again.templates, first.templates);
    sample.fold(2 + sample.count * 3, 'closed');
    await compose(sample.graph(), style, solver, cache);
    const later = calls.slice(before).flat();
    assert.equal(later.length, 2, 'the group around the closed one, and the whole');
    await compose(sample.graph(), { ...style, room: style.room + 1 }, solver, cache);
    assert.ok(calls.slice(before).flat().length > 4, 'another style is another layout');
  });

  it('forgets the templates that were used longest ago', async () => {
    const cache = new TemplateCache(3);
    const { solver, calls } = noted();
    for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await compose(neuron().graph(key), style, solver, cache);
    assert.equal(calls.length, 5);
  });

  it('draws all copies of a template alike', async () => {
    const scene = await elkScene(new Folded(4, { sample: 'all' }).graph());
    const { values, cells } = everything(scene);
    assert.equal(cells.length, 4);
    const places = cells.map(cell => {
      const inside = values.filter(
        ({ x, y }) => x >= cell.x && y >= cell.y && x < cell.x + cell.width && y < cell.y + cell.height,
      );
      return inside.map(({ placed, x, y, node }) => [
        placed.card.x + x - cell.x,
        placed.card.y + y - cell.y,
        node.symbol,
      ]);
    });
    assert.ok(places[0].length >= 7);
    for (const place of places) assert.deepEqual(place, places[0]);
  });

  it(`gives elkjs at most ${MOST_BOXES} boxes at once, with separate ops as well`, async () => {
    const { solver, calls } = noted();
    const scene = await compose(wide(30, 90), style, solver);
    assert.equal(scene.note, null);
    assert.ok(calls.length >= 6);
    for (const graphs of calls) assert.ok(sizeOf(graphs) <= MOST_BOXES, String(sizeOf(graphs)));
    asked.most = 0;
    await elkScene(perceptron(2).graph('k'), 'node');
    for (let seed = 0; seed < 10; seed++) await elkScene(new RandomGraph(seed).make(), 'node');
    assert.ok(asked.most > 250 && asked.most <= MOST_BOXES, String(asked.most));
  });

  it('lays a part that is too large out plainly, the others as ever, and tells', async () => {
    const { solver, calls } = noted();
    const graph = wide(2, 3);
    const [small] = graph.templates;
    const [value] = small.items;
    const items = Array.from({ length: 20_000 }, (_, at): Item => ({ ...value, at }) as Item);
    const links = items.slice(1).map((_, i) => ({ source: i, exit: 0, target: i + 1, entry: 0, hidden: false }));
    const large = { ...small, key: 'large', items, links };
    const begin = performance.now();
    const scene = await compose({ ...graph, templates: [large, ...graph.templates.slice(1)] }, style, solver);
    assert.ok(performance.now() - begin < 3000);
    assert.match(scene.note ?? '', /too much/);
    assert.equal(scene.templates[0].items.length, 20_000);
    assert.equal(calls.flat().length, 2);
  });

  it('is plain from where the solver gives up, and keeps nothing of that', async () => {
    const cache = new TemplateCache();
    const { solver, calls } = noted();
    let asked = 0;
    const first = await compose(
      new Folded().graph(),
      style,
      boxes => (asked++ < 1 ? solver(boxes) : Promise.resolve(null)),
      cache,
    );
    assert.equal(asked, 2);
    assert.match(first.note ?? '', /too long/);
    const second = await compose(new Folded().graph(), style, solver, cache);
    assert.equal(second.note, null);
    assert.ok(calls.length > 1);
  });

  it('lays out nothing, a single value, and 360 values', async () => {
    const graph = neuron().graph('k');
    const [template] = graph.templates;
    const of = (items: typeof template.items) => elkScene({ ...graph, templates: [{ ...template, items, links: [] }] });
    assert.deepEqual(rootOf(await of([])).items, []);
    assert.equal(rootOf(await of(template.items.slice(0, 1))).items.length, 1);
    const large = await elkScene(perceptron(4).graph('k'));
    assert.equal(rootOf(large).items.length, 360);
    assert.equal(large.note, null);
  });
});
