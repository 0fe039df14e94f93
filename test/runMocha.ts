/** Runs test files with mocha, in this process: in plain Node, and in VS Code's extension host. */
import Mocha from 'mocha';
import TallyReporter from './reporter';

export interface MochaRun {
  files: string[];
  /** A test that takes longer fails. */
  timeoutMs: number;
}

/** Resolves with the number of failed tests; `.only` and `.skip` count as failures, for nothing is left out silently. */
export async function runMocha(run: MochaRun): Promise<number> {
  const mocha = new Mocha({
    reporter: TallyReporter,
    timeout: run.timeoutMs,
    forbidOnly: true,
    forbidPending: true,
  });
  for (const file of run.files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return new Promise(resolve => mocha.run(resolve));
}
