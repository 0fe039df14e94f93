/**
 * Runs every test of the project and ends with what failed and one line of counts. A part that cannot run counts as failed.
 * Usage: tsx test/run.ts [part…], the parts being those of the table below; all by default.
 * TAPELENS_TEST_VSCODE=version takes one version of VS Code instead of the oldest supported and the current one.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './files';
import { add, failedAs, NOTHING, PASSED, readTally, TALLY_FILE, type Tally } from './tally';
import { CURRENT, OLDEST } from './testHost/builds';
import { ensureChromium } from './testHost/chromium';
import { installHost } from './testHost/install';
import { makeTemporary, removeTemporary } from './testHost/temporary';
import { DESKTOP, runSuite } from './vscode/runSuite';

const VERSIONS = process.env.TAPELENS_TEST_VSCODE ? [process.env.TAPELENS_TEST_VSCODE] : [OLDEST, CURRENT];

interface Part {
  name: string;
  title: string;
  run(): Promise<Tally>;
}

const PARTS: Part[] = [
  { name: 'check', title: 'Types', run: () => npmScript('check') },
  { name: 'lint', title: 'Lint and format', run: () => npmScript('lint') },
  { name: 'unit', title: 'Tests without VS Code', run: unit },
  { name: 'build', title: 'Build', run: () => npmScript('build') },
  { name: 'package', title: 'Build and package', run: () => npmScript('package') },
  { name: 'contents', title: 'Tests of the package', run: () => mocha('test/unit.ts', ['package']) },
  ...VERSIONS.map(version => ({
    name: 'vscode',
    title: `Tests in the extension host of VS Code ${version}`,
    run: async () => {
      if (!DESKTOP) await prepareHost(version);
      return runSuite(version);
    },
  })),
  ...VERSIONS.map(version => ({
    name: 'e2e',
    title: `Tests in the window of VS Code ${version}`,
    run: async () => {
      await prepareHost(version);
      return mocha('test/e2e/index.ts', [], { TAPELENS_TEST_VSCODE: version });
    },
  })),
];

/** Installs what may be missing before the clock of a test runs; throws, saying what to do, if it cannot. */
async function prepareHost(version: string): Promise<void> {
  ensureChromium();
  await installHost(version);
}

/** One script of package.json: passed or failed as a whole. */
async function npmScript(name: string): Promise<Tally> {
  const code = await run('npm', ['run', '--silent', name]);
  return code === 0 ? PASSED : failedAs(`npm run ${name}`);
}

/** Some of the tests that need no VS Code show the panel in a browser. */
async function unit(): Promise<Tally> {
  ensureChromium();
  return mocha('test/unit.ts');
}

/** A process that runs mocha: its tests. */
async function mocha(entry: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Tally> {
  const scratch = makeTemporary();
  const tallyFile = path.join(scratch, 'tally.json');
  try {
    const code = await run(process.execPath, ['--import=tsx', entry, ...args], { ...env, [TALLY_FILE]: tallyFile });
    const tally = readTally(tallyFile);
    if (!tally) throw new Error(`It ended with code ${code} before its tests did.`);
    return code !== 0 && tally.failed === 0 ? add(tally, failedAs(`${entry} ended with code ${code}`)) : tally;
  } finally {
    removeTemporary(scratch);
  }
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

/** Runs the part; whatever keeps it from its end counts as one failure, with the reason. */
async function runPart(part: Part): Promise<Tally> {
  console.log(`\n== ${part.title}`);
  const start = Date.now();
  let tally: Tally;
  try {
    tally = await part.run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(message);
    tally = failedAs(message);
  }
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  console.log(`-- ${part.title}: ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`);
  return { ...tally, failures: tally.failures.map(failure => `${part.title}: ${failure}`) };
}

/** The parts to run: building is part of packaging. */
function chosenParts(names: string[]): Part[] {
  const unknown = names.filter(name => !PARTS.some(part => part.name === name));
  if (unknown.length)
    throw new Error(`No such part: ${unknown.join(', ')}. Parts: ${PARTS.map(part => part.name).join(', ')}.`);
  if (!names.length) return PARTS.filter(part => part.name !== 'build');
  return PARTS.filter(part => names.includes(part.name));
}

const parts = chosenParts(process.argv.slice(2));
// What an earlier run left would pass for what this one makes.
for (const left of ['test/out', 'dist', 'tapelens.vsix'])
  fs.rmSync(path.join(ROOT, left), { recursive: true, force: true });
let total = NOTHING;
for (const part of parts) total = add(total, await runPart(part));
if (total.failed) console.log(`\nFailed:\n${total.failures.map(each => `- ${each}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
