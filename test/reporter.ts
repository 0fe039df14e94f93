/** Mocha's usual report on the console, and the counts in the file that the environment names. */
import Mocha from 'mocha';
import { TALLY_FILE, writeTally } from './tally';

export default class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env[TALLY_FILE];
    if (!file) return;
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      // A test that was left out did not pass.
      writeTally(file, { passed: passes, failed: failures + pending });
    });
  }
}
