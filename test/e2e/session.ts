/** One VS Code in a browser, with the packaged extension installed: started, shown at a size and in a theme, closed. */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ROOT } from '../files';
import { CURRENT } from '../testHost/builds';
import { launchChromium } from '../testHost/chromium';
import { installHost } from '../testHost/install';
import { type Profile, prepareProfile, profileIn, type Settings } from '../testHost/profile';
import { installExtension, type Server, startServer, workbenchUrl } from '../testHost/server';
import { makeTemporary, removeTemporary } from '../testHost/temporary';
import { SELECTORS } from './selectors';
import { Workbench } from './workbench';

const VSIX = path.join(ROOT, 'tapelens.vsix');
const SHOTS = path.join(ROOT, 'test/out/shots');
const ACTION_MS = 20_000;

/** Version of VS Code that this run of the tests is for. */
export const VERSION = process.env.TAPELENS_TEST_VSCODE ?? CURRENT;

export const THEMES = [
  'Default Dark Modern',
  'Default Light Modern',
  'Default High Contrast',
  'Default High Contrast Light',
] as const;
export type Theme = (typeof THEMES)[number];

export interface Size {
  width: number;
  height: number;
}
export const NARROW: Size = { width: 800, height: 700 };
export const WIDE: Size = { width: 1600, height: 900 };

export interface SessionOptions {
  /** Files of the opened folder: text by path. */
  files: Record<string, string>;
  settings?: Settings;
  theme?: Theme;
  size?: Size;
  /** false: the folder opens in Restricted Mode. */
  trusted?: boolean;
}

/** Everything one session holds, in the order in which it was made. */
interface Parts {
  dir: string;
  server: Server;
  browser: Browser;
  page: Page;
}

export class Session {
  /** Those not closed yet, for the picture of a failed test. */
  static readonly open = new Set<Session>();

  readonly workbench: Workbench;
  /** The opened folder. */
  readonly folder: string;
  readonly #parts: Parts;
  readonly #profile: Profile;
  readonly #settings: Settings;

  private constructor(parts: Parts, settings: Settings) {
    this.#parts = parts;
    this.#settings = settings;
    this.#profile = profileIn(parts.dir);
    this.folder = path.join(parts.dir, 'workspace');
    this.workbench = new Workbench(parts.page);
  }

  /** Resolves when the workbench is on the screen. */
  static async start(options: SessionOptions): Promise<Session> {
    const dir = makeTemporary();
    const profile = profileIn(dir);
    const settings = { ...LEGIBLE, 'workbench.colorTheme': options.theme ?? THEMES[0], ...options.settings };
    prepareProfile(profile, settings);
    const folder = writeFiles(path.join(dir, 'workspace'), options.files);

    const host = await installHost(VERSION);
    if (!fs.existsSync(VSIX)) throw new Error('There is no tapelens.vsix to test: npm run package makes it.');
    installExtension(host, profile, VSIX);
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: options.size ?? WIDE });
    page.setDefaultTimeout(ACTION_MS);
    const server = await startServer({ host, profile, trusted: options.trusted ?? true });
    const session = new Session({ dir, server, browser, page }, settings);
    Session.open.add(session);
    await page.goto(workbenchUrl(server.port, { folder }));
    await page.locator(SELECTORS.workbench).waitFor();
    return session;
  }

  async close(): Promise<void> {
    Session.open.delete(this);
    await this.#parts.browser.close();
    await this.#parts.server.stop();
    removeTemporary(this.#parts.dir);
  }

  get page(): Page {
    return this.#parts.page;
  }

  /** Opens the same page again, as a user who reloads the window. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator(SELECTORS.workbench).waitFor();
  }

  async resize(size: Size): Promise<void> {
    await this.page.setViewportSize(size);
  }

  /** Changes settings while VS Code runs, as a user who edits settings.json. */
  changeSettings(settings: Settings): void {
    Object.assign(this.#settings, settings);
    prepareProfile(this.#profile, this.#settings);
  }

  /** Resolves when the page shows the theme. */
  async showTheme(theme: Theme): Promise<void> {
    this.changeSettings({ 'workbench.colorTheme': theme });
    await this.page.locator(`${SELECTORS.workbench}.${THEME_CLASS[theme]}`).waitFor();
  }

  /** Keeps a picture of the window in test/out/shots, one folder a version. */
  async shot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(SHOTS, VERSION, `${name}.png`) });
  }
}

/** What makes pictures calm and hovers quick. */
const LEGIBLE: Settings = {
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'workbench.reduceMotion': 'on',
};

/** Class that VS Code gives the workbench in each theme. */
const THEME_CLASS: Record<Theme, string> = {
  'Default Dark Modern': 'vs-dark',
  'Default Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
};

function writeFiles(dir: string, files: Record<string, string>): string {
  fs.mkdirSync(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return dir;
}
