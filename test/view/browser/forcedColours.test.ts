/** What forced colours leave of the single views, in a real browser. */
import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { wholeTape } from '../../../src/recording/queries/extent';
import { detailOf } from '../../../src/view/detail/detail';
import { find } from '../../../src/view/find/find';
import { related } from '../../../src/view/find/related';
import { lastCursor } from '../../../src/view/values';
import { nodeNamed, record } from '../../recording/record';
import { neuron } from '../../recording/scripts';
import { launchChromium } from '../../testHost/chromium';
import { openViews, show } from './open';
import type { Shown } from './shown';

describe('single views in forced colours', function () {
  this.timeout(30_000);
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  it("show the signs of ops, which what is put behind text would cover in the background's colour", async () => {
    const { page, errors } = await openViews(browser);
    await page.emulateMedia({ forcedColors: 'active' });
    const recording = record(neuron);
    const [tape, cursor] = [wholeTape(recording), lastCursor(recording)];
    const [w1, n, o] = ['w1', 'n', 'o'].map(name => nodeNamed(recording, name));
    const found = find(recording, tape, 'op:tanh', cursor);
    const way = related(recording, tape, 'path', w1, o);
    const views: Shown[] = [
      { view: 'inspector', detail: detailOf(recording, tape, n, cursor) },
      { view: 'find', text: 'op:tanh', found: { ...found, ids: [...found.ids] }, at: -1 },
      { view: 'related', related: { ...way, ids: [...way.ids] }, awaiting: null },
    ];
    for (const view of views) {
      await show(page, view);
      const read = (property: string) =>
        page.evaluate(`getComputedStyle(document.querySelector('.op')).getPropertyValue('${property}')`);
      assert.equal(await read('forced-color-adjust'), 'none', view.view);
      assert.notEqual(await read('color'), await read('background-color'), view.view);
    }
    assert.deepEqual(errors, []);
  });
});
