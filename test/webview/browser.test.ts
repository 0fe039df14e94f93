import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../src/protocol/panel';
import type { PanelPage } from './harness/open';
import { panelSuite } from './harness/suite';

/** Names that harness/page.ts puts on the page. */
interface HostPage {
  posted: FromPanel[];
  send(message: ToPanel): void;
  contrasts(): { role: string; ratio: number }[];
}

describe('the panel in a browser', function () {
  this.timeout(30_000);
  const openPage = panelSuite();
  let page: Page;

  const open = async (scenario: string, options?: Partial<PanelPage>): Promise<void> => {
    page = await openPage(scenario, options);
  };
  /** With all of the picture in view, as a wide panel has it. */
  const openWhole = async (scenario: string, options?: Partial<PanelPage>): Promise<void> => {
    await open(scenario, options);
    await page.keyboard.press('f');
    await page.waitForTimeout(150);
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
  const zoomOf = () => page.locator('.scene').evaluate(scene => (scene as SVGElement).style.transform);

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
    await open('start', { reducedMotion: 'reduce' });
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
    await page.locator('[data-node="8"][aria-selected="true"] .selection').waitFor();
    assert.deepEqual(await posted('select'), [{ type: 'select', node: 8 }]);
    assert.equal(await page.locator('.edge.is-selected').count(), 3);
    await page.keyboard.press('Escape');
    await page.locator('[aria-selected="true"]').waitFor({ state: 'detached' });
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
    await page.locator('[data-node="4"][aria-selected="true"]').waitFor();
    assert.deepEqual(await posted('seek'), []);
    await page.keyboard.press('Escape');
    await page.locator('[data-node="4"][aria-selected="false"]').waitFor();
    assert.match((await focused()) ?? '', /^b, data/);
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
    const scale = Number(/scale\(([\d.]+)\)/.exec(await zoomOf())?.[1]);
    assert.ok(scale > Number(/scale\(([\d.]+)\)/.exec(fitted)?.[1]));
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
    await open('step', { reducedMotion: 'reduce' });
    assert.equal(await animation(), 'none');
  });

  it('keeps the text of every theme readable', async () => {
    for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] as const) {
      await open('step', { theme });
      const worst = await page.evaluate(() => (window as unknown as HostPage).contrasts());
      for (const { role, ratio } of worst) assert.ok(ratio >= 4.5, `${theme} ${role}: ${ratio.toFixed(2)}`);
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

  const boxOf = async (group: number) =>
    (await page.locator(`[data-fold="${group}"]:not(.cell) > .card-outline`).boundingBox())!;
  const state = (group: number) => page.locator(`[data-fold="${group}"]:not(.cell)`).getAttribute('aria-expanded');
  const expanded = (group: number, is: boolean) =>
    page.locator(`[data-fold="${group}"][aria-expanded="${is}"]:not(.cell)`).waitFor({ state: 'attached' });
  const press = async (group: number, button: string): Promise<void> => {
    const box = (await page.locator(`[data-fold="${group}"] .fold-button.${button}`).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  const click = async (group: number): Promise<void> => {
    const box = await boxOf(group);
    await page.mouse.click(box.x + 6, box.y + 4);
  };
  /** Numbers of groups in the folded scenario: its stack, the call in the first copy, that in it, and the penalty. */
  const [STACK, CALL, DOT, PENALTY] = [1, 2, 3, 37];

  const lastFold = async () => {
    const last = (await posted('fold')).at(-1);
    return last && { group: last.group, fold: last.fold };
  };

  it('opens a closed group with a click, closes an open one at its head, and keeps its corner in place', async () => {
    await openWhole('folded', { reducedMotion: 'reduce' });
    await expanded(DOT, false);
    assert.equal(await state(CALL), 'true');
    const before = await boxOf(DOT);
    await click(DOT);
    await expanded(DOT, true);
    await page.waitForTimeout(60);
    const after = await boxOf(DOT);
    assert.deepEqual(await lastFold(), { group: DOT, fold: 'open' });
    assert.ok(Math.abs(before.x - after.x) < 1 && Math.abs(before.y - after.y) < 1, JSON.stringify([before, after]));
    assert.ok(after.width > before.width);
    await click(DOT);
    await expanded(DOT, false);
    assert.deepEqual(await lastFold(), { group: DOT, fold: 'closed' });
    assert.deepEqual(await boxOf(DOT), before);
    const penalty = await boxOf(PENALTY);
    await page.mouse.click(penalty.x + 5, penalty.y + penalty.height - 3);
    await page.waitForTimeout(60);
    assert.equal((await posted('fold')).length, 2, 'beside what is in a frame nothing closes');
  });

  it('turns the pages of a stack, shows all of its copies, and one again', async () => {
    await openWhole('folded', { reducedMotion: 'reduce' });
    const page1 = page.locator(`[data-fold="${STACK}"] .fold-count`, { hasText: '1 of 12' });
    await page1.waitFor();
    await press(STACK, 'next');
    await page.locator('.fold-count', { hasText: '2 of 12' }).waitFor();
    assert.equal(await page.locator('[data-node="22"]').count(), 1, 'the end of the second copy');
    await press(STACK, 'previous');
    await page1.waitFor();
    await press(STACK, 'previous');
    await page.locator('.fold-count', { hasText: '12 of 12' }).waitFor();
    await press(STACK, 'all');
    await page.locator('.cell').first().waitFor({ state: 'attached' });
    const folds = (await posted('fold')).map(({ group, fold }) => [group, fold]);
    assert.deepEqual(folds, [
      [1, 1],
      [1, 0],
      [1, 11],
      [1, 'all'],
    ]);
    await page.keyboard.press('f');
    await page.locator('.cell').nth(11).waitFor({ state: 'attached' });
    await page.waitForTimeout(60);
    const third = (await page.locator('.cell .cell-frame').nth(2).boundingBox())!;
    await page.mouse.click(third.x + 4, third.y + 4);
    await page.locator('.fold-count', { hasText: '3 of 12' }).waitFor();
    await page.keyboard.press('f');
    await page.waitForTimeout(60);
    await press(STACK, 'all');
    await page.locator('.cell').first().waitFor({ state: 'attached' });
    await page.keyboard.press('f');
    await page.waitForTimeout(60);
    await press(STACK, 'one');
    await page1.waitFor();
  });

  it('opens, closes and turns by keyboard', async () => {
    await openWhole('folded', { reducedMotion: 'reduce' });
    await page.locator(`[data-fold="${STACK}"]`).focus();
    await page.keyboard.press('PageDown');
    await page.locator('.fold-count', { hasText: '2 of 12' }).waitFor();
    await page.keyboard.press('PageUp');
    await page.locator('.fold-count', { hasText: '1 of 12' }).waitFor();
    await page.locator(`[data-fold="${PENALTY}"]`).focus();
    await page.keyboard.press('Enter');
    await expanded(PENALTY, false);
    assert.equal(await page.locator(`[data-fold="${PENALTY}"]`).getAttribute('tabindex'), '0', 'Tab comes back here');
    await page.locator(`[data-fold="${PENALTY}"]`).focus();
    await page.keyboard.press('Enter');
    await expanded(PENALTY, true);
    await page.keyboard.press('c');
    await expanded(STACK, false);
    await page.keyboard.press('e');
    await page.locator('.cell').first().waitFor({ state: 'attached' });
    await page.keyboard.press('f');
    await page.locator('.cell').nth(11).waitFor({ state: 'attached' });
    assert.deepEqual(
      (await posted('foldAll')).map(({ open: is }) => is),
      [false, true],
    );
  });

  it('walks through the borders of open groups by keyboard', async () => {
    await openWhole('folded');
    await page.locator('[data-key="v138"]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.match((await focused()) ?? '', /^unnamed square/, 'in the stack');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.match((await focused()) ?? '', /^out, tanh/, 'in the call');
  });

  it('draws lines from a reference to the other places of its value', async () => {
    await openWhole('page');
    const reference = page.locator('.reference', { hasText: 'w1' });
    await page.locator('.reference[data-reference="0"]').waitFor();
    await reference.hover();
    await page.locator('.link-line').waitFor({ state: 'attached' });
    assert.equal(await page.locator('.link-end').count(), 1);
    const [end, card] = [
      await page.locator('.link-end').boundingBox(),
      await page.locator('[data-node="0"] .card').boundingBox(),
    ];
    assert.ok(end && card && Math.abs(end.x - card.x) < 6 && Math.abs(end.y - card.y) < 6);
    await reference.click();
    await page.waitForTimeout(60);
    assert.deepEqual((await posted('select')).at(-1), { type: 'select', node: 0 });
    await page.mouse.move(400, 5);
    await page.locator('.link-line').waitFor({ state: 'detached' });
  });

  it('paints what is too much for elements on a canvas, where clicks select', async () => {
    await open('far', { reducedMotion: 'reduce' });
    assert.equal(await page.locator('[data-node]').count(), 0);
    assert.deepEqual(await posted('look'), [], 'no numbers are asked for from afar');
    const painted = await page.locator('canvas.far').evaluate(canvas => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length / (width * height);
    });
    assert.ok(painted > 0.3, String(painted));
    const box = (await page.locator('canvas.far').boundingBox())!;
    const at = { x: box.x + box.width * 0.4, y: box.y + box.height * 0.4 };
    await page.mouse.move(at.x, at.y);
    await page.keyboard.down('Control');
    for (let i = 0; i < 60 && (await page.locator('[data-node]').count()) === 0; i++) {
      await page.mouse.wheel(0, -20);
      await page.waitForTimeout(20);
    }
    await page.keyboard.up('Control');
    await page.locator('[data-node]').first().waitFor();
    // What is an element now is where the canvas has it a little further away.
    const node = page.locator('[data-node] .card').first();
    const id = Number(await page.locator('[data-node]').first().getAttribute('data-node'));
    const place = (await node.boundingBox())!;
    const centre = { x: place.x + place.width / 2, y: place.y + place.height / 2 };
    await page.mouse.move(centre.x, centre.y);
    await page.keyboard.down('Control');
    for (let i = 0; i < 60 && (await page.locator('[data-node]').count()) > 0; i++) {
      await page.mouse.wheel(0, 10);
      await page.waitForTimeout(20);
    }
    await page.keyboard.up('Control');
    assert.equal(await page.locator('canvas.far').isVisible(), true);
    await page.mouse.click(centre.x, centre.y);
    await page.waitForTimeout(60);
    assert.deepEqual((await posted('select')).at(-1), { type: 'select', node: id });
  });

  it('looks at what came into view, and not at what it knows', async () => {
    await openWhole('folded', { reducedMotion: 'reduce' });
    await page.locator('.data-number', { hasText: '26.7365' }).waitFor();
    const first = await posted('look');
    assert.equal(first.length, 1);
    assert.ok(first[0].nodes.includes(138) && first[0].nodes.includes(7), 'values, and what closed groups result in');
    assert.deepEqual(first[0].references, [[8, 1]]);
    await page.keyboard.press('+');
    await page.keyboard.press('-');
    await page.waitForTimeout(150);
    assert.equal((await posted('look')).length, 1);
    await click(DOT);
    await page.locator('[data-node="5"]').waitFor();
    await page.waitForTimeout(150);
    const later = (await posted('look')).slice(1);
    assert.equal(later.length, 1);
    assert.ok(later[0].nodes.includes(5));
  });

  it('glides to a new layout, but not for those who want no motion', async () => {
    const transitions = async (): Promise<string[]> => {
      const before = await boxOf(DOT);
      await page.evaluate(() => {
        const seen: string[] = [];
        Object.assign(window, { seen });
        setInterval(() => {
          const scene = document.querySelector('.is-settling .scene');
          if (scene) seen.push(getComputedStyle(scene).transitionDuration);
        }, 5);
      });
      await page.mouse.click(before.x + 6, before.y + 4);
      await expanded(DOT, true);
      await page.waitForTimeout(100);
      return page.evaluate(() => [...new Set((window as unknown as { seen: string[] }).seen)]);
    };
    await openWhole('folded');
    await expanded(DOT, false);
    await page.waitForTimeout(500);
    assert.deepEqual(await transitions(), ['0.22s']);
    await openWhole('folded', { reducedMotion: 'reduce' });
    await expanded(DOT, false);
    await page.waitForTimeout(500);
    assert.deepEqual(await transitions(), ['0s']);
  });
});
