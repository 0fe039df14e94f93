/**
 * One run of extension tests, with desktop VS Code's command line, as @vscode/test-electron starts it:
 * `code [folder | file.code-workspace] --extensionDevelopmentPath=… --extensionTestsPath=… [--user-data-dir=…]
 * [--extensions-dir=…] [--disable-workspace-trust]`. The process ends with the run's exit code.
 *
 * Environment: TAPELENS_TEST_VSCODE (the version), TAPELENS_TEST_LOG (a file for the workbench's own log).
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { CURRENT } from './builds';
import { launchChromium } from './chromium';
import { installHost } from './install';
import { type Profile, prepareProfile } from './profile';
import { exitOnSignals, startServer, workbenchUrl } from './server';
import { makeTemporary, removeTemporary } from './temporary';
import { OUTPUT_MARK } from './testEntry';

const LIMIT_MS = 300_000;
/** A server reports an extension host's death so much before the workbench would start another. */
const DEATH_GRACE_MS = 1500;

interface Arguments {
  extension: string;
  suite: string;
  opened: string | undefined;
  profile: Profile;
  trusted: boolean;
}

function readArguments(scratch: string): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    // Desktop's other flags mean nothing here.
    strict: false,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string', default: path.join(scratch, 'user') },
      'extensions-dir': { type: 'string', default: path.join(scratch, 'extensions') },
      'disable-workspace-trust': { type: 'boolean', default: false },
    },
  });
  const { extensionDevelopmentPath: extension, extensionTestsPath: suite } = values;
  if (typeof extension !== 'string' || typeof suite !== 'string') {
    throw new Error(
      'Only runs of extension tests are possible: name --extensionDevelopmentPath and --extensionTestsPath.',
    );
  }
  return {
    extension: path.resolve(extension),
    suite: path.resolve(suite),
    opened: positionals.length ? path.resolve(positionals[0]) : undefined,
    profile: { userDataDir: String(values['user-data-dir']), extensionsDir: String(values['extensions-dir']) },
    trusted: values['disable-workspace-trust'] === true,
  };
}

/** Address of the page; the workbench reads the payload as desktop reads its command line. */
function pageUrl(args: Arguments, entry: string, port: number): string {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${file}`;
  const isWorkspace = args.opened?.endsWith('.code-workspace');
  return workbenchUrl(port, {
    folder: isWorkspace ? undefined : args.opened,
    workspace: isWorkspace ? args.opened : undefined,
    payload: [
      ['extensionDevelopmentPath', remote(args.extension)],
      ['extensionTestsPath', remote(entry)],
    ],
  });
}

/** Receives all that is logged: hands on what the suite printed, and keeps the workbench's own for who asks. */
function printSuiteOutput(type: string, args: unknown[]): void {
  const text = args.map(each => (typeof each === 'string' ? each : JSON.stringify(each))).join(' ');
  const stream = type === 'error' ? process.stderr : process.stdout;
  if (text.startsWith(OUTPUT_MARK)) stream.write(`${text.slice(OUTPUT_MARK.length)}\n`);
  else if (process.env.TAPELENS_TEST_LOG) fs.appendFileSync(process.env.TAPELENS_TEST_LOG, `${type} ${text}\n`);
}

/** Rejects when the extension host, the page or the patience ends before the suite. */
class Trouble {
  readonly #reject: (error: Error) => void;
  readonly promise: Promise<never>;

  constructor() {
    let reject: (error: Error) => void = () => undefined;
    this.promise = new Promise((_, no) => {
      reject = no;
    });
    this.#reject = reject;
    setTimeout(() => this.report(`no end after ${LIMIT_MS / 1000} s`), LIMIT_MS).unref();
  }

  report(what: string): void {
    this.#reject(new Error(`The suite did not come to its end: ${what}.`));
  }

  /** An extension host that dies reports no exit code to the workbench; the server's output tells. */
  readOutput(text: string): void {
    const death = /Extension Host Process exited with code: (\S+), signal: (\S+?)\.?\s/.exec(text);
    if (!death) return;
    const what = `the extension host ended with code ${death[1]}, signal ${death[2]}`;
    setTimeout(() => this.report(what), DEATH_GRACE_MS).unref();
  }
}

async function run(scratch: string): Promise<number> {
  const args = readArguments(scratch);
  const host = await installHost(process.env.TAPELENS_TEST_VSCODE ?? CURRENT);
  prepareProfile(args.profile);
  const entry = path.join(scratch, 'testEntry.cjs');
  const verdictFile = path.join(scratch, 'verdict');
  buildSync({
    entryPoints: [path.join(import.meta.dirname, 'testEntry.ts')],
    outfile: entry,
    format: 'cjs',
    platform: 'node',
  });

  const trouble = new Trouble();
  const server = await startServer({
    host,
    profile: args.profile,
    trusted: args.trusted,
    testDriver: true,
    env: { TAPELENS_TEST_SUITE: args.suite, TAPELENS_TEST_VERDICT: verdictFile },
    onOutput: text => trouble.readOutput(text),
  });
  try {
    const code = await openAndWait(pageUrl(args, entry, server.port), trouble);
    // The workbench gives 0 for an extension host that was killed as well: only the suite's own word makes a pass.
    if (code !== 0 || fs.existsSync(verdictFile)) return code;
    throw new Error('The extension host ended before the suite did.');
  } finally {
    await server.stop();
  }
}

/** Opens the workbench and resolves with the exit code that it reports when the suite has ended. */
async function openAndWait(url: string, trouble: Trouble): Promise<number> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('crash', () => trouble.report('the page crashed'));
    page.on('pageerror', error => console.error(`Error in the workbench: ${error.message}`));
    const exit = new Promise<number>(resolve => page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', printSuiteOutput);
    await page.goto(url);
    return await Promise.race([exit, trouble.promise]);
  } finally {
    await browser.close();
  }
}

exitOnSignals(130);
const scratch = makeTemporary();
let code = 1;
try {
  code = await run(scratch);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  removeTemporary(scratch);
}
process.exit(code);
