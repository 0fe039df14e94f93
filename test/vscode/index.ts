/** Entry of the suite that runs inside VS Code's extension host: loads the bundled tests beside it and runs them. */
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import TallyReporter from '../reporter';

const TEST_MS = 30_000;

/** Called by VS Code; rejects if a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    reporter: TallyReporter,
    timeout: TEST_MS,
    color: false,
    forbidOnly: true,
    forbidPending: true,
  });
  for (const file of fs.readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>(resolve => mocha.run(resolve));
  if (failures) throw new Error(`${failures} tests failed.`);
}
