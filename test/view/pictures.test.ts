import assert from 'node:assert/strict';
import ELK from 'elkjs/lib/elk.bundled.js';
import { sum, Value } from '../../src/engine';
import type { Graph, Item, Template, ViewNode } from '../../src/protocol/graph';
import { outlineOf } from '../../src/recording/outline/outline';
import { Folding } from '../../src/view/folding';
import { extentOf, graphOf } from '../../src/view/graph';
import { compose, type Solver, TemplateCache } from '../../webview/graph/compose';
import { solve } from '../../webview/graph/elk';
import { locate } from '../../webview/graph/locate';
import { drawStyle } from '../../webview/graph/measure';
import { record } from '../recording/record';

const elk = new ELK();
const byElk: Solver = boxes => solve(elk, boxes);
const pictureOf = (graph: Graph) => compose(graph, drawStyle(graph, null, 'badge'), byElk);

const leaf: ViewNode = { label: 'x', kind: 'leaf', symbol: '', opName: '', tensor: null, terms: 0 };
const value = (at: number): Item => ({ kind: 'value', at, absorbed: null, node: leaf });
const graphWith = (templates: Template[]): Graph => {
  return { serial: 1, key: 'k', lineage: 'k', templates, node: 0, group: 0, total: 9, drawn: 9 };
};

describe('locate in pictures of recordings', () => {
  it('finds the additions of sums in a sum there, too', async () => {
    const recording = record(() => {
      const pairs = Array.from({ length: 64 }, (_, i) => new Value(i).tanh());
      let sums = pairs;
      while (sums.length > 1) sums = sums.flatMap((each, i) => (i % 2 === 0 ? [each.add(sums[i + 1])] : []));
      sums[0].backward();
    });
    const scene = await pictureOf(graphOf(recording, outlineOf(recording, extentOf(recording, 0)), new Folding(), 1));
    const { root } = recording.passes[0];
    for (let node = root; node > root - 63; node--)
      assert.deepEqual([node, locate(scene, node)?.key], [node, `v${root}`]);
  });

  it('finds the additions of a sum of leaves, which are before all that is drawn', async () => {
    const recording = record(() => {
      const leaves = Array.from({ length: 100 }, (_, i) => new Value(i));
      sum(leaves).tanh().backward();
    });
    const scene = await pictureOf(graphOf(recording, outlineOf(recording, extentOf(recording, 0)), new Folding(), 1));
    const { root } = recording.passes[0];
    for (let node = root - 1; node > root - 99; node--)
      assert.deepEqual([node, locate(scene, node)?.key], [node, `v${root - 1}`]);
  });

  it('finds every addition of a sum at the sum', async () => {
    const recording = record(() => {
      const terms = Array.from({ length: 100 }, (_, i) => new Value(i).tanh());
      sum(terms).backward();
    });
    const extent = extentOf(recording, 0);
    const scene = await pictureOf(graphOf(recording, outlineOf(recording, extent), new Folding(), 1));
    const { root } = recording.passes[0];
    const keys = new Set<string>();
    for (let node = root; node > root - 98; node--) {
      const place = locate(scene, node);
      assert.equal(place?.isExact, true, `node ${node}`);
      keys.add(place?.key ?? '');
    }
    assert.deepEqual([...keys], [`v${root}`]);
  });

  it('finds the values of copies whose ids take turns', async () => {
    const copy: Template = { key: 'copy', items: [value(0), value(3), value(6)], links: [], ins: 0, outs: 0 };
    const stack: Item = {
      kind: 'repeat',
      at: Uint32Array.of(0, 1, 2),
      group: Uint32Array.of(1, 2, 3),
      span: 7,
      name: 'task',
      count: 3,
      template: 0,
      fold: 'all',
      result: 6,
      names: null,
      ins: 1,
      outs: 1,
      chained: false,
    };
    const scene = await pictureOf(graphWith([copy, { key: 'whole', items: [stack], links: [], ins: 0, outs: 0 }]));
    for (let id = 0; id < 9; id++) assert.deepEqual([id, locate(scene, id)?.key], [id, `v${id}`]);
  });
});

describe('a kept layout', () => {
  it('is not that of a picture in which something inside it has another size', async () => {
    const cache = new TemplateCache();
    const build = (stackIsOpen: boolean): Graph => {
      const unit: Template = { key: 'unit', items: [value(0)], links: [], ins: 0, outs: 0 };
      const open: Item = {
        kind: 'group',
        at: 0,
        span: 1,
        group: 1,
        name: 'f',
        count: 1,
        template: 0,
        ins: 0,
        outs: 0,
        result: null,
        copy: null,
      };
      const outer: Template = { key: 'outer', items: [open], links: [], ins: 0, outs: 0 };
      const around: Item = { ...open, group: 2, template: 1 };
      const stack: Item = {
        kind: 'repeat',
        at: Uint32Array.of(5, 6, 7),
        group: Uint32Array.of(4, 5, 6),
        span: 1,
        name: 'f',
        count: 1,
        template: stackIsOpen ? 0 : null,
        fold: stackIsOpen ? 0 : 'closed',
        result: null,
        names: null,
        ins: 1,
        outs: 1,
        chained: false,
      };
      const whole = { key: `whole ${stackIsOpen}`, items: [around, stack], links: [], ins: 0, outs: 0 };
      return graphWith([unit, outer, whole]);
    };
    const style = drawStyle(build(false), null, 'badge');
    await compose(build(false), style, byElk, cache);
    const { templates } = await compose(build(true), style, byElk, cache);
    assert.equal(templates[1].items[0].width, templates[0].width);
  });
});
