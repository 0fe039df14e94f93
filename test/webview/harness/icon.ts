/** Renders media/icon.svg to media/icon.png, 256 × 256: `npx tsx test/webview/harness/icon.ts`. */

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../testHost/chromium';

const media = fileURLToPath(new URL('../../../media/', import.meta.url));
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
const svg = await readFile(`${media}icon.svg`, 'utf8');
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
await writeFile(`${media}icon.png`, await page.screenshot({ omitBackground: true }));
await browser.close();
