/**
 * Opens a lesson in VS Code with the extension: in the desktop one where its `code` command is installed, else in one
 * that it serves to a browser until Ctrl+C.
 * Usage: npm run setup-and-open [-- --browser] [-- --port 8123] [-- --host 127.0.0.1]
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../files';
import { CURRENT } from './builds';
import { installHost } from './install';
import { prepareProfile, profileIn } from './profile';
import { exitOnSignals, freePort, installExtension, isFree, startServer, workbenchUrl } from './server';
import { makeTemporary, removeTemporary } from './temporary';

const LESSONS = path.join(ROOT, 'media/lessons');
const LESSON = path.join(LESSONS, 'neuron.ts');
const VSIX = path.join(ROOT, 'tapelens.vsix');
const PORT = 8123;

const { values } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string' },
  },
});

/** Whether `code` starts a VS Code with a window here; in a remote terminal it stands for something else. */
function hasDesktop(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  const hasScreen = process.platform !== 'linux' || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
  if (!hasScreen || VSCODE_IPC_HOOK_CLI !== undefined) return false;
  return spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}

function openDesktop(): void {
  const args = [`--extensionDevelopmentPath=${ROOT}`, LESSONS, LESSON];
  spawn('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  console.log('VS Code opens media/lessons/neuron.ts with Tapelens.');
}

/** The asked port, else the usual one if it is free, else any. */
async function choosePort(host: string): Promise<number> {
  if (values.port) return Number(values.port);
  return (await isFree(PORT, host)) ? PORT : freePort();
}

async function openInBrowser(): Promise<void> {
  const dir = makeTemporary();
  const profile = profileIn(dir);
  prepareProfile(profile);
  const host = await installHost(CURRENT);
  installExtension(host, profile, VSIX);
  // Whoever reaches the page can run programs here: only with the address printed below.
  const token = randomBytes(12).toString('hex');
  const address = { host: values.host, port: await choosePort(values.host) };
  await startServer({ host, profile, trusted: true, token, address });
  process.once('exit', () => removeTemporary(dir));
  exitOnSignals(0);
  const shown = values.host === '0.0.0.0' ? 'localhost' : values.host;
  const payload: [string, string][] = [['openFile', `vscode-remote://${shown}:${address.port}${LESSON}`]];
  console.log('\nVS Code with Tapelens is up, media/lessons/neuron.ts open in it. Open this address in a browser:\n');
  console.log(`  ${workbenchUrl(address.port, { folder: LESSONS, payload }, token, shown)}\n`);
  console.log('Ctrl+C ends it.');
}

if (!values.browser && hasDesktop()) openDesktop();
else await openInBrowser();
