import assert from 'node:assert/strict';
import ELK from 'elkjs/lib/elk.bundled.js';
import { BORDER, type Template } from '../../../src/protocol/graph';
import { piecesOf } from '../../../webview/graph/curve';
import { solve } from '../../../webview/graph/elk';
import type { Point } from '../../../webview/graph/geometry';
import { isOpen } from '../../../webview/graph/open';
import type { PlacedItem, PlacedLink } from '../../../webview/graph/placed';
import { cross, isThrough, passes, segmentOf } from '../../../webview/graph/segments';
import { outlineOf } from '../../../webview/graph/straight';
import { pullTaut } from '../../../webview/graph/taut';
import { Folded } from '../folded';
import { boxGraph } from './boxGraph';
import { elkScene } from './scenes';

interface Picture {
  items: PlacedItem[];
  links: PlacedLink[];
}

/** A random graph as elkjs lays it out. */
async function laidOut(seed: number, leaves: number, ops: number, places = 2): Promise<Picture> {
  const graph = boxGraph(seed, leaves, ops, places);
  const [{ boxes, routes }] = await solve(new ELK(), [graph]);
  const items = graph.boxes.map(({ id, width, height }): PlacedItem => {
    const box = { ...boxes.get(id)!, width, height };
    return { ...box, card: box, badge: null, stem: null, cells: null };
  });
  const boxOf = (port: string) => graph.boxes.findIndex(({ ports }) => ports.some(({ id }) => id === port));
  const links = graph.edges.map(({ id, source, target }): PlacedLink => {
    return { source: boxOf(source), exit: 0, target: boxOf(target), entry: 0, points: routes.get(id)!, links: [] };
  });
  return { items, links };
}

function taut(picture: Picture): Picture {
  const copy = structuredClone(picture);
  pullTaut(copy.items, copy.links, () => false);
  return copy;
}

/** Pairs of pieces of edges from different boxes that cross. */
function crossings({ links }: Picture): number {
  const lines = links.map(({ source, points }) => ({ source, outline: outlineOf(points) }));
  let count = 0;
  for (const [i, a] of lines.entries()) {
    for (const b of lines.slice(i + 1)) {
      if (a.source === b.source) continue;
      for (const one of a.outline) for (const other of b.outline) if (cross(one, other)) count++;
    }
  }
  return count;
}

/** Points in which pieces of edges go through each other, whatever they join. */
function points({ links }: Picture): number {
  const lines = links.map(link => outlineOf(link.points));
  let count = 0;
  for (const [i, a] of lines.entries()) {
    for (const b of lines.slice(i + 1)) for (const one of a) for (const other of b) if (isThrough(one, other)) count++;
  }
  return count;
}

const turns = ({ links }: Picture): number =>
  links.reduce((sum, { points }) => {
    return sum + piecesOf(points).reduce((own, { by }) => own + by.length, 0);
  }, 0);

const length = ({ links }: Picture): number =>
  links.reduce((sum, { points }) => {
    return sum + outlineOf(points).reduce((own, { from, to }) => own + Math.hypot(to.x - from.x, to.y - from.y), 0);
  }, 0);

describe('pullTaut', function () {
  this.timeout(20_000);

  it('leaves few turns, shorter edges and no more crossings, clear of all boxes', async () => {
    let [before, after] = [0, 0];
    for (let seed = 1; seed <= 8; seed++) {
      const picture = await laidOut(seed, 5, 20);
      const pulled = taut(picture);
      assert.ok(crossings(pulled) <= crossings(picture), `seed ${seed}`);
      assert.ok(length(pulled) < length(picture), `seed ${seed}`);
      [before, after] = [before + turns(picture), after + turns(pulled)];
      for (const { source, target, points } of pulled.links) {
        for (const [i, box] of pulled.items.entries()) {
          if (i === source || i === target) continue;
          assert.ok(
            !outlineOf(points).some(segment => passes(segment, box, 0)),
            `seed ${seed}: ${source} to ${target}`,
          );
        }
      }
    }
    assert.ok(after < before / 3, `${after} turns of ${before}`);
  });

  it('keeps the ends of edges, and is the same each time', async () => {
    const picture = await laidOut(3, 6, 30);
    const ends = ({ links }: Picture): Point[][] => links.map(({ points }) => [points[0], points[points.length - 1]]);
    assert.deepEqual(ends(taut(picture)), ends(picture));
    assert.deepEqual(taut(picture), taut(picture));
  });

  it('leaves a tangle of very many edges as it is', async () => {
    const picture = await laidOut(1, 20, 90);
    assert.deepEqual(taut(picture), picture);
  });

  it('crosses no more where edges end at one place', async () => {
    let straight = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const before = await laidOut(seed, 3 + (seed % 4), 8 + (seed % 9), 1);
      const after = taut(before);
      assert.ok(points(after) <= points(before), `${seed}: ${points(after)} for ${points(before)}`);
      if (turns(after) < turns(before) / 2) straight++;
    }
    assert.ok(straight > 40, `${straight} of 60 are straighter`);
  });

  it('leaves an edge that leads back as it is', () => {
    const box = (x: number): PlacedItem => {
      const card = { x, y: 0, width: 40, height: 40 };
      return { ...card, card, badge: null, stem: null, cells: null };
    };
    const points = [
      { x: 140, y: 20 },
      { x: 150, y: 20 },
      { x: 150, y: 60 },
      { x: -10, y: 60 },
      { x: -10, y: 20 },
      { x: 0, y: 20 },
    ];
    const picture = {
      items: [box(0), box(100)],
      links: [{ source: 1, exit: 0, target: 0, entry: 0, points, links: [] }],
    };
    assert.deepEqual(taut(picture), picture);
  });

  it('lets edges go through the borders of open boxes without a kink', async () => {
    const scene = await elkScene(new Folded(12, { sample: 3, dot: 'open' }).graph());
    const isPassed = (items: Template['items'], i: number) => i === BORDER || isOpen(items[i]);
    let count = 0;
    for (const [t, { links }] of scene.templates.entries()) {
      const { items } = scene.graph.templates[t];
      for (const { source, target, points } of links) {
        const slopes = [
          segmentOf(points[0], points[1]),
          segmentOf(points[points.length - 2], points[points.length - 1]),
        ];
        for (const [k, end] of [source, target].entries()) {
          if (!isPassed(items, end)) continue;
          assert.ok(Math.abs(slopes[k].slope) <= 0.1, `${t}: ${source} to ${target}`);
          count++;
        }
      }
    }
    assert.ok(count > 4);
  });
});
