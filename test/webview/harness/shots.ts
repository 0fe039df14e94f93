/** Pictures of the panel in its states, for the eye: `npx tsx test/webview/harness/shots.ts [scenario…] [theme…] [width…]`. */

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../testHost/chromium';
import { THEMES } from '../themes';
import { openPanel, showTheme } from './open';

const OUT = fileURLToPath(new URL('../../out/shots/', import.meta.url));
const THEME_NAMES = Object.keys(THEMES) as (keyof typeof THEMES)[];
const WIDTHS = [220, 400, 800, 1600];
const SCENARIOS = [
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
  'help',
  'zoomed',
];

/** What a person does first in a state that no message alone brings about. */
const BEFORE: Record<string, (page: Page) => Promise<void>> = {
  help: page => page.keyboard.press('?'),
  zoomed: async page => {
    for (let i = 0; i < 5; i++) await page.keyboard.press('+');
  },
  training: page => focusedNode(page),
  nodes: page => focusedNode(page),
};

async function focusedNode(page: Page): Promise<void> {
  await page.locator('[data-node="7"]').click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
}

const named = process.argv.slice(2);
const chosen = <T extends string | number>(all: readonly T[]): readonly T[] => {
  const some = all.filter(each => named.includes(String(each)));
  return some.length === 0 ? all : some;
};

const browser = await launchChromium();
await mkdir(OUT, { recursive: true });
for (const name of chosen(SCENARIOS)) {
  const scenario = name === 'help' || name === 'zoomed' ? 'unfolded' : name;
  const { page, errors } = await openPanel(browser, { scenario, reducedMotion: 'reduce' });
  await page.waitForSelector('[data-node], .far:not([hidden]), .empty, .error');
  await page.waitForTimeout(250);
  await BEFORE[name]?.(page);
  for (const theme of chosen(THEME_NAMES)) {
    await showTheme(page, theme);
    for (const width of chosen(WIDTHS)) {
      await page.setViewportSize({ width, height: width < 600 ? 700 : 900 });
      await page.waitForTimeout(150);
      await page.screenshot({ path: `${OUT}${name}-${theme}-${width}.png` });
    }
  }
  await page.context().close();
  for (const error of errors) console.error(name, error);
}
await browser.close();
