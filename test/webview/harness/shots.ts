/** Pictures of the panel in its states, for the eye: `npx tsx test/webview/harness/shots.ts [scenario theme width]…`. */

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../testHost/chromium';
import type { ThemeName } from '../themes';
import { openPanel } from './open';

const OUT = fileURLToPath(new URL('../../out/shots/', import.meta.url));

const ALL: [string, ThemeName, number][] = [
  ['neuron', 'dark', 400],
  ['neuron', 'light', 800],
  ['neuron', 'dark', 1600],
  ['start', 'light', 800],
  ['step', 'dark', 800],
  ['step', 'light', 400],
  ['step', 'hc-black', 800],
  ['step', 'hc-light', 800],
  ['unnamed', 'dark', 800],
  ['lit', 'light', 800],
  ['nodes', 'light', 800],
  ['training', 'dark', 800],
  ['training', 'hc-black', 400],
  ['mlp', 'dark', 1600],
  ['overview', 'light', 800],
  ['folded', 'dark', 800],
  ['folded', 'light', 1600],
  ['folded', 'hc-black', 800],
  ['folded', 'hc-light', 1600],
  ['page', 'dark', 1600],
  ['page', 'light', 800],
  ['copies', 'light', 1600],
  ['copies', 'dark', 1600],
  ['far', 'dark', 1600],
  ['far', 'light', 800],
  ['far', 'hc-black', 800],
  ['running', 'light', 800],
  ['failed', 'dark', 800],
  ['failedEmpty', 'light', 800],
  ['stale', 'light', 800],
  ['empty', 'dark', 800],
];

const chosen = process.argv.slice(2).map(name => name.split(','));
const shots = chosen.length === 0 ? ALL : ALL.filter(shot => chosen.some(([name]) => name === shot[0]));
const browser = await launchChromium();
await mkdir(OUT, { recursive: true });
for (const [scenario, theme, width] of shots) {
  const { page, errors } = await openPanel(browser, { scenario, theme, width, reducedMotion: 'reduce' });
  await page.waitForSelector('[data-node], .empty, .error, canvas.far:not([hidden])');
  await page.waitForTimeout(250);
  if (scenario === 'training' || scenario === 'nodes') {
    await page.locator('[data-node="7"]').click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.waitForTimeout(100);
  }
  await page.screenshot({ path: `${OUT}${scenario}-${theme}-${width}.png` });
  await page.context().close();
  for (const error of errors) console.error(scenario, error);
}
await browser.close();
