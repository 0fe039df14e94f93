/** Opens a page with a single view of the panel, under the policy of a webview. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { THEMES, type ThemeName, themeCss } from '../../webview/themes';
import type { Called, Shown } from './shown';

const ORIGIN = 'https://views.test';
const NONCE = 'dmlld3MtdGVzdA';
const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src ${ORIGIN}; font-src ${ORIGIN}`;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const CODICONS = ['node_modules/@vscode/codicons/dist/codicon.css', 'node_modules/@vscode/codicons/dist/codicon.ttf'];

let files: Promise<Map<string, string | Buffer>> | null = null;

async function bundle(entry: string): Promise<string> {
  const options = { bundle: true, write: false, format: 'iife', target: 'es2022' } as const;
  const { outputFiles } = await build({ ...options, entryPoints: [root + entry] });
  return outputFiles[0].text;
}

async function load(): Promise<Map<string, string | Buffer>> {
  const [script, styles] = await Promise.all(
    ['test/webview/harness/viewsPage.ts', 'webview/styles/panel.css'].map(bundle),
  );
  const texts = await Promise.all(
    CODICONS.map(async file => [`/${file.split('/').at(-1)}`, await readFile(root + file)] as const),
  );
  // The views scroll with their place in the panel, which this page is instead.
  return new Map<string, string | Buffer>([
    ...texts,
    ['/page.js', script],
    ['/panel.css', styles],
    ['/page.css', 'body { overflow: auto } #app { height: auto; padding: 9px 12px }'],
  ]);
}

export async function openViews(
  browser: Browser,
  { theme = 'dark', width = 420, height = 900 }: { theme?: ThemeName; width?: number; height?: number } = {},
): Promise<{ page: Page; errors: string[] }> {
  files ??= load();
  const served = new Map(await files).set('/theme.css', themeCss(theme)).set('/', html(theme));
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1 });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.route(`${ORIGIN}/**`, route => {
    const { pathname } = new URL(route.request().url());
    const body = served.get(pathname);
    if (body === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ body, headers: { 'content-type': typeOf(pathname), 'content-security-policy': POLICY } });
  });
  await page.goto(`${ORIGIN}/`);
  return { page, errors };
}

/** Names that viewsPage.ts puts on the page. */
interface ViewsPage {
  show(shown: Shown): void;
  called: Called[];
}

export function show(page: Page, shown: Shown): Promise<void> {
  return page.evaluate(each => (globalThis as unknown as ViewsPage).show(each), shown);
}

/** What the views have reported since this was asked last. */
export function called(page: Page): Promise<Called[]> {
  return page.evaluate(() => (globalThis as unknown as ViewsPage).called.splice(0));
}

function typeOf(path: string): string {
  if (path.endsWith('.css')) return 'text/css';
  if (path.endsWith('.js')) return 'text/javascript';
  return path.endsWith('.ttf') ? 'font/ttf' : 'text/html';
}

function html(theme: ThemeName): string {
  const styles = ['theme', 'codicon', 'panel', 'page'];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Views</title>
${styles.map(name => `<link rel="stylesheet" href="/${name}.css">`).join('')}
</head><body class="${THEMES[theme].bodyClass}"><div id="app"></div>
<script nonce="${NONCE}" src="/page.js"></script></body></html>`;
}
