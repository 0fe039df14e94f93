import assert from 'node:assert/strict';
import { BORDER, type Graph, type Item } from '../../../src/protocol/graph';
import { type Box, overlaps } from '../../../webview/graph/geometry';
import { showsOne } from '../../../webview/graph/open';
import { type PlacedTemplate, rootOf, type Scene } from '../../../webview/graph/placed';
import { Folded } from '../folded';
import { neuron, perceptron, type Sample, unnamed } from '../samples';
import { elkScene, type Layout, plainScene, RandomGraph } from './scenes';

const layouts: Record<string, Layout> = { 'by elkjs': elkScene, 'the plain one': plainScene };

const near = (a: number, b: number, most = 0.01): boolean => Math.abs(a - b) <= most;

/** elkjs keeps whole numbers, and what is in the middle may be none. */
const HALF = 0.5;

const right = ({ x, width }: Box): number => x + width;
const ascending = (list: number[]): boolean => list.every((value, i) => i === 0 || value > list[i - 1]);

/** Every pair of a template's places with its graph's own template. */
const pairs = ({ graph, templates }: Scene) => templates.map((placed, i) => ({ placed, template: graph.templates[i] }));

/** The y of each link's end at an item, in operand order. */
function entries({ links }: PlacedTemplate, target: number): number[] {
  const arriving = links.filter(link => link.target === target).sort((a, b) => a.entry - b.entry);
  return arriving.map(({ points }) => points[points.length - 1].y);
}

/** Nothing is outside its template or on top of anything else. */
function isTidy(scene: Scene): void {
  for (const { items, links, width, height, key } of scene.templates) {
    items.forEach((a, i) => {
      assert.ok(a.x >= 0 && a.y >= 0 && right(a) <= width && a.y + a.height <= height, `${key}: ${i} is outside`);
      for (const [j, b] of items.entries()) {
        if (j > i) assert.ok(!overlaps(a, b), `${key}: ${i} overlaps ${j}`);
      }
    });
    for (const { points } of links) {
      assert.ok(points.length >= 2, `${key}: a link without a way`);
      for (const { x, y } of points) assert.ok(x >= 0 && x <= width && y >= 0 && y <= height, `${key}: a way outside`);
    }
  }
}

/** What an open group or a stack shows of one copy. */
function innerOf(item: Item, { templates }: Scene): PlacedTemplate | null {
  return showsOne(item) ? templates[item.template] : null;
}

/** Links end on what they join, at open groups and borders where the way goes on. */
function isJoined(scene: Scene): void {
  for (const { placed, template } of pairs(scene)) {
    for (const { source, exit, target, entry, points } of placed.links) {
      const [first, last] = [points[0], points[points.length - 1]];
      const name = `${placed.key}: ${source}.${exit} to ${target}.${entry}`;
      if (source === BORDER) {
        assert.ok(near(first.x, 0) && near(first.y, placed.ins[exit]), `${name} begins at the border`);
      } else {
        const [item, { card }] = [template.items[source], placed.items[source]];
        const inner = innerOf(item, scene);
        const isStack = inner !== null && item.kind === 'repeat';
        assert.ok(near(first.x, isStack ? card.x + inner.width : right(card)), `${name} begins at the right`);
        const height = inner?.outs[exit] ?? card.height / 2;
        assert.ok(near(first.y, card.y + height, inner ? 0.01 : HALF), `${name} begins at its height`);
      }
      if (target === BORDER) {
        assert.ok(near(last.x, placed.width) && near(last.y, placed.outs[entry]), `${name} ends at the border`);
      } else {
        const [item, { card, badge }] = [template.items[target], placed.items[target]];
        const inner = innerOf(item, scene);
        const height = inner?.ins[entry];
        if (height !== undefined) assert.ok(near(last.y, card.y + height, 0.01), `${name} ends at its height`);
        else assert.ok(last.y > card.y && last.y < card.y + card.height, `${name} ends within`);
        if (badge) assert.ok(last.x >= badge.x && last.x <= badge.x + badge.height / 2, `${name} ends at the badge`);
        else assert.ok(near(last.x, card.x), `${name} ends at the left`);
      }
    }
  }
}

/** Sources stand left of what uses them. */
function runsToTheRight(scene: Scene): void {
  for (const { items, links, key } of scene.templates) {
    for (const { source, target } of links) {
      if (source === BORDER || target === BORDER) continue;
      assert.ok(right(items[source].card) < items[target].card.x, `${key}: ${source} is not left of ${target}`);
    }
  }
}

function keepsOperandOrder(scene: Scene): void {
  for (const { placed, template } of pairs(scene)) {
    template.items.forEach((item, i) => {
      // The terms of a sum arrive all at one place.
      if (item.kind === 'value' && item.node.terms === 0)
        assert.ok(ascending(entries(placed, i)), `${placed.key}: operands of ${i}`);
    });
  }
}

for (const [name, layout] of Object.entries(layouts)) {
  for (const opStyle of ['badge', 'node'] as const) {
    describe(`layout ${name} with op style ${opStyle}`, function () {
      this.timeout(20_000);
      const all: [string, Sample][] = [
        ['the neuron', neuron()],
        ['a * a and constants', unnamed()],
        ['a perceptron', perceptron(1)],
      ];
      for (const [what, sample] of all) {
        it(`lays out ${what} from left to right, without overlaps, in operand order`, async () => {
          const graph = sample.graph('k');
          const scene = await layout(graph, opStyle);
          const placed = rootOf(scene);
          assert.equal(placed.items.length, graph.templates[0].items.length);
          assert.deepEqual(
            placed.links.map(({ source, exit, target, entry }) => ({ source, exit, target, entry })),
            graph.templates[0].links.map(({ hidden, ...link }) => link),
          );
          runsToTheRight(scene);
          keepsOperandOrder(scene);
          isTidy(scene);
        });
      }

      it('lays out groups in groups, and stacks of which all, one or none is shown', async () => {
        for (const sample of ['closed', 3, 'all'] as const) {
          for (const dot of ['closed', 'open'] as const) {
            const scene = await layout(new Folded(12, { sample, dot }).graph(), opStyle);
            runsToTheRight(scene);
            keepsOperandOrder(scene);
            isTidy(scene);
            if (opStyle === 'badge') isJoined(scene);
          }
        }
      });

      it('gives the same picture for the same graph', async () => {
        const graph = new Folded().graph();
        assert.deepEqual(await layout(graph, opStyle), await layout(graph, opStyle));
      });
    });
  }

  describe(`layout ${name} of random nested graphs`, function () {
    this.timeout(40_000);
    const graphs = (hasCycles: boolean): Graph[] =>
      Array.from({ length: layout === elkScene ? 12 : 40 }, (_, seed) => new RandomGraph(seed + 1, hasCycles).make());

    it('keeps everything inside, apart, joined, in order and from left to right', async () => {
      for (const graph of graphs(false)) {
        const scene = await layout(graph);
        isTidy(scene);
        isJoined(scene);
        keepsOperandOrder(scene);
        runsToTheRight(scene);
      }
    });

    it('keeps everything inside, apart and joined where groups use each other', async () => {
      for (const graph of graphs(true)) {
        const scene = await layout(graph);
        isTidy(scene);
        isJoined(scene);
        keepsOperandOrder(scene);
      }
    });
  });
}

describe('the plain layout', () => {
  it('puts what follows a cycle to the right of it', async () => {
    const graph = unnamed().graph('k');
    const [template] = graph.templates;
    const back = { source: 5, exit: 0, target: 3, entry: 1, hidden: false };
    const cyclic = { ...graph, templates: [{ ...template, links: [...template.links, back] }] };
    const { items, links } = rootOf(await plainScene(cyclic));
    const wrong = links.filter(({ source, target }) => right(items[source].card) >= items[target].card.x);
    assert.ok(wrong.length <= 1);
  });
});
