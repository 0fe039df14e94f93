import { Session } from './session';

/** After each test: a failed one leaves a picture of what was on the screen. */
export async function pictureOfFailure(this: Mocha.Context): Promise<void> {
  const test = this.currentTest;
  if (test?.state !== 'failed') return;
  const name = `failed-${test.fullTitle().replace(/\W+/g, '-')}`;
  for (const session of Session.open) await session.shot(name);
}
