/**
 * Runs the tests that need no VS Code: those in the named files, or all; `package` names those of what was packaged.
 * Usage: tsx test/unit.ts [package | file…]
 */
import path from 'node:path';
import { filesIn, ROOT } from './files';
import { runMocha } from './runMocha';

const TEST_MS = 20_000;
/** Folders whose tests need VS Code, a browser's window or the package. */
const OTHERS = ['test/e2e/', 'test/vscode/', 'test/package/', 'test/out/', 'test/fixtures/'];

function chosenFiles(names: string[]): string[] {
  if (names[0] === 'package') return filesIn('test/package', '.test.ts');
  if (names.length) return names;
  return filesIn('test', '.test.ts').filter(file => !OTHERS.some(folder => file.startsWith(folder)));
}

const files = chosenFiles(process.argv.slice(2)).map(file => path.resolve(ROOT, file));
const failures = await runMocha({ files, timeoutMs: TEST_MS });
// A test may leave a timer or a child process behind; the counts are written by now.
process.exit(failures ? 1 : 0);
