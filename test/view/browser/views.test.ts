/** The panel's views of a node and of a search, in a real browser, with what the queries say of real recordings. */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { Generator, randn, type Tensor, tensor } from '../../../src/engine';
import type { TableWindow } from '../../../src/protocol/detail';
import type { Cursor } from '../../../src/protocol/panel';
import { wholeTape } from '../../../src/recording/queries/extent';
import type { Recording } from '../../../src/recording/recording';
import { detailOf } from '../../../src/view/detail/detail';
import { find } from '../../../src/view/find/find';
import { related } from '../../../src/view/find/related';
import { lastCursor } from '../../../src/view/values';
import { nodeNamed, record } from '../../recording/record';
import { accumulation, neuron, training } from '../../recording/scripts';
import { launchChromium } from '../../testHost/chromium';
import { called, openViews, show } from './open';
import type { Shown } from './shown';

function inspected(
  recording: Recording,
  node: number,
  cursor: Cursor = lastCursor(recording),
  window?: TableWindow,
): Shown {
  return { view: 'inspector', detail: detailOf(recording, wholeTape(recording), node, cursor, window) };
}

function searched(recording: Recording, text: string, at = -1): Shown {
  const found = find(recording, wholeTape(recording), text, lastCursor(recording));
  return { view: 'find', text, found: { ...found, ids: [...found.ids] }, at };
}

describe('single views in a browser', function () {
  this.timeout(30_000);
  let browser: Browser;
  let page: Page;
  let errors: string[];

  before(async () => {
    browser = await launchChromium();
    ({ page, errors } = await openViews(browser));
  });
  after(() => browser.close());
  afterEach(async () => {
    assert.deepEqual(errors, []);
    await called(page);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

  describe('the inspector', () => {
    it('tells the chain rule in full, and leads to nodes, steps and the source', async () => {
      const recording = record(accumulation);
      const a = nodeNamed(recording, 'a');
      await show(page, inspected(recording, a));
      assert.equal(await page.locator('h2').innerText(), 'a');
      const rows = await page.locator('.chain tbody tr').allInnerTexts();
      assert.deepEqual(
        rows.map(row => row.split(/\s+/).join(' ')),
        ['e + -6 × 1 -6 -6', 'd * 1 × 3 (b) +3 -3'],
      );
      assert.equal(await page.locator('.chain .total').innerText(), '-3');
      await page.locator('.chain .link').first().click();
      await page.locator('.product').nth(1).click();
      await button('Depends on').click();
      await button('Path to…').click();
      await button('Focus').click();
      await page.locator('.neighbours button').first().click();
      await button('Deselect (Escape)').click();
      assert.deepEqual(await called(page), [
        ['select', nodeNamed(recording, 'e')],
        ['seek', { pass: 0, step: 3 }],
        ['relate', 'dependsOn', a],
        ['relate', 'path', a],
        ['focus', a],
        ['select', nodeNamed(recording, 'd')],
        ['select', null],
      ]);
    });

    it('says what has come so far, and what is yet to come', async () => {
      const recording = record(accumulation);
      await show(page, inspected(recording, nodeNamed(recording, 'a'), { pass: 0, step: 2 }));
      assert.match(await page.locator('.inspector').innerText(), /grad so far[\s\S]*1 contribution is yet to come/);
      await show(page, inspected(recording, nodeNamed(recording, 'a'), { pass: 0, step: 0 }));
      assert.match(
        await page.locator('.inspector').innerText(),
        /not computed yet[\s\S]*2 contributions are yet to come/,
      );
    });

    it('shows the history of a value, and goes to a pass by mouse and keyboard', async () => {
      const recording = record(() => training(20));
      const { root } = recording.passes[7];
      await show(page, inspected(recording, root, { ...lastCursor(recording), pass: 7 }));
      const slider = page.getByRole('slider', { name: 'Pass' });
      assert.equal(await slider.getAttribute('aria-valuenow'), '8');
      assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /^pass 8, data [\d.]+, grad 1$/);
      await slider.focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Home');
      await page.keyboard.press('End');
      const box = (await slider.boundingBox())!;
      await page.mouse.click(box.x + 1, box.y + box.height / 2);
      assert.deepEqual(
        (await called(page)).map(([name, cursor]) => [name, (cursor as Cursor).pass]),
        [8, 0, 19, 0].map(pass => ['seek', pass]),
      );
    });

    it('shows a tensor as colours, histogram and a table that is paged by buttons and keys', async () => {
      const recording = record(weights);
      const node = nodeNamed(recording, 'W');
      await show(page, inspected(recording, node));
      assert.equal(await page.locator('.heat-map').count(), 2);
      assert.match(
        (await page.getByRole('img', { name: /Histogram of data/ }).getAttribute('aria-label')) ?? '',
        /^Histogram of data: \d+ bins/,
      );
      assert.deepEqual(await page.locator('thead .index').allTextContents(), ['', '0', '1', '2', '3', '4']);
      assert.deepEqual(await page.locator('tbody .index').allTextContents(), ['0', '1', '2', '3', '4', '5', '6', '7']);
      await button('Next rows').click();
      await button('Next columns').click();
      await page.locator('.lead input').fill('1');
      await page.locator('.lead input').press('Enter');
      await button('grad').click();
      await page.locator('.number-table .scroll-x').focus();
      for (const key of ['ArrowDown', 'PageDown', 'End', 'Home']) await page.keyboard.press(key);
      const first = { of: 'data', row: 0, column: 0, height: 8, width: 5, lead: [0] };
      assert.deepEqual(
        await called(page),
        [
          { ...first, row: 8 },
          { ...first, column: 5 },
          { ...first, lead: [1] },
          { ...first, of: 'grad' },
          { ...first, row: 1 },
          { ...first, row: 8 },
          { ...first, row: 12, column: 7 },
        ].map(window => ['page', window]),
      );
      await show(page, inspected(recording, node, lastCursor(recording), { ...first, of: 'grad', row: 9, lead: [1] }));
      assert.match(await page.locator('.pager').first().innerText(), /rows 9–16 of 20/);
      assert.equal(await page.locator('.number-table td').nth(1).innerText(), '1');
    });

    it('draws a small tensor large enough to see, in square cells, with the scale of its colours', async () => {
      const recording = record(() => {
        const m = tensor([[0.5, -4, Number.NaN]], { requiresGrad: true });
        m.label = 'm';
        m.sum();
      });
      await show(page, inspected(recording, nodeNamed(recording, 'm')));
      const { width, height } = (await page.locator('.heat-map .map').boundingBox())!;
      assert.ok(height >= 24 && width === 3 * height, `${width} × ${height}`);
      assert.deepEqual(await page.locator('.scale .tick').allTextContents(), ['-4', '0', '4']);
      assert.match(await page.locator('.heat-map').innerText(), /not finite/);
    });

    it('says of how many numbers a cell of a large tensor is the mean', async () => {
      const recording = record(() => {
        const m = randn([200, 128], { requiresGrad: true });
        m.label = 'm';
        m.sum();
      });
      await show(page, inspected(recording, nodeNamed(recording, 'm')));
      assert.match(await page.locator('.heat-map').innerText(), /each cell the mean of up to 4×2 numbers/);
    });

    it('fits into 300 pixels', async () => {
      const narrow = await openViews(browser, { width: 300 });
      const recording = record(weights);
      const trained = record(() => training(20));
      const states = [
        inspected(recording, nodeNamed(recording, 'W')),
        inspected(trained, trained.passes[19].nodes[3]),
        searched(trained, 'op:tanh', 3),
        searched(trained, 'lable:w'),
        searched(trained, ''),
      ];
      for (const state of states) {
        await show(narrow.page, state);
        const width = await narrow.page.evaluate('document.documentElement.scrollWidth');
        assert.equal(width, 300, state.view);
      }
      assert.deepEqual(narrow.errors, []);
      await narrow.page.context().close();
    });
  });

  it('keeps the actions of the inspector inside of it at every width, and in one row where there is room', async () => {
    const narrow = await openViews(browser, {});
    const recording = record(neuron);
    await show(narrow.page, inspected(recording, nodeNamed(recording, 'w1')));
    for (const [width, rows] of [
      [240, 2],
      [300, 2],
      [370, 1],
      [400, 1],
      [700, 1],
    ]) {
      await narrow.page.setViewportSize({ width, height: 600 });
      const inside = (await narrow.page.locator('.inspector').boundingBox())!;
      const actions = await narrow.page.locator('.inspector .action').all();
      const boxes = await Promise.all(actions.map(async each => (await each.boundingBox())!));
      for (const box of boxes) assert.ok(box.x + box.width <= inside.x + inside.width + 0.5, `${width}`);
      assert.equal(new Set(boxes.map(({ y }) => y)).size, rows, `${width}`);
      assert.equal(await narrow.page.evaluate('document.documentElement.scrollWidth'), width);
    }
    await narrow.page.context().close();
  });

  describe('the search', () => {
    const field = () => page.getByRole('combobox', { name: 'Find values' });

    it('lists what was found, and goes through it by keyboard and mouse', async () => {
      const recording = record(neuron);
      await show(page, searched(recording, 'w or x'));
      assert.equal(await page.locator('.field .count').innerText(), '4');
      assert.equal(await page.getByRole('status').textContent(), '4 values found');
      assert.deepEqual(await page.getByRole('option').locator('.name').allTextContents(), ['x1', 'x2', 'w1', 'w2']);
      assert.match(await page.getByRole('option').first().innerText(), /x1[\s\S]*2[\s\S]*-1\.5/);
      await field().focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Shift+Enter');
      await page.getByRole('option').nth(2).click();
      assert.deepEqual(await called(page), [
        ['show', 0],
        ['show', 3],
        ['show', 2],
      ]);
      await show(page, searched(recording, 'w or x', 3));
      assert.equal(await page.locator('.field .count').innerText(), '4 of 4');
      assert.equal(await field().getAttribute('aria-activedescendant'), 'found-3');
      await field().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await button('Next result (Enter)').click();
      assert.deepEqual(await called(page), [
        ['show', 0],
        ['show', 2],
        ['show', 0],
      ]);
    });

    it('takes text, and is closed by Escape, with text or without', async () => {
      const recording = record(neuron);
      await show(page, searched(recording, 'w'));
      await field().fill('w1');
      await page.keyboard.press('Escape');
      await show(page, { view: 'find', text: '', found: null, at: -1 });
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /op:tanh dead/ }).click();
      assert.deepEqual(await called(page), [['search', 'w1'], ['close'], ['close'], ['search', 'op:tanh dead']]);
    });

    it('says what is wrong, where, and that nothing was found', async () => {
      const recording = record(neuron);
      await show(page, searched(recording, 'w1 loss > 1'));
      assert.match(
        await page.getByRole('status').innerText(),
        /Only data and grad can be compared\. Write label:loss data > 1\./,
      );
      assert.equal(await page.locator('mark').textContent(), 'loss');
      assert.equal(await field().getAttribute('aria-invalid'), 'true');
      await show(page, searched(recording, 'nan'));
      assert.equal(await page.getByRole('status').textContent(), 'No value found');
      assert.equal(await page.getByRole('option').count(), 0);
    });

    it('finds every example readable', async () => {
      const recording = record(neuron);
      await show(page, { view: 'find', text: '', found: null, at: -1 });
      const examples = await page.locator('.examples code').allTextContents();
      assert.ok(examples.length > 5);
      for (const text of examples)
        assert.equal(find(recording, wholeTape(recording), text, lastCursor(recording)).error, null);
    });
  });

  describe('a relation', () => {
    it('is told in words, and a way value by value', async () => {
      const recording = record(neuron);
      const [w1, o] = ['w1', 'o'].map(name => nodeNamed(recording, name));
      const shown = related(recording, wholeTape(recording), 'path', w1, o);
      await show(page, { view: 'related', related: { ...shown, ids: [...shown.ids] }, awaiting: null });
      assert.match(await page.getByRole('status').innerText(), /5 values on the way from w1 to o/);
      assert.equal(await page.locator('.way button').count(), 5);
      await page.locator('.way button').last().click();
      await button('Show all values alike again').click();
      await show(page, { view: 'related', related: null, awaiting: 'w1' });
      assert.match(await page.getByRole('status').innerText(), /Choose the other end of the path from w1/);
      assert.deepEqual(await called(page), [['show', o], ['close']]);
    });
  });
});

/** A tensor of three dimensions with a gradient. */
function weights(): void {
  const W: Tensor = randn([2, 20, 12], { generator: new Generator(5), requiresGrad: true });
  W.label = 'W';
  W.sum().backward();
}
