import assert from 'node:assert/strict';
import { Labels } from '../../src/recording/labels';
import { NONE } from '../../src/recording/schema';
import { uniform } from '../instrument/random';

describe('Labels', () => {
  it('finds what a map finds, in whatever order names are given and asked for', () => {
    const random = uniform(7);
    const labels = new Labels();
    const expected = new Map<number, number>();
    for (let node = 0; node < 3000; node += 1 + Math.floor(random() * 3)) {
      // Most are named right when they are made, some later, a few once more.
      const named = random() < 0.8 ? node : Math.floor(random() * (node + 1));
      labels.set(named, node);
      expected.set(named, node);
      const asked = Math.floor(random() * (node + 10));
      assert.equal(labels.of(asked), expected.get(asked) ?? NONE);
    }
    for (let node = 0; node < 3010; node++) assert.equal(labels.of(node), expected.get(node) ?? NONE);
    const sorted = [...expected].sort(([a], [b]) => a - b);
    assert.deepEqual(
      [...labels.sorted().node],
      sorted.map(([node]) => node),
    );
    assert.deepEqual(
      [...labels.sorted().name],
      sorted.map(([, name]) => name),
    );
  });

  it('finds nothing where there is nothing', () => {
    const labels = new Labels();
    assert.equal(labels.of(0), NONE);
    assert.equal(labels.sorted().node.length, 0);
  });
});
