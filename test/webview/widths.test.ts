import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { panelSuite } from './harness/suite';

const WIDTHS = [220, 400, 800, 1600];

describe('the panel at every width', function () {
  this.timeout(60_000);
  const open = panelSuite();

  /** What is out of the page, or lies on another control. */
  const faults = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const controls = [
        ...document.querySelectorAll('vscode-button, .panel button, select, input, .chip, .progress, .position, .zoom'),
      ].filter(element => element.checkVisibility() && !element.closest('.plots, .details, .help'));
      const named = controls.map(element => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { element, name: element.ariaLabel ?? element.className, left, top, right, bottom };
      });
      const out = named
        .filter(({ left, right }) => left < -0.5 || right > innerWidth + 0.5)
        .map(({ name }) => `cut: ${name}`);
      const on = named.flatMap((a, i) =>
        named.slice(i + 1).flatMap(b => {
          if (a.element.contains(b.element) || b.element.contains(a.element)) return [];
          const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          return width > 1.5 && height > 1.5 ? [`overlap: ${a.name}, ${b.name}`] : [];
        }),
      );
      const wide = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
      return [...out, ...on, ...wide];
    });

  for (const scenario of ['training', 'unfolded', 'running', 'failed', 'empty', 'stale']) {
    it(`cuts nothing off and lets nothing overlap in ${scenario}`, async () => {
      const page = await open(scenario, { reducedMotion: 'reduce' });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 700 });
        await page.waitForTimeout(120);
        assert.deepEqual(await faults(page), [], `${width}`);
      }
    });
  }

  it('shows in forced colours what is pressed, the states of a grad, and the step', async () => {
    const page = await open('unfolded');
    await page.emulateMedia({ forcedColors: 'active' });
    const styleOf = (selector: string, property: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    const canvas = await styleOf('body', 'background-color');
    for (const [selector, property] of [
      ['.segment[aria-pressed="true"]', 'border-top-color'],
      ['.card-outline', 'stroke'],
      ['.frame', 'fill-opacity'],
      ['.step-outline', 'stroke'],
      ['.badge', 'fill'],
      ['.reference-card', 'stroke'],
      ['.hatch', 'stroke'],
    ]) {
      assert.notEqual(await styleOf(selector, property), canvas, selector);
    }
  });

  it("stands still where the editor's own setting says so", async () => {
    const page = await open('step');
    await page.waitForSelector('.edge.is-stepped', { state: 'attached' });
    const animation = () =>
      page
        .locator('.edge.is-stepped')
        .first()
        .evaluate(edge => getComputedStyle(edge).animationName);
    assert.equal(await animation(), 'flow');
    await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    assert.equal(await animation(), 'none');
  });
});
