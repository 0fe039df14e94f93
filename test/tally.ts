/** Counts of tests, and the file by which a run of mocha hands its counts to the process that started it. */
import fs from 'node:fs';

export interface Tally {
  passed: number;
  failed: number;
  /** What failed, by its full title. */
  failures: string[];
}

export const NOTHING: Tally = { passed: 0, failed: 0, failures: [] };
export const PASSED: Tally = { ...NOTHING, passed: 1 };

/** One failure of something that is not a test. */
export const failedAs = (title: string): Tally => ({ passed: 0, failed: 1, failures: [title] });

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, failures: [...a.failures, ...b.failures] };
}

/** Names, in the environment, the file that the reporter writes. */
export const TALLY_FILE = 'TAPELENS_TEST_TALLY';

export function writeTally(file: string, tally: Tally): void {
  fs.writeFileSync(file, JSON.stringify(tally));
}

/** The counts in the file; undefined if the run did not come to its end. */
export function readTally(file: string): Tally | undefined {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}
