/** Installs a pinned VS Code build from npm packages: no compiler, no install script, nothing outside the cache. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { type Build, buildOf, type HostPaths, hostPaths, type Pin } from './builds';

const run = promisify(execFile);

/** Dependencies that no test of an extension needs: agents, sandboxes, Kerberos, Windows; and two native modules. */
const DROPPED_PACKAGES = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/fs-copyfile',
  '@vscode/native-watchdog',
  '@vscode/sandbox-runtime',
  '@vscode/spdlog',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'native-watchdog',
  'ssh2',
  'tar',
  'zod',
];

const DROPPED_EXTENSIONS = [
  'copilot',
  'github',
  'github-authentication',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.vscode-js-profile-table',
  'tunnel-forwarding',
];

/** Native modules that the server cannot start without, and the file here that stands in for each. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@vscode/spdlog': 'spdlog.ts',
  '@vscode/native-watchdog': 'watchdog.ts',
  'native-watchdog': 'watchdog.ts',
};

/** Installs the build unless the cache has it, and returns where it lies. */
export async function installHost(version: string): Promise<HostPaths> {
  requirePlatform();
  const build = buildOf(version);
  const paths = hostPaths(build);
  const stamp = stampOf(build);
  if (isInstalled(paths, stamp)) return paths;

  const start = Date.now();
  fs.mkdirSync(path.dirname(paths.dir), { recursive: true });
  // Built aside and renamed: a broken run leaves no half host.
  const aside = fs.mkdtempSync(`${paths.dir}.`);
  try {
    await assemble(build, aside);
    fs.writeFileSync(path.join(aside, path.basename(paths.stamp)), stamp);
    moveIntoPlace(aside, paths, stamp);
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
  console.log(`VS Code ${version} installed in ${((Date.now() - start) / 1000).toFixed(0)} s`);
  return paths;
}

function requirePlatform(): void {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  throw new Error(
    `The browser-served VS Code is pinned for linux-x64; this is ${process.platform}-${process.arch}. ` +
      'Use a desktop VS Code with its `code` command on the PATH instead.',
  );
}

/** Says what an installation was made from, this file included: any change of it installs again. */
function stampOf(build: Build): string {
  const sources = ['install.ts', ...Object.values(STAND_INS).map(file => path.join('standins', file))];
  const hash = createHash('sha256');
  for (const source of sources) hash.update(fs.readFileSync(path.join(import.meta.dirname, source)));
  return JSON.stringify({ build, installer: hash.digest('hex') });
}

function isInstalled(paths: HostPaths, stamp: string): boolean {
  return fs.existsSync(paths.stamp) && fs.readFileSync(paths.stamp, 'utf8') === stamp;
}

async function assemble(build: Build, dir: string): Promise<void> {
  const vscode = path.join(dir, 'vscode');
  const modules = path.join(vscode, 'node_modules');
  fs.mkdirSync(vscode);
  await extract(build.vscode, dir, vscode, 'package/lib/vscode');
  dropPackages(path.join(vscode, 'package.json'));
  await installDependencies(vscode);
  // The built-in extensions share one node_modules, which holds TypeScript.
  await installDependencies(path.join(vscode, 'extensions'));
  for (const name of DROPPED_EXTENSIONS)
    fs.rmSync(path.join(vscode, 'extensions', name), { recursive: true, force: true });
  for (const [name, source] of Object.entries(STAND_INS)) writeStandIn(path.join(modules, name), name, source);
  if (build.ripgrep)
    await extract(build.ripgrep, dir, path.join(modules, '@vscode', 'ripgrep', 'bin'), 'package/bin/rg');
  if (build.node) await extract(build.node, dir, dir, 'package/bin/node');
}

/** Fetches the package, checks its hash, and unpacks one file or folder of it: a folder's content, or the file itself. */
async function extract(pin: Pin, scratch: string, to: string, member: string): Promise<void> {
  const { stdout } = await npm(
    ['pack', pin.spec, '--silent', '--ignore-scripts', '--pack-destination', scratch],
    scratch,
  );
  const archive = path.join(scratch, stdout.trim().split('\n').at(-1) ?? '');
  const integrity = `sha512-${createHash('sha512').update(fs.readFileSync(archive)).digest('base64')}`;
  if (integrity !== pin.integrity) {
    throw new Error(`${pin.spec}: the archive's integrity is ${integrity}, pinned is ${pin.integrity}.`);
  }
  const depth = member.split('/').length;
  const isFolder = member === 'package/lib/vscode';
  fs.mkdirSync(to, { recursive: true });
  await run('tar', ['-xzf', archive, '-C', to, `--strip-components=${isFolder ? depth : depth - 1}`, member]);
  fs.rmSync(archive);
}

function dropPackages(manifestFile: string): void {
  const manifest: { dependencies: Record<string, string> } = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  for (const name of DROPPED_PACKAGES) delete manifest.dependencies[name];
  fs.writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
}

/** The package's own lock file fixes the versions. */
async function installDependencies(dir: string): Promise<void> {
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], dir);
}

function npm(args: string[], cwd: string): Promise<{ stdout: string }> {
  return run('npm', args, { cwd, maxBuffer: 1 << 28 });
}

function writeStandIn(dir: string, name: string, source: string): void {
  const typescript = fs.readFileSync(path.join(import.meta.dirname, 'standins', source), 'utf8');
  const { code } = transformSync(typescript, { loader: 'ts', format: 'cjs', platform: 'node', target: 'node20' });
  fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(path.join(dir, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
  fs.writeFileSync(path.join(dir, 'index.js'), code);
}

function moveIntoPlace(aside: string, paths: HostPaths, stamp: string): void {
  fs.rmSync(paths.dir, { recursive: true, force: true });
  try {
    fs.renameSync(aside, paths.dir);
  } catch (error) {
    // Another run may have been first.
    if (!isInstalled(paths, stamp)) throw error;
  }
}
