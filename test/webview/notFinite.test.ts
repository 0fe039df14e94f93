import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FromPanel } from '../../src/protocol/panel';
import { panelSuite } from './harness/suite';

describe('numbers that are NaN or infinite', function () {
  this.timeout(30_000);
  const open = panelSuite({ reducedMotion: 'reduce' });
  const labelOf = (page: Page, selector: string) => page.locator(selector).getAttribute('aria-label');

  it('are marked on their values, and said', async () => {
    const page = await open('notFinite');
    assert.deepEqual(
      await page.locator('.is-not-finite').evaluateAll(all => all.map(each => each.getAttribute('data-node'))),
      ['1', '2', '4', '5'],
    );
    assert.equal(
      await labelOf(page, '[data-node="2"]'),
      'c, multiplication, data ∞, grad 0, final, data is not finite',
    );
  });

  it('are marked on the closed groups and the stacks that hide them', async () => {
    const page = await open('notFiniteFolded');
    const marked = await page.locator('.is-not-finite[data-fold]').evaluateAll(all => all.map(each => each.ariaLabel));
    assert.equal(marked.length, 1);
    assert.match(marked[0] ?? '', /2 of its values not finite, open$/);
    await page.keyboard.press('c');
    await page.locator('.is-not-finite.is-closed').first().waitFor();
  });

  it('are found where they began', async () => {
    const page = await open('notFinite', { width: 500 });
    await page.getByRole('button', { name: '4 not finite: go to the first' }).click();
    await page.locator('[data-node="1"][aria-selected="true"]').waitFor();
    const posted = await page.evaluate(() => (window as unknown as { posted: FromPanel[] }).posted);
    assert.ok(posted.some(message => message.type === 'select' && message.node === 1));
  });

  it('are told from others without colours', async () => {
    const page = await open('notFinite');
    await page.emulateMedia({ forcedColors: 'active' });
    const colours = await page.locator('[data-node="2"]').evaluate(node =>
      ['.alarm-sign', '.alarm-mark', '.card'].map(part => {
        const style = getComputedStyle(node.querySelector(part)!);
        return part === '.alarm-mark' ? style.stroke : style.fill;
      }),
    );
    assert.notEqual(colours[0], colours[1]);
    assert.notEqual(colours[0], colours[2]);
  });

  it('are seen from afar, on the picture and on the map', async () => {
    const page = await open('notFiniteFar');
    const alarms = (selector: string) =>
      page.locator(selector).evaluate(element => {
        const canvas = element as HTMLCanvasElement;
        const probe = document.createElement('span');
        probe.style.color = 'var(--tl-alarm)';
        document.body.append(probe);
        const colour = getComputedStyle(probe).color.match(/\d+/g)!.map(Number);
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let i = 0; i < data.length; i += 4) if (colour.every((part, c) => data[i + c] === part)) count++;
        return count;
      });
    await page.waitForTimeout(200);
    assert.ok((await alarms('canvas.far')) > 40, `${await alarms('canvas.far')}`);
  });
});
