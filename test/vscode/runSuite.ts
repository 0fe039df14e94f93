/** Runs the suite in test/vscode inside a real extension host. */
import fs from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { ROOT } from '../files';
import { failedAs, readTally, TALLY_FILE, type Tally } from '../tally';
import { makeTemporary, removeTemporary } from '../testHost/temporary';

const OUT = path.join(ROOT, 'test/out/vscode');

/** Bundles the suite: the extension host loads CommonJS, and provides `vscode`. */
async function bundle(): Promise<void> {
  fs.rmSync(OUT, { recursive: true, force: true });
  await build({
    entryPoints: ['test/vscode/index.ts', 'test/vscode/**/*.test.ts'],
    absWorkingDir: ROOT,
    outbase: 'test/vscode',
    outdir: OUT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** Takes desktop VS Code, which is downloaded, for whoever has the network and a screen for it. */
export const DESKTOP = process.env.VSCODE_TEST_DESKTOP === '1';

/** Runs the suite in this version of VS Code, the built extension loaded from the project's folder. */
export async function runSuite(version: string): Promise<Tally> {
  await bundle();
  const scratch = makeTemporary();
  const tallyFile = path.join(scratch, 'tally.json');
  const workspace = path.join(scratch, 'workspace');
  fs.mkdirSync(workspace);
  try {
    await runTests({
      ...(DESKTOP ? { version } : { vscodeExecutablePath: path.join(ROOT, 'test/testHost/code.mjs') }),
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: path.join(OUT, 'index.cjs'),
      launchArgs: [workspace, `--user-data-dir=${path.join(scratch, 'user')}`],
      extensionTestsEnv: { [TALLY_FILE]: tallyFile, TAPELENS_TEST_VSCODE: version },
    });
    return readTally(tallyFile) ?? lost('The suite left no counts.');
  } catch (error) {
    // A failed test is in the counts; that a host broke down is not.
    const tally = readTally(tallyFile);
    return tally?.failed ? tally : lost(error);
  } finally {
    removeTemporary(scratch);
  }
}

function lost(reason: unknown): Tally {
  console.error(reason);
  return failedAs(`the suite: ${reason instanceof Error ? reason.message : reason}`);
}
