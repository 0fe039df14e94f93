import assert from 'node:assert/strict';
import { violationsIn } from './harness/axe';
import { showTheme } from './harness/open';
import { panelSuite } from './harness/suite';
import type { ThemeName } from './themes';

const THEMES: readonly ThemeName[] = ['dark', 'light', 'hc-black', 'hc-light'];

describe('axe-core on the panel', function () {
  this.timeout(120_000);
  const open = panelSuite();

  for (const scenario of [
    'neuron',
    'start',
    'step',
    'unnamed',
    'lit',
    'notFinite',
    'notFiniteFolded',
    'nodes',
    'training',
    'mlp',
    'far',
    'folds',
    'unfolded',
    'spread',
    'plots',
    'running',
    'failed',
    'failedEmpty',
    'stale',
    'empty',
  ]) {
    it(`finds nothing in ${scenario}`, async () => {
      const page = await open(scenario, { reducedMotion: 'reduce' });
      const found: string[] = [];
      for (const theme of THEMES) {
        await showTheme(page, theme);
        found.push(...(await violationsIn(page.locator('body'))).map(violation => `${theme} ${violation}`));
      }
      assert.deepEqual(found, []);
    });
  }

  it('finds nothing where parts scroll for want of room', async () => {
    const page = await open('training', { width: 220, height: 500 });
    assert.deepEqual(await violationsIn(page.locator('body')), []);
  });

  it('finds nothing in the list of keys', async () => {
    const page = await open('neuron');
    await page.keyboard.press('?');
    await page.locator('.help[open]').waitFor();
    assert.deepEqual(await violationsIn(page.locator('body')), []);
  });
});
