/** Mocha's usual report on the console, and the counts in the file that the environment names. */
import Mocha from 'mocha';
import { TALLY_FILE, writeTally } from './tally';

export default class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env[TALLY_FILE];
    if (!file) return;
    const left: string[] = [];
    // A test that was left out did not pass.
    runner.on(Mocha.Runner.constants.EVENT_TEST_PENDING, test => left.push(`${test.fullTitle()} (left out)`));
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const failures = [...this.failures.map(test => test.fullTitle()), ...left];
      writeTally(file, { passed: this.stats.passes, failed: failures.length, failures });
    });
  }
}
