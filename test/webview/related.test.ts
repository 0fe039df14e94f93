import assert from 'node:assert/strict';
import type { ToPanel } from '../../src/protocol/panel';
import { panelSuite } from './harness/suite';

describe('a path between two values', () => {
  const open = panelSuite({ reducedMotion: 'reduce' });

  it('stands out with its edges, and all others step back', async () => {
    const page = await open('neuron');
    // x1·w1, the sum with x2·w2, with b, and o.
    const message: ToPanel = {
      type: 'related',
      related: {
        relation: 'path',
        node: 0,
        other: 9,
        ids: Uint32Array.from([0, 5, 7, 8, 9]),
        uses: { users: new Uint32Array(0), inputs: new Uint32Array(0) },
        way: [],
        length: 5,
        words: 'a path',
      },
      isolated: false,
    };
    await page.evaluate(sent => (window as unknown as { send(message: ToPanel): void }).send(sent), message);
    await page.locator('.picture.is-related').waitFor();
    const edges = await page.locator('.edge-group').evaluateAll(groups =>
      groups.map(group => {
        const { strokeWidth } = getComputedStyle(group.querySelector('.edge')!);
        return [getComputedStyle(group).opacity, strokeWidth, group.classList.contains('is-found')] as const;
      }),
    );
    assert.equal(edges.length, 9);
    assert.deepEqual(
      edges.filter(([, , isFound]) => isFound).map(([opacity, width]) => [opacity, width]),
      Array.from({ length: 4 }, () => ['1', '2.4px']),
    );
    assert.ok(edges.every(([opacity, , isFound]) => isFound || Number(opacity) < 0.5));
  });
});
