/** Counts of tests, and the file by which a run of mocha hands its counts to the process that started it. */
import fs from 'node:fs';

export interface Tally {
  passed: number;
  failed: number;
}

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
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
