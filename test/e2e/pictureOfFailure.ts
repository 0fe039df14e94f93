/** Loaded before the end-to-end tests: a failed one leaves a picture of what was on the screen. */
import { Session } from './session';

afterEach(async function () {
  const test = this.currentTest;
  if (test?.state !== 'failed') return;
  const name = `failed-${test.fullTitle().replace(/\W+/g, '-')}`;
  for (const session of Session.open) await session.shot(name);
});
