/** What every suite of the panel in a browser shares: one browser, a page of its own for each test, no error on any. */

import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../testHost/chromium';
import { openPanel, type PanelPage } from './open';

/** What a panel shows once a scenario has arrived. */
const SETTLED = '[data-node], [data-fold], canvas.far:not([hidden]), .empty, .error';
/** Less than a test may take, so that a failure tells what it waited for. */
const WAIT_MS = 10_000;

/** Opens a scenario of page.ts, and waits for what it shows. */
export type OpenScenario = (scenario: string, options?: Partial<PanelPage>) => Promise<Page>;

/** To be called in a `describe`, whose pages are closed, and their errors told, after each test. */
export function panelSuite(defaults: Partial<PanelPage> = {}): OpenScenario {
  let browser: Browser;
  let opened: Awaited<ReturnType<typeof openPanel>>[] = [];

  before(async () => {
    browser = await launchChromium();
  });
  afterEach(async () => {
    const errors = opened.flatMap(panel => panel.errors);
    for (const { page } of opened) await page.context().close();
    opened = [];
    assert.deepEqual(errors, []);
  });
  after(() => browser.close());

  return async (scenario, options) => {
    const panel = await openPanel(browser, { scenario, ...defaults, ...options });
    opened.push(panel);
    panel.page.setDefaultTimeout(WAIT_MS);
    await panel.page.waitForSelector(SETTLED);
    return panel.page;
  };
}
