/**
 * One window of VS Code with the packaged extension and one file open, and a clock that starts with a command. The
 * tests of test/e2e wait as long as it takes and look again after pauses; here the pauses would be what is measured.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { SELECTORS } from '../e2e/selectors';
import { until } from '../e2e/until';
import { ROOT } from '../files';
import { CURRENT } from '../testHost/builds';
import { launchChromium } from '../testHost/chromium';
import { installHost } from '../testHost/install';
import { prepareProfile, profileIn } from '../testHost/profile';
import { installExtension, type Server, startServer, workbenchUrl } from '../testHost/server';
import { makeTemporary, removeTemporary } from '../testHost/temporary';

const VERSION = process.env.TAPELENS_TEST_VSCODE ?? CURRENT;
const COMMAND = 'Tapelens: Visualize Graph';
const LOOK_MS = 5;
const LIMIT_MS = 60_000;
/** Language services and the rest of a fresh start: a person needs as long to read the script. */
const SETTLE_MS = 3000;

interface Parts {
  dir: string;
  browser: Browser;
  server: Server;
  page: Page;
}

export class Window {
  private constructor(private readonly parts: Parts) {}

  /** Resolves when the file shows in the editor and the start is over. */
  static async open(name: string, text: string): Promise<Window> {
    const dir = makeTemporary();
    const profile = profileIn(dir);
    prepareProfile(profile, { 'workbench.reduceMotion': 'on' });
    const folder = path.join(dir, 'workspace');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, name), text);
    const host = await installHost(VERSION);
    installExtension(host, profile, path.join(ROOT, 'tapelens.vsix'));
    const server = await startServer({ host, profile, trusted: true });
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    const window = new Window({ dir, browser, server, page });
    await page.goto(workbenchUrl(server.port, { folder }));
    await page.locator(SELECTORS.workbench).waitFor({ timeout: LIMIT_MS });
    await window.quickInput('Control+P', name, name);
    await page.keyboard.press('Enter');
    await page.locator(`${SELECTORS.editor} ${SELECTORS.line}`).first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    return window;
  }

  async close(): Promise<void> {
    const { browser, server, dir } = this.parts;
    await browser.close();
    await server.stop();
    removeTemporary(dir);
  }

  /** Puts the text in place of all that the editor holds. */
  async replaceText(text: string): Promise<void> {
    const { keyboard } = this.parts.page;
    await this.leaveWebview();
    await keyboard.press('Control+1');
    await keyboard.press('Control+A');
    await keyboard.insertText(text);
  }

  /** Milliseconds from choosing the command in the palette to a picture in which the node shows the data. */
  async timeVisualize(node: string, data: string): Promise<number> {
    const drawn = this.webview().locator(`[data-node][aria-label^="${node},"][aria-label*="data ${data},"]`);
    await this.quickInput('F1', `>${COMMAND}`, COMMAND);
    if (await drawn.count()) throw new Error(`${node} shows ${data} before the script has run.`);
    const start = performance.now();
    await this.parts.page.keyboard.press('Enter');
    while ((await drawn.count()) === 0) {
      if (performance.now() - start > LIMIT_MS) throw new Error(`${node} does not show ${data}.`);
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    }
    return performance.now() - start;
  }

  /** Opens the palette with the text in it, until its first row is the one that is wanted. */
  private async quickInput(key: string, text: string, wanted: string): Promise<void> {
    const { page } = this.parts;
    const box = page.locator(SELECTORS.quickInput);
    await until(`${key} offers ${wanted}`, async () => {
      await this.leaveWebview();
      await page.keyboard.press('Escape');
      await page.keyboard.press(key);
      await box.waitFor({ timeout: 1500 });
      await box.fill(text, { timeout: 1500 });
      await page.locator(`${SELECTORS.quickRow}[aria-label^="${wanted}"]`).first().waitFor({ timeout: 2000 });
      return true;
    });
  }

  private webview(): FrameLocator {
    const { page } = this.parts;
    return page.locator(SELECTORS.webview).contentFrame().locator(SELECTORS.webviewContent).contentFrame();
  }

  /** Keys pressed while a webview has the focus may not reach the workbench. */
  private async leaveWebview(): Promise<void> {
    // As text: the tests outside the browser are compiled without the types of a page.
    await this.parts.page.evaluate('document.activeElement?.tagName === "IFRAME" && document.activeElement.blur()');
  }
}
