/** The panel's real bundle in a real browser, under the policy of a webview, with the page's own host. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { THEMES, type ThemeName, themeCss } from '../themes';

const ORIGIN = 'https://panel.test';
const NONCE = 'cGFuZWwtdGVzdA';
const root = fileURLToPath(new URL('../../../', import.meta.url));

const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-${NONCE}'`,
  'worker-src blob:',
  `style-src ${ORIGIN}`,
  `font-src ${ORIGIN}`,
  `connect-src ${ORIGIN}`,
].join('; ');

export interface PanelPage {
  scenario: string;
  theme?: ThemeName;
  width?: number;
  height?: number;
  reducedMotion?: 'reduce' | 'no-preference';
}

let files: Promise<Map<string, string | Buffer>> | null = null;

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [root + entry],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  return result.outputFiles[0].text;
}

async function load(): Promise<Map<string, string | Buffer>> {
  const codicons = `${root}node_modules/@vscode/codicons/dist/`;
  const [panel, host, css, codiconCss, font, worker] = await Promise.all([
    bundle('webview/panel.ts'),
    bundle('test/webview/harness/page.ts'),
    bundle('webview/styles/panel.css'),
    readFile(`${codicons}codicon.css`),
    readFile(`${codicons}codicon.ttf`),
    readFile(`${root}node_modules/elkjs/lib/elk-worker.min.js`, 'utf8'),
  ]);
  return new Map<string, string | Buffer>([
    ['/panel.js', panel],
    ['/host.js', host],
    ['/panel.css', css],
    ['/codicon.css', codiconCss],
    ['/codicon.ttf', font],
    ['/elk-worker.js', worker],
  ]);
}

/** Opens a scenario of page.ts. Errors of the page go to `errors`. */
export async function openPanel(browser: Browser, options: PanelPage): Promise<{ page: Page; errors: string[] }> {
  const { scenario, theme = 'dark', width = 800, height = 900, reducedMotion = 'no-preference' } = options;
  files ??= load();
  const served = new Map(await files).set('/theme.css', themeCss(theme)).set('/', html(theme));
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion, deviceScaleFactor: 1 });
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
  await page.goto(`${ORIGIN}/?scenario=${scenario}`);
  return { page, errors };
}

/** As the editor changes the theme of a webview that is open. */
export async function showTheme(page: Page, theme: ThemeName): Promise<void> {
  await page.evaluate(name => (window as unknown as { showTheme(name: string): void }).showTheme(name), theme);
}

function typeOf(path: string): string {
  if (path.endsWith('.css')) return 'text/css';
  if (path.endsWith('.js')) return 'text/javascript';
  return path.endsWith('.ttf') ? 'font/ttf' : 'text/html';
}

function html(theme: ThemeName): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Panel</title>
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/codicon.css"><link rel="stylesheet" href="/panel.css">
</head><body class="${THEMES[theme].bodyClass}"><div id="app" data-worker="/elk-worker.js"></div>
<script nonce="${NONCE}" src="/host.js"></script><script nonce="${NONCE}" src="/panel.js"></script></body></html>`;
}
