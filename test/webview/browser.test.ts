import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../src/protocol/panel';
import { launchChromium } from '../testHost/chromium';
import { openPanel, type PanelPage } from './harness/open';

/** Names that harness/page.ts puts on the page. */
interface HostPage {
  posted: FromPanel[];
  send(message: ToPanel): void;
  contrasts(): { role: string; ratio: number }[];
}

describe('the panel in a browser', function () {
  this.timeout(30_000);
  let browser: Browser;
  let page: Page;
  let errors: string[];

  before(async () => {
    browser = await launchChromium();
  });
  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(errors, []);
  });
  after(() => browser.close());

  const open = async (scenario: string, options: Partial<PanelPage> = {}): Promise<void> => {
    ({ page, errors } = await openPanel(browser, { scenario, ...options }));
    await page.waitForSelector('[data-node], .empty, .error');
  };
  const posted = <T extends FromPanel['type']>(type: T): Promise<Extract<FromPanel, { type: T }>[]> =>
    page.evaluate(
      kind => (window as unknown as HostPage).posted.filter(message => message.type === kind),
      type,
    ) as Promise<Extract<FromPanel, { type: T }>[]>;
  const send = (message: ToPanel): Promise<void> =>
    page.evaluate(sent => (window as unknown as HostPage).send(sent), message);
  /** The position runs ahead of the numbers: waits for both. */
  const position = async (text: string): Promise<void> => {
    await page.locator('.position', { hasText: text }).waitFor();
    await page.waitForTimeout(60);
  };
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);
  const zoomOf = () => page.locator('.scene').getAttribute('transform');

  it('lays out under the policy of a webview with the real worker', async () => {
    await open('neuron');
    assert.equal(await page.locator('[data-node]').count(), 10);
    assert.equal(await page.locator('.chip').count(), 0);
    assert.equal((await posted('ready')).length, 1);
  });

  it('steps with the arrow keys, Home and End', async () => {
    await open('start');
    await position('step 0 of 5');
    await page.keyboard.press('ArrowRight');
    await position('step 1 of 5');
    assert.deepEqual((await posted('seek')).at(-1)?.cursor, { pass: 0, step: 1 });
    assert.equal(await page.locator('.is-stepped[data-node]').getAttribute('data-node'), '9');
    await page.keyboard.press('End');
    await position('step 5 of 5');
    await page.keyboard.press('ArrowLeft');
    await position('step 4 of 5');
    await page.keyboard.press('Home');
    await position('step 0 of 5');
  });

  it('loses no step when keys come faster than answers', async () => {
    await open('start');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight', { delay: 0 });
    await position('step 4 of 5');
  });

  it('tells a step: sentence, product, running sum, and the contribution at each input', async () => {
    await open('step');
    const sentence = 'x2w2 has the gradient 0.5 and passes it on: x2 gets 0.5; w2 gets 0.';
    assert.equal(await page.locator('.sentence').innerText(), `${sentence} neuron.ts:9`);
    assert.equal(await page.locator('.live').textContent(), sentence);
    const row = await page.locator('.contributions tbody tr').first().innerText();
    assert.deepEqual(row.split(/\s+/), ['x2', '0', 'b', '=', '1', '0.5', '0.5', '0', '→', '0.5']);
    assert.deepEqual(await page.locator('.tag-text').allTextContents(), ['+0.5', '+0']);
  });

  it('moves no card while stepping', async () => {
    await open('start');
    const places = () =>
      page
        .locator('[data-node] .card')
        .evaluateAll(cards => cards.map(card => JSON.stringify(card.getBoundingClientRect())));
    const before = await places();
    assert.equal(before.length, 10);
    for (const step of [1, 2, 3]) {
      await page.keyboard.press('ArrowRight');
      await position(`step ${step} of 5`);
      assert.deepEqual(await places(), before);
    }
  });

  it('says "not yet" until a grad is computed', async () => {
    await open('start');
    assert.equal(await page.locator('.not-yet').count(), 9);
    assert.match((await page.locator('[data-node="3"]').getAttribute('aria-label')) ?? '', /grad not computed yet/);
    await page.keyboard.press('End');
    await position('step 5 of 5');
    assert.equal(await page.locator('.not-yet').count(), 0);
    assert.equal(await page.locator('[data-node="3"]').getAttribute('aria-label'), 'w2, data 1, grad 0, final');
  });

  it('plays with Space, and stops at the end', async () => {
    await open('start');
    await page.locator('.speed').selectOption('8');
    await page.locator('.speed').blur();
    await page.keyboard.press('Space');
    await position('step 5 of 5');
    assert.equal(await page.getByRole('button', { name: 'Play (Space)' }).count(), 1);
  });

  it('seeks with the slider', async () => {
    await open('start');
    await page.locator('.step-slider').fill('3');
    await position('step 3 of 5');
  });

  it('selects with a click, highlights the edges, and deselects with Escape', async () => {
    await open('neuron');
    await page.locator('[data-node="8"]').click();
    await page.locator('.inspector h2', { hasText: 'n' }).waitFor();
    assert.deepEqual(await posted('select'), [{ type: 'select', node: 8 }]);
    assert.equal(await page.locator('.edge.is-selected').count(), 3);
    assert.equal(await page.locator('.inspector .link', { hasText: 'neuron.ts:11' }).count(), 1);
    await page.keyboard.press('Escape');
    await page.locator('.inspector').waitFor({ state: 'detached' });
    await page.waitForFunction(() =>
      (window as unknown as HostPage).posted.some(message => message.type === 'select' && message.node === null),
    );
  });

  it('walks the graph by keyboard, one stop for Tab, and chooses with Enter', async () => {
    await open('neuron');
    assert.equal(await page.locator('[data-node][tabindex="0"]').count(), 1);
    await page.locator('[data-node][tabindex="0"]').focus();
    assert.match((await focused()) ?? '', /^o, tanh, data 0\.7071, grad 1, final$/);
    await page.keyboard.press('ArrowLeft');
    assert.match((await focused()) ?? '', /^n, addition/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    assert.match((await focused()) ?? '', /^b, data/);
    await page.keyboard.press('Enter');
    await page.locator('.inspector h2', { hasText: 'b' }).waitFor();
    assert.deepEqual(await posted('seek'), []);
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'BODY');
  });

  it('pans with a drag and the wheel, zooms with Ctrl and the wheel and with keys, fits with f', async () => {
    await open('neuron');
    const fitted = await zoomOf();
    await page.mouse.move(300, 520);
    await page.mouse.down();
    await page.mouse.move(340, 540, { steps: 3 });
    await page.mouse.up();
    await page.waitForTimeout(50);
    assert.notEqual(await zoomOf(), fitted);
    assert.deepEqual(await posted('select'), []);
    await page.keyboard.press('f');
    await page.waitForTimeout(50);
    assert.equal(await zoomOf(), fitted);
    await page.mouse.wheel(0, 40);
    await page.waitForTimeout(50);
    assert.notEqual(await zoomOf(), fitted);
    await page.keyboard.press('+');
    await page.waitForTimeout(50);
    const scale = Number(/scale\(([\d.]+)\)/.exec((await zoomOf()) ?? '')?.[1]);
    assert.ok(scale > Number(/scale\(([\d.]+)\)/.exec(fitted ?? '')?.[1]));
  });

  it('draws ops as nodes of their own on demand, and tells the host', async () => {
    await open('neuron');
    await page.locator('.op-style').click();
    await page.locator('.edge.stem').first().waitFor({ state: 'attached' });
    assert.equal(await page.locator('.edge.stem').count(), 5);
    assert.deepEqual(await posted('opStyle'), [{ type: 'opStyle', opStyle: 'node' }]);
  });

  it('changes between whole tape and passes', async () => {
    await open('training');
    await page.getByRole('button', { name: 'Whole tape' }).click();
    await position('after the run');
    assert.deepEqual((await posted('seek')).at(-1)?.cursor, { pass: -1, step: 0 });
    await page.getByRole('button', { name: 'Pass 20 of 20' }).click();
    await position('step 5 of 5');
    await page.getByRole('button', { name: 'Previous pass' }).click();
    await page.getByRole('button', { name: 'Pass 19 of 20' }).waitFor();
  });

  it('goes to a pass with a click on the loss chart, and along it by keyboard', async () => {
    await open('training');
    const chart = page.locator('.chart');
    const box = (await chart.boundingBox())!;
    await chart.hover({ position: { x: box.width - 15, y: 40 } });
    await page.locator('.readout', { hasText: 'pass 20: 0.154' }).waitFor();
    await chart.click({ position: { x: box.width - 15, y: 40 } });
    await page.getByRole('button', { name: 'Pass 20 of 20' }).waitFor();
    assert.equal((await posted('seek')).at(-1)?.cursor.pass, 19);
    await chart.focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Pass 19 of 20' }).waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Pass 1 of 20' }).waitFor();
  });

  it('has a logarithmic scale, and grows with the run', async () => {
    await open('training');
    const path = () => page.locator('.chart .series').getAttribute('d');
    const linear = await path();
    await page.locator('.log-scale').click();
    await page.waitForTimeout(50);
    assert.notEqual(await path(), linear);
    await send({ type: 'series', series: [{ name: 'loss', points: [3, 2, 1], at: null }] });
    await page.waitForTimeout(50);
    assert.equal((await path())?.match(/[ML]/g)?.length, 3);
  });

  it('shows progress that can be cancelled, and why the picture is stale', async () => {
    await open('running');
    assert.match(await page.locator('.progress').innerText(), /65,818 values, 12 passes, 4\.2 s/);
    assert.match(await page.locator('.chip.stale').innerText(), /of the run before/);
    await page.locator('.cancel').click();
    await page.waitForTimeout(30);
    assert.equal((await posted('cancel')).length, 1);
  });

  it('shows an error with its hint and its place, beside the last good picture', async () => {
    await open('failed');
    assert.match(await page.locator('.error').innerText(), /reading 'backward'[\s\S]*assigned above/);
    await page.locator('[data-node]').nth(9).waitFor();
    await page.locator('.error .place').click();
    await page.locator('.error .partial').click();
    await page.waitForTimeout(30);
    assert.equal((await posted('showError')).length, 1);
    assert.deepEqual(await posted('showPartial'), [{ type: 'showPartial', partial: true }]);
  });

  it('says what to write while there is nothing to draw', async () => {
    await open('empty');
    assert.match(await page.locator('.empty').innerText(), /Import Value from 'tapelens'/);
    await page.getByRole('button', { name: 'Visualize' }).click();
    await page.waitForTimeout(30);
    assert.equal((await posted('run')).length, 1);
  });

  it('says how much of a large graph it shows, and asks for what a stub hides', async () => {
    await open('omitted');
    assert.match(await page.locator('.chip').innerText(), /Showing 120 of 1,000,000 values/);
    const stub = page.locator('[data-node="41"] .stub-text').first();
    assert.equal(await stub.textContent(), '+3');
    await stub.dispatchEvent('pointerdown', { button: 0 });
    await stub.dispatchEvent('pointerup', { button: 0 });
    await page.waitForTimeout(30);
    assert.deepEqual(await posted('focus'), [{ type: 'focus', node: 41 }]);
  });

  it("lights the nodes under the editor's cursor and brings them into view", async () => {
    await open('neuron', { reducedMotion: 'reduce' });
    await page.mouse.move(300, 300);
    await page.mouse.wheel(900, 0);
    await page.waitForTimeout(50);
    await send({ type: 'lit', nodes: [5] });
    await page.locator('[data-node="5"] .lit').waitFor();
    await page.waitForTimeout(50);
    const box = (await page.locator('[data-node="5"] .card').boundingBox())!;
    assert.ok(box.x >= 0 && box.x + box.width <= 800);
  });

  it('animates the flow of the gradient, but not for those who want no motion', async () => {
    const animation = () =>
      page
        .locator('.edge.is-stepped')
        .first()
        .evaluate(edge => getComputedStyle(edge).animationName);
    await open('step');
    assert.equal(await animation(), 'flow');
    await page.context().close();
    await open('step', { reducedMotion: 'reduce' });
    assert.equal(await animation(), 'none');
  });

  it('keeps the text of every theme readable', async () => {
    for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] as const) {
      await open('step', { theme });
      const worst = await page.evaluate(() => (window as unknown as HostPage).contrasts());
      for (const { role, ratio } of worst) assert.ok(ratio >= 4.5, `${theme} ${role}: ${ratio.toFixed(2)}`);
      if (theme !== 'hc-light') await page.context().close();
    }
  });

  it('shows logged series on scales of their own, and the one whose name is pressed on the axis', async () => {
    await open('training');
    const series = [
      { name: 'loss', points: [30, 20, 10], at: null },
      { name: 'accuracy', points: [0.5, 0.9], at: [0, 2] },
    ];
    await send({ type: 'series', series });
    await page.waitForTimeout(60);
    assert.equal(await page.locator('.chart .series').count(), 2);
    const ticks = () => page.locator('.loss .tick').allTextContents();
    assert.ok((await ticks()).includes('20'));
    await page.getByRole('button', { name: /accuracy/ }).click();
    await page.waitForTimeout(60);
    assert.ok((await ticks()).includes('0.5'), String(await ticks()));
    assert.match(await page.locator('.legend-entry').last().innerText(), /accuracy\s+0\.9/);
  });

  it('shows plots of every kind, and asks for their frames', async () => {
    await open('neuron');
    const plot = { title: '', place: 'a.ts:3', frames: 3, shown: 1, number: 4, count: 7, follows: true };
    await send({
      type: 'plots',
      plots: [
        { ...plot, id: 1, picture: { kind: 'line', x: [0, 1, 2], y: [1, null, 3] } },
        { ...plot, id: 2, frames: 1, count: 1, picture: { kind: 'scatter', x: [0, 1], y: [1, 2] } },
        {
          ...plot,
          id: 3,
          frames: 1,
          count: 1,
          picture: { kind: 'hist', low: 0, high: 1, counts: [1, 2, 3], omitted: 0 },
        },
        { ...plot, id: 4, frames: 1, count: 1, picture: { kind: 'heatmap', width: 2, cells: [1, -1, 0, 2] } },
      ],
    });
    await page.locator('.plot').nth(3).waitFor();
    assert.deepEqual(
      [
        await page.locator('.plot .point').count(),
        await page.locator('.bar').count(),
        await page.locator('.heat').count(),
      ],
      [2, 3, 3],
    );
    assert.equal(await page.locator('.frames .position').innerText(), '5 of 7');
    await page.getByRole('button', { name: 'Next frame' }).click();
    await page.getByRole('button', { name: 'Follow the pass' }).click();
    await page.waitForTimeout(60);
    assert.deepEqual(
      (await posted('frame')).map(({ plot: id, frame }) => [id, frame]),
      [
        [1, 2],
        [1, 1],
      ],
    );
  });

  it('shows the numbers of the selected tensor', async () => {
    await open('neuron');
    await page.locator('[data-node="3"]').click();
    const numbers = { statistics: [['mean', '0.5']] as [string, string][], rows: [['1', '0']], omitted: '' };
    await send({
      type: 'tensor',
      tensor: {
        node: 3,
        data: { ...numbers, picture: { width: 2, cells: [1, 0] } },
        grad: { statistics: [], picture: null, rows: [], omitted: '' },
      },
    });
    assert.match(await page.locator('.numbers.of-data').innerText(), /mean 0\.5/);
    assert.equal(await page.locator('.first-numbers td').count(), 2);
    assert.match(await page.locator('.inspector').innerText(), /not kept/);
  });
});
