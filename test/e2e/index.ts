/**
 * Runs the end-to-end tests against tapelens.vsix: those in the named files, or all.
 * Usage: [TAPELENS_TEST_VSCODE=version] tsx test/e2e/index.ts [file…]
 */
import path from 'node:path';
import { filesIn, ROOT } from '../files';
import { runMocha } from '../runMocha';
import { pictureOfFailure } from './pictureOfFailure';

const TEST_MS = 60_000;

const named = process.argv.slice(2);
const files = (named.length ? named : filesIn('test/e2e', '.test.ts')).map(file => path.resolve(ROOT, file));
const failures = await runMocha({ files, timeoutMs: TEST_MS, rootHooks: { afterEach: [pictureOfFailure] } });
process.exit(failures ? 1 : 0);
