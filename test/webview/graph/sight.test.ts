import assert from 'node:assert/strict';
import type { Graph, RepeatItem } from '../../../src/protocol/graph';
import { type Box, overlaps } from '../../../webview/graph/geometry';
import { gridOf } from '../../../webview/graph/grid';
import { METRICS } from '../../../webview/graph/measure';
import type { Scene } from '../../../webview/graph/placed';
import { cellsIn, copyIn, type Sight, sightOf, wholeOf } from '../../../webview/graph/sight';
import { Folded } from '../folded';
import { neuron } from '../samples';
import { everything, plainScene, RandomGraph, randomFrom } from './scenes';

const keysOf = (sight: Sight) => ({
  values: sight.values.map(({ key }) => key),
  references: sight.references.map(({ key }) => key),
  folds: sight.folds.map(({ key }) => key),
  cells: sight.cells.map(({ key }) => key),
  edges: sight.edges.map(({ key }) => key),
});

/** What of a sight of everything lies in a window, item by item. */
function within(all: Sight, window: Box) {
  const isIn = ({ placed, x, y }: Sight['values' | 'references' | 'folds'][number]): boolean =>
    overlaps({ ...placed, x: placed.x + x, y: placed.y + y }, window);
  const passes = ({ points, x, y }: Sight['edges'][number]): boolean => {
    const [xs, ys] = [points.map(point => point.x + x), points.map(point => point.y + y)];
    const meets = (list: number[], from: number, length: number) =>
      Math.min(...list) <= from + length && Math.max(...list) >= from;
    return meets(xs, window.x, window.width) && meets(ys, window.y, window.height);
  };
  return keysOf({
    ...all,
    values: all.values.filter(isIn),
    references: all.references.filter(isIn),
    folds: all.folds.filter(isIn),
    cells: all.cells.filter(cell => overlaps(cell, window)),
    edges: all.edges.filter(passes),
  });
}

describe('sightOf', () => {
  it('sees in a window what filtering everything would leave', async () => {
    const random = randomFrom(5);
    for (let seed = 1; seed <= 60; seed++) {
      const scene = await plainScene(new RandomGraph(seed).make());
      const all = everything(scene);
      for (let i = 0; i < 20; i++) {
        const size = { width: random() * scene.width, height: random() * scene.height };
        const window = { x: random() * scene.width - 20, y: random() * scene.height - 20, ...size };
        assert.deepEqual(keysOf(sightOf(scene, window, 100_000)), within(all, window));
      }
    }
  });

  it('joins what is of copies that are not on show to the stack, from the cards below', async () => {
    const stacked = new Folded(12, { sample: 4 }).graph();
    const whole = stacked.templates.length - 1;
    const hiding = (hidden: boolean): Graph => ({
      ...stacked,
      templates: stacked.templates.map((template, i) => {
        return i === whole ? { ...template, links: template.links.map(link => ({ ...link, hidden })) } : template;
      }),
    });
    const edgesOf = async (hidden: boolean) => {
      const { edges, folds } = everything(await plainScene(hiding(hidden)));
      const stack = folds.find(({ item }) => item.kind === 'repeat')!.key;
      return { stack, edge: edges.find(({ from }) => from === stack || from === `${stack}out0`)! };
    };
    const { stack, edge: shown } = await edgesOf(false);
    assert.deepEqual([shown.from, shown.hidden], [`${stack}out0`, false]);
    const { edge } = await edgesOf(true);
    assert.deepEqual([edge.from, edge.hidden], [stack, true]);
    assert.equal(edge.points[0].x, shown.points[0].x + METRICS.stack);
    assert.deepEqual(edge.points.slice(1), shown.points.slice(1));
  });

  it('gives everything a key of its own', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { values, references, folds, cells, edges } = keysOf(
        everything(await plainScene(new RandomGraph(seed).make())),
      );
      const all = [...values, ...references, ...folds, ...cells, ...edges];
      assert.equal(new Set(all).size, all.length);
    }
  });

  it('sees every value of a picture in which all is open, once', async () => {
    const sample = new Folded(20);
    sample.foldAll(true);
    const { values, references, folds, cells, isCut } = everything(await plainScene(sample.graph()));
    assert.equal(isCut, false);
    const ids = values.map(({ id }) => id).sort((a, b) => a - b);
    const own = Array.from({ length: sample.total }, (_, id) => id);
    // The terms of a sum are one node.
    assert.deepEqual(
      ids,
      own.filter(id => id < sample.sampleAt(20) || id >= sample.sum),
    );
    assert.deepEqual([references.length, folds.length, cells.length], [60, 43, 20]);
  });

  it('stops where there is more than was asked for', async () => {
    const scene = await plainScene(new Folded(500, { sample: 'all' }).graph());
    const { width, height } = scene;
    const sight = sightOf(scene, { x: 0, y: 0, width, height }, 400);
    assert.equal(sight.isCut, true);
    const { values, references, folds, cells } = sight;
    assert.ok(values.length + references.length + folds.length + cells.length <= 402);
  });

  it('shows the page of a stack that is chosen, under the name of the stack', async () => {
    const sample = new Folded(12, { sample: 7, neuron: 'closed' });
    const { values, folds } = everything(await plainScene(sample.graph()));
    assert.ok(values.some(({ id }) => id === sample.sampleAt(7) + 9));
    const stack = folds.find(({ item }) => item.kind === 'repeat');
    assert.deepEqual([stack?.key, stack?.group, stack?.node], ['g1', 1, sample.sampleAt(0)]);
    assert.equal(stack?.result, sample.sampleAt(7) + 9);
    assert.ok(
      folds.some(({ key }) => key === 'g23'),
      'the call in sample 7',
    );
  });

  it('names the places of a border alike from both sides', async () => {
    const known = (key: string, sight: Sight) =>
      [sight.values, sight.references, sight.folds].some(list => list.some(seen => seen.key === key));
    for (let seed = 1; seed <= 60; seed++) {
      const scene = await plainScene(new RandomGraph(seed).make());
      const sight = everything(scene);
      const open = new Set(sight.folds.filter(({ item }) => item.template !== null).map(({ key }) => key));
      for (const key of sight.edges.flatMap(({ from, to }) => [from, to])) {
        const border = /^(g\d+)(in|out)\d+$/.exec(key);
        assert.ok(border ? open.has(border[1]) : known(key, sight), `${seed}: ${key}`);
      }
    }
  });
});

describe('cellsIn', () => {
  const inner = { width: 130, height: 70 };

  it('finds the copies in a window, and no others', () => {
    const random = randomFrom(3);
    for (const count of [1, 2, 3, 7, 50, 1000]) {
      const { cells, width, height } = gridOf(count, inner);
      const boxes = Array.from({ length: count }, (_, i) => {
        const [column, row] = [i % cells.columns, Math.floor(i / cells.columns)];
        return { x: cells.x + column * cells.dx, y: cells.y + row * cells.dy, ...inner };
      });
      for (const box of boxes) assert.ok(box.x + box.width < width && box.y + box.height < height);
      for (let i = 0; i < 200; i++) {
        const size = { width: random() * width, height: random() * height };
        const window = { x: random() * width, y: random() * height, ...size };
        const expected = boxes.flatMap((box, index) => (overlaps(box, window) ? [index] : []));
        assert.deepEqual([...cellsIn(cells, window, inner)], expected);
      }
    }
  });

  it('is about as wide as a screen', () => {
    const { width, height } = gridOf(400, inner);
    assert.ok(width / height > 1.2 && width / height < 2.4);
  });
});

describe('a stack of a million copies', () => {
  const million = async (): Promise<Scene> => {
    const graph = neuron().graph('inner');
    const count = 1_000_000;
    const at = Uint32Array.from({ length: count }, (_, i) => i * 10);
    const group = Uint32Array.from({ length: count }, (_, i) => i + 1);
    const stack: RepeatItem = {
      kind: 'repeat',
      at,
      group,
      span: 10,
      name: 'f',
      count: 10,
      template: 0,
      fold: 'all',
      result: 9,
      names: null,
      ins: 0,
      outs: 0,
      chained: false,
    };
    const whole = { key: 'whole', items: [stack], links: [], ins: 0, outs: 0 };
    return plainScene({ ...graph, templates: [...graph.templates, whole] });
  };

  it('is looked at as fast as one of ten', async () => {
    const scene = await million();
    const { cells } = scene.templates[1].items[0];
    const stack = scene.graph.templates[1].items[0] as RepeatItem;
    const begin = performance.now();
    for (let i = 0; i < 100; i++) {
      const copy = copyIn(stack, cells!, 9_999 * i, wholeOf(scene));
      const { values } = sightOf(scene, { x: copy.x + 1, y: copy.y + 1, width: 900, height: 500 }, 400);
      assert.ok(values.some(({ id }) => id === 99_990 * i + 9));
    }
    assert.ok(performance.now() - begin < 500);
  });
});
