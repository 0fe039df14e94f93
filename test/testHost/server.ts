/** Starts and stops VS Code's own server, which serves the workbench to a browser. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import net from 'node:net';
import type { HostPaths } from './builds';
import { type Profile, serverDataDir } from './profile';

export interface ServerOptions {
  host: HostPaths;
  profile: Profile;
  /** false: Workspace Trust is on, so that a new folder opens in Restricted Mode. */
  trusted: boolean;
  /** Lets a page load extensions under development and report the end of their tests. */
  testDriver?: boolean;
  /** Asked of whoever opens the page; absent: nothing is asked. */
  token?: string;
  /** Address and port to listen on; absent: a free port of this machine only. */
  address?: { host: string; port: number };
  env?: NodeJS.ProcessEnv;
  /** Called with all that the server prints. */
  onOutput?: (text: string) => void;
}

export interface Server {
  port: number;
  /** Ends the server and every process it started. */
  stop(): Promise<void>;
}

/** What the page is to open. */
export interface PageTarget {
  folder?: string;
  workspace?: string;
  /** Pairs of name and value that stand for desktop's command line, such as `openFile`. */
  payload?: [string, string][];
}

const READY = 'Extension host agent listening on';
const STOP_MS = 3000;

/** Resolves when the server accepts connections; rejects with its output if it ends before. It ends with this process. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const address = options.address ?? { host: '127.0.0.1', port: await freePort() };
  // Its own process group: extension hosts, watchers and tsserver go down with the server.
  const child = spawn(options.host.node, [options.host.server, ...serverArguments(options, address)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // No gallery: the server asks no one for extensions.
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...options.env },
  });
  const reap = () => signalGroup(child, 'SIGKILL');
  process.once('exit', reap);
  await untilReady(child, options.onOutput);
  return {
    port: address.port,
    async stop() {
      await endGroup(child);
      process.off('exit', reap);
    },
  };
}

/** Installs a packaged extension into the profile; the server need not run. */
export function installExtension(host: HostPaths, profile: Profile, vsix: string): void {
  execFileSync(host.node, [host.server, '--install-extension', vsix, ...profileArguments(profile), ...CONSENT], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Address of the workbench for a browser on the machine called `hostName`. */
export function workbenchUrl(port: number, target: PageTarget, token?: string, hostName = '127.0.0.1'): string {
  const query = new URLSearchParams();
  if (token) query.set('tkn', token);
  if (target.workspace) query.set('workspace', target.workspace);
  else if (target.folder) query.set('folder', target.folder);
  else query.set('ew', 'true');
  if (target.payload?.length) query.set('payload', JSON.stringify(target.payload));
  return `http://${hostName}:${port}/?${query}`;
}

const CONSENT = ['--accept-server-license-terms', '--disable-telemetry'];

function profileArguments(profile: Profile): string[] {
  return [
    ...['--server-data-dir', serverDataDir(profile)],
    ...['--user-data-dir', profile.userDataDir],
    ...['--extensions-dir', profile.extensionsDir],
  ];
}

function serverArguments(options: ServerOptions, address: { host: string; port: number }): string[] {
  const args = [
    '--host',
    address.host,
    '--port',
    String(address.port),
    ...profileArguments(options.profile),
    ...CONSENT,
  ];
  args.push(...(options.token ? ['--connection-token', options.token] : ['--without-connection-token']));
  if (options.trusted) args.push('--disable-workspace-trust');
  if (options.testDriver) args.push('--enable-smoke-test-driver');
  return args;
}

function untilReady(child: ChildProcess, onOutput?: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (data: Buffer) => {
      const text = data.toString();
      onOutput?.(text);
      output += text;
      if (output.includes(READY)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`VS Code's server ended with code ${code}:\n${output}`)));
  });
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise(resolve => child.once('exit', resolve));
    signalGroup(child, 'SIGTERM');
    const late = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(late);
  }
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the whole group is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Makes every signal that ends this process an exit, so that what is done on exit, such as ending a server, is done. */
export function exitOnSignals(code: number): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(code));
}

/** A port of this machine that was free a moment ago. */
export async function freePort(): Promise<number> {
  const port = await listenBriefly(0, '127.0.0.1');
  if (port === undefined) throw new Error('No port of 127.0.0.1 is free.');
  return port;
}

export async function isFree(port: number, host: string): Promise<boolean> {
  return (await listenBriefly(port, host)) !== undefined;
}

/** The port that it got; undefined if it is in use. */
function listenBriefly(port: number, host: string): Promise<number | undefined> {
  return new Promise(resolve => {
    const probe = net.createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, host, () => {
      const got = (probe.address() as net.AddressInfo).port;
      probe.close(() => resolve(got));
    });
  });
}
