import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Actions } from '../../webview/actions';
import { type Command, KEY_SECTIONS, keyName } from '../../webview/keys';
import type { PanelPage } from './harness/open';
import { panelSuite } from './harness/suite';

/** How the keyboard comes to an action: by commands that have keys, or by a control, in a scenario that shows it. */
type Way = { commands: Command[] } | { control: string; scenario: string } | { instead: string };

/** Every action has its line: without one this does not compile. */
const WAYS: Record<keyof Actions, Way> = {
  seek: { control: '.step-slider', scenario: 'step' },
  step: { commands: ['previousStep', 'nextStep', 'firstStep', 'lastStep'] },
  showPass: { commands: ['previousPass', 'nextPass', 'firstPass', 'lastPass'] },
  togglePlay: { commands: ['togglePlay'] },
  setSpeed: { control: '.speed', scenario: 'step' },
  select: { commands: ['choose', 'leave'] },
  pick: { instead: 'a click; choose does the same' },
  choose: { commands: ['choose'] },
  rove: { commands: ['walkInput', 'walkConsumer', 'walkAbove', 'walkBelow'] },
  hover: { instead: 'the focus does the same' },
  fold: { commands: ['choose'] },
  turn: { commands: ['previousCopy', 'nextCopy'] },
  spread: { commands: ['allCopies'] },
  foldAll: { commands: ['openAll', 'closeAll'] },
  show: { instead: 'stops of a way, which are buttons' },
  goTo: { instead: 'results of the search and buttons of the inspector, which are buttons' },
  showFirstNotFinite: { control: '.not-finite', scenario: 'notFinite' },
  showSource: { instead: 'the place in the inspector, a button' },
  openSearch: { commands: ['find'] },
  closeSearch: { commands: ['leave'] },
  search: { instead: 'the field that find goes to' },
  showResult: { instead: 'Enter and the arrow keys in that field' },
  relate: { instead: 'buttons of the inspector' },
  unrelate: { commands: ['leave'] },
  isolate: { instead: 'a button beside what is related' },
  page: { instead: 'keys and fields of the table in the inspector' },
  toggleOpStyle: { control: '.op-style', scenario: 'neuron' },
  setLogScale: { control: '.log-scale', scenario: 'training' },
  hoverPass: { instead: 'the passes themselves are walked along' },
  showScale: { instead: 'buttons in the legend of the chart' },
  showFrame: { control: '.frames input', scenario: 'plots' },
  pan: { commands: ['panLeft', 'panRight', 'panUp', 'panDown'] },
  zoom: { commands: ['zoomIn', 'zoomOut'] },
  fit: { commands: ['fit'] },
  centre: { instead: 'a press on the map; pan and walks lead everywhere' },
  showHelp: { commands: ['help', 'leave'] },
  post: { control: '.run', scenario: 'neuron' },
};

describe('the panel without a mouse', function () {
  this.timeout(60_000);
  const openPage = panelSuite({ reducedMotion: 'reduce' });
  let page: Page;

  const open = async (scenario: string, options?: Partial<PanelPage>): Promise<void> => {
    page = await openPage(scenario, options);
    await page.waitForTimeout(120);
  };
  const focusedKey = () => page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? null);
  const said = (text: string) => page.locator('.live', { hasText: text }).waitFor({ state: 'attached' });

  it('has a key for every command, and words for it in the help', async () => {
    const bound = new Set(KEY_SECTIONS.flatMap(({ rows }) => rows.flatMap(({ keys }) => Object.values(keys))));
    for (const way of Object.values(WAYS)) {
      if ('commands' in way) for (const command of way.commands) assert.ok(bound.has(command), command);
    }
    await open('neuron');
    await page.keyboard.press('?');
    const text = await page.locator('.help').innerText();
    for (const { words, keys } of KEY_SECTIONS.flatMap(({ rows }) => rows)) {
      assert.ok(text.includes(words), words);
      for (const key of Object.keys(keys)) assert.ok(text.includes(keyName(key)), key);
    }
    assert.equal(await page.locator('.help').evaluate(dialog => dialog.contains(document.activeElement)), true);
    await page.keyboard.press('Escape');
    // The dialog closes by itself, and the panel hears of it a moment later.
    await page.locator('.help h2').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.locator('.help[open]').waitFor();
    await page.getByRole('button', { name: 'Close (Escape)' }).press('Enter');
    await page.locator('.help[open]').waitFor({ state: 'hidden' });
  });

  it('leaves the search with one Escape, and comes back to what was searched, ready to be written over', async () => {
    await open('neuron');
    await page.keyboard.press('/');
    await page.keyboard.type('w1');
    await page.keyboard.press('Escape');
    await page.locator('#find').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Find values (/)' }).click();
    assert.equal(await page.locator('#find').inputValue(), 'w1');
    await page.keyboard.type('x');
    assert.equal(await page.locator('#find').inputValue(), 'x');
    await page.keyboard.press('?');
    assert.equal(await page.locator('.help[open]').count(), 0);
    await page.keyboard.press('Escape');
    await page.locator('#find').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.locator('.help[open]').waitFor();
    assert.match(await page.locator('.help').innerText(), /close the search, leave a value, close this list/);
  });

  it('has controls that Tab comes to, each with a visible focus, for what has no key', async () => {
    for (const scenario of ['step', 'training', 'notFinite', 'plots']) {
      await open(scenario);
      const controls = ['.op-style', '.run', '.keys'];
      for (const way of Object.values(WAYS))
        if ('scenario' in way && way.scenario === scenario) controls.push(way.control);
      const missing = new Set(controls);
      for (let i = 0; i < 40 && missing.size > 0; i++) {
        await page.keyboard.press('Tab');
        const { reached, visible } = await page.evaluate(list => {
          const element = document.activeElement!;
          const { outlineStyle } = getComputedStyle(element);
          const ring = element.querySelector('.focus-ring');
          return {
            reached: list.filter(selector => element.matches(selector)),
            visible: outlineStyle !== 'none' || (ring !== null && getComputedStyle(ring).display !== 'none'),
          };
        }, controls);
        assert.ok(visible, `no focus to be seen after ${i + 1} tabs in ${scenario}`);
        for (const selector of reached) missing.delete(selector);
      }
      assert.deepEqual([...missing], [], scenario);
    }
  });

  it('keeps the focus on a group that opens and closes, and says so', async () => {
    await open('folds');
    await page.locator('[data-fold="1"]').focus();
    await page.keyboard.press('Enter');
    await said('hidden(x), 2 values, open');
    assert.equal(await focusedKey(), 'g1');
    assert.equal(await page.locator('[data-fold="1"]').getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Enter');
    await said('hidden(x), 2 values, closed');
    assert.equal(await focusedKey(), 'g1');
    await page.locator('[data-fold="2"]').focus();
    await page.keyboard.press('a');
    await page.locator('.fold.cell').nth(2).waitFor();
    await said('layers[0], ×3, open');
    assert.equal(await focusedKey(), 'g2');
    await page.keyboard.press('a');
    await page.locator('.fold.cell').first().waitFor({ state: 'detached' });
    await page.keyboard.press('PageDown');
    await said('layers[0], 2 of 3, open');
    assert.equal(await focusedKey(), 'g2');
    await page.keyboard.press('a');
    await page.locator('.fold.cell').nth(2).waitFor();
    await page.waitForTimeout(60);
    assert.match((await page.locator('.cell:focus').getAttribute('aria-label')) ?? '', /, 2 of 3/);
    await page.keyboard.press('a');
    await said('layers[0], 2 of 3, open');
    await page.locator('.fold.cell').first().waitFor({ state: 'detached' });
    assert.equal(await focusedKey(), 'g2');
    await page.keyboard.press('c');
    await said('3 of 11 values drawn');
    assert.equal(await focusedKey(), 'g2');
  });

  it('keeps the focus through a step, and on a control that the last step disables', async () => {
    await open('start');
    await page.locator('[data-node="8"]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    await page.locator('.position', { hasText: 'step 5 of 5' }).waitFor();
    assert.equal(await focusedKey(), 'v8');
    const last = page.getByRole('button', { name: 'Last step (End)' });
    assert.equal(await last.getAttribute('aria-disabled'), 'true');
    await page.keyboard.press('Home');
    await page.locator('.position', { hasText: 'step 0 of 5' }).waitFor();
    await last.focus();
    await page.keyboard.press('Enter');
    await page.locator('.position', { hasText: 'step 5 of 5' }).waitFor();
    assert.match((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '', /^Last step/);
  });

  it('walks along the groups of the far picture, comes nearer to one with Enter, and back with F', async () => {
    await open('far');
    const picture = page.locator('svg.tl-graph');
    assert.match((await picture.getAttribute('aria-label')) ?? '', /from afar: come nearer to a group with Enter/);
    assert.equal(await picture.getAttribute('role'), 'tree');
    const items = page.locator('[role=treeitem]');
    assert.equal(await page.locator('[role=treeitem][tabindex="0"]').count(), 1);
    const names = await items.evaluateAll(list => list.map(item => item.getAttribute('aria-label') ?? ''));
    assert.match(names[0], /, ×1,000, .* values each, open$/);
    await items.first().focus();
    assert.equal(await items.first().locator('.focus-ring').isVisible(), true);
    for (let i = 0; i < 4 && (await page.locator('[data-node]').count()) === 0; i++) {
      await page.keyboard.press('+');
      await page.keyboard.press('+');
      await page.keyboard.press('+');
      await page.waitForTimeout(60);
      assert.notEqual(await focusedKey(), null);
      if ((await page.locator('.landmark').count()) > 3) break;
    }
    await page.keyboard.press('ArrowDown');
    const cell = (await focusedKey()) ?? '';
    assert.match(cell, /^c/, 'a copy');
    await page.keyboard.press('Enter');
    await page.locator('[data-node]').first().waitFor();
    await page.waitForTimeout(50);
    assert.equal(await focusedKey(), cell);
    await page.keyboard.press('f');
    await page.locator('.far:not([hidden])').waitFor();
    assert.equal(await focusedKey(), 'g1', 'the stack that it is in');
  });

  it('says how many numbers in a group from afar are not finite', async () => {
    await open('notFiniteFar');
    assert.match(
      (await page.locator('.landmark').first().getAttribute('aria-label')) ?? '',
      /2 of its values not finite/,
    );
  });

  it('says the chain rule of a step, and how a run ended', async () => {
    await open('start');
    await page.keyboard.press('ArrowRight');
    await said('o has the gradient 1 and passes it on');
    await page.keyboard.press('ArrowLeft');
    await said('The pass begins');
    const send = (status: object) =>
      page.evaluate(sent => (window as unknown as { sendStatus(status: object): void }).sendStatus(sent), status);
    await send({ state: 'running', ms: 900 });
    await said('Running');
    await send({ state: 'done', nodes: 12, passes: 3 });
    await said('The run ended: 12 values, 3 passes');
    await send({ state: 'failed', error: { message: 'It broke.', hint: 'Mend it.', place: '' } });
    await said('The run failed: It broke. Mend it.');
  });

  it('names every value by what is drawn of it, with its numbers in words', async () => {
    await open('unfolded');
    const items = await page.locator('[role=treeitem]').evaluateAll(list =>
      list.map(item => ({
        name: item.getAttribute('aria-label') ?? '',
        drawn: item.querySelector('.label, .fold-name, .reference-text')?.textContent ?? '',
      })),
    );
    assert.ok(items.length > 8);
    for (const { name, drawn } of items) assert.ok(name.includes(drawn), `${name}: ${drawn}`);
    assert.ok(
      items.some(({ name }) => name === 'loss, square, data 0.20, grad 0.50, final'),
      JSON.stringify(items),
    );
  });

  it('moves the view with Shift and the arrows, and goes to the search with a slash', async () => {
    await open('neuron');
    const place = () => page.locator('.scene').evaluate(scene => getComputedStyle(scene).transform);
    const before = await place();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.waitForTimeout(60);
    assert.notEqual(await place(), before);
    await page.evaluate(() => {
      document.addEventListener('tapelens-find', () => {
        const field = document.createElement('input');
        field.id = 'find';
        field.ariaLabel = 'Find';
        document.querySelector('.toolbar')?.append(field);
      });
    });
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'find');
  });
});
