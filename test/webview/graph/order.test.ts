import assert from 'node:assert/strict';
import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { BoxGraph, Solution } from '../../../webview/graph/boxes';
import { crossingsOf } from '../../../webview/graph/crossings';
import { solve } from '../../../webview/graph/elk';
import { isTold } from '../../../webview/graph/elkOrder';
import type { Point } from '../../../webview/graph/geometry';
import { type Layered, layersOf, type Segment } from '../../../webview/graph/layers';
import { ordered } from '../../../webview/graph/order';
import { boxGraph } from './boxGraph';
import { randomFrom } from './scenes';

/** Crossings counted pair by pair, for any order. */
function crossingsIn({ segments, layerOf }: Layered, layers: readonly (readonly number[])[]): number {
  const height = (element: number, port: number) => layers[layerOf[element]].indexOf(element) * 1000 + port;
  const cross = (a: Segment, b: Segment) => {
    const [left, right] = [
      height(a.left, a.leaving) - height(b.left, b.leaving),
      height(a.right, a.arriving) - height(b.right, b.arriving),
    ];
    return a.net !== b.net && layerOf[a.left] === layerOf[b.left] && left * right < 0;
  };
  let count = 0;
  segments.forEach((a, i) => {
    for (const b of segments.slice(i + 1)) if (cross(a, b)) count++;
  });
  return count;
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map(rest => [item, ...rest]),
  );
}

const product = <T>(lists: readonly T[][]): T[][] =>
  lists.reduce<T[][]>((all, list) => all.flatMap(head => list.map(item => [...head, item])), [[]]);

/** Elements in layers, each joined to some of the next layer, at several heights. */
function randomLayers(seed: number, sizes: readonly number[]): Layered {
  const random = randomFrom(seed);
  const layers: number[][] = [];
  const layerOf: number[] = [];
  sizes.forEach((size, layer) => {
    layers.push(Array.from({ length: size }, () => layerOf.push(layer) - 1));
  });
  const segments = layers.slice(1).flatMap((layer, at) =>
    layer.flatMap(right =>
      [0, 1].map((arriving): Segment => {
        const left = layers[at][Math.floor(random() * layers[at].length)];
        return { net: `${left}`, left, right, leaving: 0, arriving };
      }),
    ),
  );
  return { layers, layerOf, segments, ways: new Map() };
}

describe('order', function () {
  this.timeout(20_000);

  it('crosses as few edges as can be, by trying all orders of small pictures', () => {
    let gained = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const picture = randomLayers(seed, [3, 4, 3]);
      const all = product(picture.layers.map(layer => permutations(layer)));
      const least = Math.min(...all.map(layers => crossingsIn(picture, layers)));
      const { layers, crossings } = ordered(picture);
      assert.equal(crossings, least, `seed ${seed}`);
      assert.equal(crossingsIn(picture, layers), crossings, `seed ${seed}`);
      gained += crossingsIn(picture, picture.layers) - least;
    }
    assert.ok(gained > 0);
  });

  it('keeps every element in its layer, and is the same each time', () => {
    const picture = randomLayers(7, [6, 9, 8, 7, 3]);
    const { layers } = ordered(picture);
    const sorted = (all: readonly number[][]) => all.map(layer => [...layer].sort((a, b) => a - b));
    assert.deepEqual(sorted(layers), sorted(picture.layers));
    assert.deepEqual(ordered(picture).layers, layers);
  });

  it('is what elkjs then draws, with fewer crossings and nothing left of what it was told', async () => {
    const elk = new ELK();
    let [before, after] = [0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const graph = boxGraph(seed, 4, 16);
      const layouts: ElkNode[] = [];
      const engine = {
        layout: async (root: ElkNode) => {
          const layout = await elk.layout(structuredClone(root));
          layouts.push(layout);
          return layout;
        },
      };
      const [solution] = await solve(engine, [graph]);
      const first = crossingsOf(graph, firstOf(layouts));
      const last = crossingsOf(graph, solution);
      assert.ok(last <= first, `seed ${seed}`);
      for (const route of solution.routes.values()) assert.ok(route.length >= 2 && !route.some(isTold), `seed ${seed}`);
      [before, after] = [before + first, after + last];
    }
    assert.ok(after < before * 0.95, `${after} crossings of ${before}`);
  });

  it('keeps boxes in the order of the script that stand side by side and are alike', async () => {
    const count = 4;
    const names = Array.from({ length: count }, (_, i) => `${i}`);
    const boxes = names.map((id): BoxGraph['boxes'][number] => {
      const entries = names.map(k => ({ id: `${id}.${k}`, side: 'WEST' as const, y: 10 + 8 * Number(k) }));
      return { id, width: 60, height: 50, ports: [...entries, { id: `${id}e`, side: 'EAST', y: 25 }] };
    });
    const arriving = names.flatMap(id =>
      names.map(k => ({ id: `${id}/${k}`, source: `in${k}`, target: `${id}.${k}` })),
    );
    const leaving = names.map(id => ({ id: `${id}/out`, source: `${id}e`, target: `out${id}` }));
    const [solution] = await solve(new ELK(), [
      {
        ...boxGraph(1, 1, 0),
        boxes,
        edges: [...arriving, ...leaving],
        ins: names.map(k => `in${k}`),
        outs: names.map(k => `out${k}`),
      },
    ]);
    const heights = names.map(id => solution.boxes.get(id)!.y);
    assert.deepEqual(
      heights,
      [...heights].sort((a, b) => a - b),
    );
  });

  it('has no layers where an edge leads back', () => {
    const graph = boxGraph(1, 2, 2);
    const places = new Map(graph.boxes.map(({ id }, i) => [id, { x: -200 * i, y: 0 }]));
    assert.equal(layersOf(graph, { width: 0, height: 0, boxes: places, routes: new Map(), ports: new Map() }), null);
  });
});

/** The routes of the first layout that was made. */
function firstOf([{ children = [] }]: readonly ElkNode[]): Solution {
  const routes = (children[0].edges ?? []).map(({ id, sections = [] }) => {
    const [{ startPoint, bendPoints = [], endPoint }] = sections;
    return [id, [startPoint, ...bendPoints, endPoint]] as [string, Point[]];
  });
  return { width: 0, height: 0, boxes: new Map(), routes: new Map(routes), ports: new Map() };
}
