import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { ROOT } from '../files';
import { launchChromium } from '../testHost/chromium';

const LIMIT_BYTES = 2_500_000;

describe('An exported page, opened from its file without a network', function () {
  this.timeout(60_000);
  let folder: string;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  const asked: string[] = [];

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tapelens-'));
    browser = await launchChromium();
    const context = await browser.newContext({ offline: true, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.on('pageerror', error => errors.push(String(error)));
    page.on('console', message => message.type() === 'error' && errors.push(message.text()));
    page.on('request', request => asked.push(new URL(request.url()).protocol));
  });
  afterEach(() => {
    assert.deepEqual(errors.splice(0), []);
    // The font is in the page, and the worker's text is: whatever else was asked for would need a network.
    assert.deepEqual(
      asked.splice(0).filter(protocol => !['file:', 'data:', 'blob:'].includes(protocol)),
      [],
    );
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(folder, { recursive: true });
  });

  async function open(lesson: string, ...options: string[]): Promise<void> {
    assert.equal(await openPage(path.join(ROOT, 'media/lessons', `${lesson}.ts`), ...options), '');
  }

  /** Resolves to what the command line said beside. */
  async function openPage(script: string, ...options: string[]): Promise<string> {
    const lesson = path.basename(script, '.ts');
    const file = path.join(folder, `${lesson}.html`);
    const cli = path.join(ROOT, 'dist/cli.cjs');
    const { status, stderr } = spawnSync(process.execPath, [cli, 'run', script, '-q', '-o', file, ...options], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.ok(fs.statSync(file).size < LIMIT_BYTES, `${fs.statSync(file).size} bytes`);
    await page.goto(pathToFileURL(file).href);
    await page.locator('.toolbar .title').getByText(`${lesson}.ts`).waitFor();
    return stderr;
  }

  it('forbids itself everything that it does not need', async () => {
    await open('neuron');
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none'; script-src 'sha256-/);
    assert.doesNotMatch(policy ?? '', /unsafe|https?:/);
  });

  it('shows nodes with their numbers, and steps', async () => {
    await open('neuron');
    await page.locator('text.data-number').getByText('0.7071').waitFor();
    await page.keyboard.press('Home');
    await page.locator('text.not-yet').first().waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText('o has the gradient 1 and passes it on').first().waitFor({ state: 'attached' });
  });

  it('says what is missing where there is nothing to draw', async () => {
    const script = path.join(folder, 'nothing.ts');
    fs.writeFileSync(script, '');
    assert.match(await openPage(script), /^The file is empty/);
    const empty = page.locator('.empty');
    await empty.getByText('The file is empty.').waitFor();
    assert.equal(await empty.locator('vscode-button').count(), 0, 'nothing can be run here');
    assert.equal(await page.locator('aside.details').count(), 0);
  });

  it('folds, and has the layout of the panel', async () => {
    await open('training');
    await page.locator('.tl-graph .card').first().waitFor();
    const expanded = page.locator('[aria-expanded="true"]');
    const before = await expanded.count();
    assert.ok(before > 2, `${before} groups are open`);
    // The first view may be of a part.
    await page.keyboard.press('f');
    await expanded
      .nth(1)
      .locator('.fold-head')
      .click({ position: { x: 40, y: 8 } });
    await expanded.nth(before - 1).waitFor({ state: 'detached' });
    await page.keyboard.press('e');
    await page.getByText('400 values').first().waitFor();
    assert.equal(await page.getByText('simpler').count(), 0);
  });

  it('begins with everything open, at the pass that was asked for', async () => {
    await open('training', '--open', 'all', '--pass', '3');
    await page.getByText('Pass 3 of 20').waitFor();
    await page.getByText('400 values').first().waitFor();
  });
});
