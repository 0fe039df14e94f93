/** The browser that shows the workbench: Debian's Chromium, driven by Playwright. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PACKAGES = ['chromium', 'fonts-dejavu-core'];
const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  // Containers give /dev/shm 64 MB, too little for a workbench.
  '--disable-dev-shm-usage',
  '--no-first-run',
  // Without it the frames of webviews may not load from 127.0.0.1.
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
];

/** Path of the browser, installed from Debian's packages if missing and allowed; throws with the line to run if not. */
export function ensureChromium(): string {
  const named = process.env.CHROMIUM;
  if (named) return requireFile(named);
  const found = findChromium();
  if (found) return found;
  const install = `apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;
  if (process.getuid?.() === 0) {
    console.log(`Installing the browser for the tests: ${install}`);
    apt(['update']);
    apt(['install', '-y', '--no-install-recommends', ...PACKAGES]);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(`The tests in VS Code need Chromium. Install it with: sudo apt-get update && sudo ${install}`);
}

function findChromium(): string | undefined {
  return CANDIDATES.find(file => fs.existsSync(file));
}

function requireFile(file: string): string {
  if (fs.existsSync(file)) return file;
  throw new Error(`The environment's CHROMIUM names ${file}, which does not exist.`);
}

function apt(args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Starts the browser without a window, with more flags if need be; HEADED=1 shows one. */
export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(),
    headless: process.env.HEADED !== '1',
    args: [...FLAGS, ...flags],
  });
}
