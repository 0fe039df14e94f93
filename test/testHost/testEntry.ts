/**
 * What the extension host really loads: runs the suite named by TAPELENS_TEST_SUITE, marks what it prints, so that it
 * can be told from the workbench's own log, and leaves the file named by TAPELENS_TEST_VERDICT if all passed.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { format } from 'node:util';

/** Stands before every line of the suite's output. */
export const OUTPUT_MARK = '\u0001';

/** Lets the last lines of output reach the workbench before it closes. */
const FLUSH_MS = 200;

interface Suite {
  run(): Promise<void>;
}

function markOutput(): void {
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const print = console[name === 'warn' ? 'error' : name].bind(console);
    // The extension host made these accessors, so that an assignment is ignored.
    Object.defineProperty(console, name, { value: (...args: unknown[]) => print(OUTPUT_MARK + format(...args)) });
  }
}

/** Called by the extension host; rejects if a test failed. */
export async function run(): Promise<void> {
  markOutput();
  const suiteFile = process.env.TAPELENS_TEST_SUITE ?? '';
  const suite: Suite = createRequire(suiteFile)(suiteFile);
  try {
    await suite.run();
    fs.writeFileSync(process.env.TAPELENS_TEST_VERDICT ?? '', 'passed');
  } finally {
    await new Promise(resolve => setTimeout(resolve, FLUSH_MS));
  }
}
