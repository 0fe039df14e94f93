import assert from 'node:assert/strict';
import ELK from 'elkjs/lib/elk.bundled.js';
import type { Graph } from '../../../src/protocol/panel';
import { fallbackLayout } from '../../../webview/graph/fallback';
import { overlaps } from '../../../webview/graph/geometry';
import { layoutGraph } from '../../../webview/graph/layout';
import { drawStyle } from '../../../webview/graph/measure';
import type { Placed } from '../../../webview/graph/placed';
import { neuron, perceptron, type Sample, unnamed } from '../samples';

const layouts: Record<string, (graph: Graph, opStyle: 'badge' | 'node') => Promise<Placed>> = {
  'by elkjs': (graph, opStyle) => layoutGraph(new ELK(), graph, drawStyle(graph, null, opStyle)),
  'the plain one': async (graph, opStyle) => fallbackLayout(graph, drawStyle(graph, null, opStyle), 'plain'),
};

/** The y of each edge's end at the target, in operand order. */
function entries(placed: Placed, target: number): number[] {
  const edges = placed.edges.filter(edge => edge.target === target).sort((a, b) => a.input - b.input);
  return edges.map(edge => edge.points[edge.points.length - 1].y);
}

const ascending = (list: number[]): boolean => list.every((value, i) => i === 0 || value > list[i - 1]);

for (const [name, layout] of Object.entries(layouts)) {
  for (const opStyle of ['badge', 'node'] as const) {
    describe(`layout ${name} with op style ${opStyle}`, function () {
      this.timeout(10_000);
      const all: [string, Sample][] = [
        ['the neuron', neuron()],
        ['a * a and constants', unnamed()],
        ['a perceptron', perceptron(1)],
      ];
      for (const [what, sample] of all) {
        it(`lays out ${what} from left to right, without overlaps, in operand order`, async () => {
          const graph = sample.graph('k');
          const placed = await layout(graph, opStyle);
          const byId = new Map(placed.nodes.map(node => [node.id, node]));
          assert.deepEqual(
            placed.nodes.map(node => node.id),
            graph.nodes.map(node => node.id),
          );
          assert.deepEqual(
            placed.edges.map(({ source, target, input }) => ({ source, target, input })),
            graph.edges,
          );
          for (const { source, target } of placed.edges) {
            assert.ok(byId.get(source)!.card.x + byId.get(source)!.card.width < byId.get(target)!.card.x);
          }
          placed.nodes.forEach((a, i) => {
            for (const b of placed.nodes.slice(i + 1)) assert.ok(!overlaps(a, b), `${a.id} overlaps ${b.id}`);
          });
          for (const node of graph.nodes) assert.ok(ascending(entries(placed, node.id)));
          for (const node of placed.nodes) {
            assert.ok(node.x >= 0 && node.y >= 0);
            assert.ok(node.x + node.width <= placed.width && node.y + node.height <= placed.height);
          }
        });
      }

      it('gives the same picture for the same graph', async () => {
        const graph = unnamed().graph('k');
        assert.deepEqual(await layout(graph, opStyle), await layout(graph, opStyle));
      });

      it('ends every edge on its source and on its target', async () => {
        const placed = await layout(unnamed().graph('k'), opStyle);
        const byId = new Map(placed.nodes.map(node => [node.id, node]));
        for (const { source, target, points } of placed.edges) {
          const from = byId.get(source)!.card;
          const to = byId.get(target)!.badge!;
          const [first, last] = [points[0], points[points.length - 1]];
          assert.equal(first.x, from.x + from.width);
          assert.ok(Math.abs(first.y - (from.y + from.height / 2)) < 0.01);
          assert.ok(last.x >= to.x && last.x <= to.x + to.height / 2);
          assert.ok(last.y > to.y && last.y < to.y + to.height);
        }
      });
    });
  }
}

describe('layoutGraph', function () {
  this.timeout(10_000);
  it('lays out 360 values within its deadline', async () => {
    const graph = perceptron(4).graph('k');
    const placed = await layouts['by elkjs'](graph, 'badge');
    assert.equal(placed.nodes.length, 360);
    assert.equal(placed.note, null);
  });

  it('lays out nothing and a single value', async () => {
    const nothing = { key: 'k', nodes: [], edges: [], total: 0 };
    assert.deepEqual((await layouts['by elkjs'](nothing, 'badge')).nodes, []);
    const [node] = neuron().graph('k').nodes;
    const placed = await layouts['by elkjs']({ ...nothing, nodes: [node] }, 'badge');
    assert.equal(placed.nodes.length, 1);
  });
});
