import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { Found } from '../../src/protocol/find';
import type { ToPanel } from '../../src/protocol/panel';
import { overlaps } from '../../webview/graph/geometry';
import { panelSuite } from './harness/suite';

const NARROW = { width: 340, height: 700, reducedMotion: 'reduce' } as const;

/** Widths at which a picture does not fit. */
const MAPPED = [
  [360, 'neuron'],
  [400, 'page'],
  [400, 'copies'],
  [800, 'mlp'],
  [1000, 'mlp'],
  [1600, 'mlp'],
] as const;

describe('the view of a picture', function () {
  this.timeout(30_000);
  const open = panelSuite();

  const boxOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    assert.ok(box);
    return box;
  };
  /** Height of a number's font on the screen. */
  const textOf = (page: Page) =>
    page
      .locator('.number')
      .first()
      .evaluate(
        text => Number.parseFloat(getComputedStyle(text).fontSize) * (text as SVGTextElement).getScreenCTM()!.a,
      );
  const seen = async (page: Page, locator: Locator): Promise<boolean> =>
    overlaps(await boxOf(locator), await boxOf(page.locator('.canvas')));

  it('begins where a narrow panel can be read, at the result, with a map; all of it fits on demand', async () => {
    const page = await open('neuron', NARROW);
    assert.ok((await textOf(page)) >= 8);
    const [out, canvas] = [await boxOf(page.locator('[data-node="9"] .card')), await boxOf(page.locator('.canvas'))];
    assert.ok(out.x >= canvas.x && out.x + out.width <= canvas.x + canvas.width);
    await page.locator('.minimap').waitFor();
    assert.ok(!overlaps(await boxOf(page.locator('.minimap')), out));
    await page.keyboard.press('f');
    await page.locator('.minimap').waitFor({ state: 'detached' });
    assert.ok((await textOf(page)) < 8);
    await page.setViewportSize({ width: 1000, height: 700 });
    await page.waitForTimeout(150);
    assert.equal(await page.locator('.minimap').count(), 0);
  });

  it('has its map where nothing is drawn, and stays there while one moves', async () => {
    for (const [width, scenario] of MAPPED) {
      const page = await open(scenario, { width, height: 760, reducedMotion: 'reduce' });
      await page.waitForTimeout(100);
      const map = page.locator('.minimap');
      const covered = await map.evaluate(element => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return [...document.querySelectorAll('[data-node] .card, .is-closed > .card, .is-open > .fold-head')].filter(
          shape => {
            const box = shape.getBoundingClientRect();
            return box.left < right && box.right > left && box.top < bottom && box.bottom > top;
          },
        ).length;
      });
      assert.equal(covered, 0, `${scenario} at ${width}`);
      const corner = await map.getAttribute('class');
      for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowLeft');
      await page.waitForTimeout(60);
      assert.equal(await map.getAttribute('class'), corner);
      await page.keyboard.press('/');
      await page.locator('.find').waitFor();
      assert.ok(!overlaps(await boxOf(map), await boxOf(page.locator('.find'))), `${scenario} at ${width}`);
    }
  });

  it('is not lost by zooming out and panning', async () => {
    const page = await open('neuron', { reducedMotion: 'reduce' });
    for (let i = 0; i < 25; i++) await page.keyboard.press('-');
    const small = await boxOf(page.locator('.scene'));
    assert.ok(small.width > 200, `${small.width}`);
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown']) {
      for (let i = 0; i < 30; i++) await page.keyboard.press(key);
    }
    await page.waitForTimeout(100);
    assert.ok(await seen(page, page.locator('.scene')));
  });

  it('shows a result of the search beside its list', async () => {
    const page = await open('neuron', { ...NARROW, width: 600 });
    await page.keyboard.press('/');
    await page.keyboard.type('x');
    const found: Found = {
      query: 'x',
      error: null,
      total: 8,
      ids: Uint32Array.from([0, 1, 2, 3, 4, 5, 6, 7]),
      uses: { users: new Uint32Array(0), inputs: new Uint32Array(0) },
      rows: [0, 1, 2, 3, 4, 5, 6, 7].map(node => {
        const numbers = { data: '1', grad: '1', state: 'final' } as const;
        return { node, name: `x${node}`, symbol: '', ...numbers, place: 'a.ts:1', scope: [], where: '' };
      }),
    };
    await page.evaluate(message => (window as unknown as { send(message: ToPanel): void }).send(message), {
      type: 'found',
      found,
    } as const);
    await page.locator('.found button').nth(7).waitFor();
    for (let node = 0; node < 8; node++) {
      await page.keyboard.press('Enter');
      await page.waitForTimeout(150);
      const card = await boxOf(page.locator(`[data-node="${node}"] .card`));
      assert.ok(!overlaps(card, await boxOf(page.locator('.find'))), `${node}`);
      assert.ok(await seen(page, page.locator(`[data-node="${node}"] .card`)), `${node}`);
    }
  });
});
