/** Entry of the suite that runs inside VS Code's extension host: runs the bundled tests that lie beside it. */
import fs from 'node:fs';
import path from 'node:path';
import { runMocha } from '../runMocha';

const TEST_MS = 30_000;

/** Called by VS Code; rejects if a test failed. */
export async function run(): Promise<void> {
  // The bundle is CommonJS: that is what the extension host loads.
  const files = fs.readdirSync(__dirname).sort();
  const tests = files.filter(file => file.endsWith('.test.cjs')).map(file => path.join(__dirname, file));
  const failures = await runMocha({ files: tests, timeoutMs: TEST_MS });
  if (failures) throw new Error(`${failures} tests failed.`);
}
