import assert from 'node:assert/strict';
import { passExtent, wholeTape } from '../../../src/recording/queries/extent';
import { dependents, dependsOn, pathBetween } from '../../../src/recording/queries/relations';
import type { Recording } from '../../../src/recording/recording';
import { related } from '../../../src/view/find/related';
import { uniform } from '../../instrument/random';
import { randomGraph } from '../../recording/randomGraph';
import { nodeNamed, record } from '../../recording/record';
import { accumulation, neuron } from '../../recording/scripts';

/** Every node that can be come to along a relation, and how far each is. */
function reach(from: number, next: (node: number) => number[]): Map<number, number> {
  const distance = new Map([[from, 0]]);
  for (const node of distance.keys()) {
    for (const each of next(node)) if (!distance.has(each)) distance.set(each, distance.get(node)! + 1);
  }
  return distance;
}

function consumersOf(recording: Recording): (node: number) => number[] {
  const lists = Array.from({ length: recording.length }, () => [] as number[]);
  for (let node = 0; node < recording.length; node++)
    for (const input of recording.inputs(node)) lists[input].push(node);
  return node => lists[node];
}

const ascending = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

describe('relations', () => {
  it('are what a search along the edges finds', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const recording = record(() => randomGraph(seed, 50, 1 + (seed % 2)));
      const next = uniform(seed);
      const consumers = consumersOf(recording);
      const inputs = (node: number) => recording.inputs(node);
      const extent = wholeTape(recording);
      for (let i = 0; i < 20; i++) {
        const [from, to] = ascending([0, 1].map(() => Math.floor(next() * recording.length)));
        const [down, up] = [reach(from, consumers), reach(to, inputs)];
        assert.deepEqual([...dependents(recording, extent, from)], ascending(down.keys()).slice(1));
        assert.deepEqual([...dependsOn(recording, extent, to)], ascending(up.keys()).slice(0, -1));
        const { nodes, shortest } = pathBetween(recording, extent, from, to);
        const between = down.has(to) ? ascending(down.keys()).filter(node => up.has(node)) : [];
        assert.deepEqual([...nodes], between);
        assert.equal(shortest.length, down.has(to) ? down.get(to)! + 1 : 0);
        for (let k = 1; k < shortest.length; k++) assert.ok(inputs(shortest[k]).includes(shortest[k - 1]));
        if (shortest.length > 0) assert.deepEqual([shortest[0], shortest.at(-1)], [from, to]);
      }
    }
  });

  it('stay in the extent', () => {
    const recording = record(() => randomGraph(5, 30, 3));
    const extent = passExtent(recording, 2);
    const all = dependents(recording, extent, extent.nodeAt(0));
    assert.ok(all.length > 0 && all.every(node => extent.positionOf(node) >= 0));
    assert.deepEqual([...dependsOn(recording, extent, recording.passes[0].root)], []);
  });
});

describe('related', () => {
  const recording = record(accumulation);
  const extent = wholeTape(recording);
  const [a, b, d, f] = ['a', 'b', 'd', 'f'].map(name => nodeNamed(recording, name));

  it('says what is on the way between two values, whichever comes first', () => {
    for (const [from, to] of [
      [a, f],
      [f, a],
    ]) {
      const path = related(recording, extent, 'path', from, to);
      assert.equal(path.words, '4 values on the way from a to f; the shortest has 2 steps');
      assert.deepEqual(
        path.way.map(({ name }) => name),
        ['a', 'd', 'f'],
      );
      assert.equal(path.length, 3);
    }
    assert.equal(related(recording, extent, 'path', a, d).words, '2 values on the way from a to d; the way has 1 step');
    assert.equal(related(recording, extent, 'path', a, b).words, 'a does not reach b');
    assert.match(related(recording, extent, 'path', a, a).words, /a is one value: choose another/);
  });

  it('says what depends on what', () => {
    assert.equal(related(recording, extent, 'dependsOn', f).words, 'f depends on 4 values');
    assert.equal(related(recording, extent, 'dependents', d).words, '1 value depends on d');
    assert.equal(related(recording, extent, 'dependents', f).words, 'no value depends on f');
    assert.equal(related(recording, extent, 'dependsOn', a).words, 'a depends on no other value');
    assert.deepEqual(
      [...related(recording, extent, 'dependents', a).ids],
      [d, 3, f].sort((x, y) => x - y),
    );
  });

  it('tells the neuron', () => {
    const each = record(neuron);
    const path = related(each, passExtent(each, 0), 'path', nodeNamed(each, 'w1'), nodeNamed(each, 'o'));
    assert.equal(path.words, '5 values on the way from w1 to o; the way has 4 steps');
    assert.deepEqual(
      path.way.map(({ symbol }) => symbol),
      ['', '*', '+', '+', 'tanh'],
    );
  });
});
