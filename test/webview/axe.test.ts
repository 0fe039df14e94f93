import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../testHost/chromium';
import { violationsIn } from './harness/axe';
import { openPanel, showTheme } from './harness/open';
import type { ThemeName } from './themes';

const THEMES: readonly ThemeName[] = ['dark', 'light', 'hc-black', 'hc-light'];
const SETTLED = '[data-node], [data-fold], .far:not([hidden]), .empty, .error';

describe('axe-core on the panel', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  for (const scenario of [
    'neuron',
    'start',
    'step',
    'unnamed',
    'lit',
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
      const { page } = await openPanel(browser, { scenario, reducedMotion: 'reduce' });
      await page.waitForSelector(SETTLED);
      const found: string[] = [];
      for (const theme of THEMES) {
        await showTheme(page, theme);
        found.push(...(await violationsIn(page.locator('body'))).map(violation => `${theme} ${violation}`));
      }
      await page.context().close();
      assert.deepEqual(found, []);
    });
  }

  it('finds nothing where parts scroll for want of room', async () => {
    const { page } = await openPanel(browser, { scenario: 'training', width: 220, height: 500 });
    await page.waitForSelector(SETTLED);
    assert.deepEqual(await violationsIn(page.locator('body')), []);
    await page.context().close();
  });

  it('finds nothing in the list of keys', async () => {
    const { page } = await openPanel(browser, { scenario: 'neuron' });
    await page.waitForSelector(SETTLED);
    await page.keyboard.press('?');
    await page.locator('.help[open]').waitFor();
    assert.deepEqual(await violationsIn(page.locator('body')), []);
    await page.context().close();
  });
});
