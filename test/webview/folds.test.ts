import assert from 'node:assert/strict';
import { HostedPanel } from './harness/host';

describe('groups and stacks in a browser', function () {
  this.timeout(30_000);
  const panel = new HostedPanel();

  const boxOf = async (group: number) =>
    (await panel.page.locator(`[data-fold="${group}"]:not(.cell) > .card-outline`).boundingBox())!;
  const state = (group: number) =>
    panel.page.locator(`[data-fold="${group}"]:not(.cell)`).getAttribute('aria-expanded');
  const expanded = (group: number, is: boolean) =>
    panel.page.locator(`[data-fold="${group}"][aria-expanded="${is}"]:not(.cell)`).waitFor({ state: 'attached' });
  const press = async (group: number, button: string): Promise<void> => {
    const box = (await panel.page.locator(`[data-fold="${group}"] .fold-button.${button}`).boundingBox())!;
    await panel.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  const click = async (group: number): Promise<void> => {
    const box = await boxOf(group);
    await panel.page.mouse.click(box.x + 6, box.y + 4);
  };
  /** Numbers of groups in the folded scenario: its stack, the call in the first copy, that in it, and the penalty. */
  const [STACK, CALL, DOT, PENALTY] = [1, 2, 3, 37];

  const lastFold = async () => {
    const last = (await panel.posted('fold')).at(-1);
    return last && { group: last.group, fold: last.fold };
  };

  it('opens a closed group with a click, closes an open one at its head, and keeps its corner in place', async () => {
    await panel.openWhole('folded', { reducedMotion: 'reduce' });
    await expanded(DOT, false);
    assert.equal(await state(CALL), 'true');
    const before = await boxOf(DOT);
    await click(DOT);
    await expanded(DOT, true);
    await panel.page.waitForTimeout(60);
    const after = await boxOf(DOT);
    assert.deepEqual(await lastFold(), { group: DOT, fold: 'open' });
    assert.ok(Math.abs(before.x - after.x) < 1 && Math.abs(before.y - after.y) < 1, JSON.stringify([before, after]));
    assert.ok(after.width > before.width);
    await click(DOT);
    await expanded(DOT, false);
    assert.deepEqual(await lastFold(), { group: DOT, fold: 'closed' });
    assert.deepEqual(await boxOf(DOT), before);
    const penalty = await boxOf(PENALTY);
    await panel.page.mouse.click(penalty.x + 5, penalty.y + penalty.height - 3);
    await panel.page.waitForTimeout(60);
    assert.equal((await panel.posted('fold')).length, 2, 'beside what is in a frame nothing closes');
  });

  it('marks a closed group in which something that was found is used, though it was made elsewhere', async () => {
    await panel.openWhole('folded', { reducedMotion: 'reduce' });
    const { page } = panel;
    const isFound = (group: number) =>
      page.locator(`[data-fold="${group}"]:not(.cell)`).evaluate(element => element.classList.contains('is-found'));
    await page.keyboard.press('/');
    await page.keyboard.type('w1');
    // The first weight, and its use in the first copy.
    await panel.send({
      type: 'found',
      found: {
        query: 'w1',
        error: null,
        total: 1,
        ids: Uint32Array.of(0),
        uses: { users: Uint32Array.of(5), inputs: Uint32Array.of(0) },
        rows: [],
      },
    });
    await page.locator('[data-node="0"].is-found').waitFor();
    assert.deepEqual([await isFound(DOT), await isFound(STACK)], [true, false]);
    await page.keyboard.press('Escape');
    await page.locator('[data-node="0"]:not(.is-found)').waitFor();
    assert.equal(await isFound(DOT), false);
  });

  it('turns the pages of a stack, shows all of its copies, and one again', async () => {
    await panel.openWhole('folded', { reducedMotion: 'reduce' });
    const page1 = panel.page.locator(`[data-fold="${STACK}"] .fold-count`, { hasText: '1 of 12' });
    await page1.waitFor();
    await press(STACK, 'next');
    await panel.page.locator('.fold-count', { hasText: '2 of 12' }).waitFor();
    assert.equal(await panel.page.locator('[data-node="22"]').count(), 1, 'the end of the second copy');
    await press(STACK, 'previous');
    await page1.waitFor();
    await press(STACK, 'previous');
    await panel.page.locator('.fold-count', { hasText: '12 of 12' }).waitFor();
    await press(STACK, 'all');
    await panel.page.locator('.cell').first().waitFor({ state: 'attached' });
    const folds = (await panel.posted('fold')).map(({ group, fold }) => [group, fold]);
    assert.deepEqual(folds, [
      [1, 1],
      [1, 0],
      [1, 11],
      [1, 'all'],
    ]);
    await panel.page.keyboard.press('f');
    await panel.page.locator('.cell').nth(11).waitFor({ state: 'attached' });
    await panel.page.waitForTimeout(60);
    const third = (await panel.page.locator('.cell .cell-frame').nth(2).boundingBox())!;
    await panel.page.mouse.click(third.x + 4, third.y + 4);
    await panel.page.locator('.fold-count', { hasText: '3 of 12' }).waitFor();
    await panel.page.keyboard.press('f');
    await panel.page.waitForTimeout(60);
    await press(STACK, 'all');
    await panel.page.locator('.cell').first().waitFor({ state: 'attached' });
    await panel.page.keyboard.press('f');
    await panel.page.waitForTimeout(60);
    await press(STACK, 'one');
    await page1.waitFor();
  });

  it('opens, closes and turns by keyboard', async () => {
    await panel.openWhole('folded', { reducedMotion: 'reduce' });
    await panel.page.locator(`[data-fold="${STACK}"]`).focus();
    await panel.page.keyboard.press('PageDown');
    await panel.page.locator('.fold-count', { hasText: '2 of 12' }).waitFor();
    await panel.page.keyboard.press('PageUp');
    await panel.page.locator('.fold-count', { hasText: '1 of 12' }).waitFor();
    await panel.page.locator(`[data-fold="${PENALTY}"]`).focus();
    await panel.page.keyboard.press('Enter');
    await expanded(PENALTY, false);
    assert.equal(
      await panel.page.locator(`[data-fold="${PENALTY}"]`).getAttribute('tabindex'),
      '0',
      'Tab comes back here',
    );
    await panel.page.locator(`[data-fold="${PENALTY}"]`).focus();
    await panel.page.keyboard.press('Enter');
    await expanded(PENALTY, true);
    await panel.page.keyboard.press('c');
    await expanded(STACK, false);
    await panel.page.keyboard.press('e');
    await panel.page.locator('.cell').first().waitFor({ state: 'attached' });
    await panel.page.keyboard.press('f');
    await panel.page.locator('.cell').nth(11).waitFor({ state: 'attached' });
    assert.deepEqual(
      (await panel.posted('foldAll')).map(({ open: is }) => is),
      [false, true],
    );
  });

  it('walks among the copies of a stack by keyboard, and turns it to one with Enter', async () => {
    await panel.openWhole('copies', { reducedMotion: 'reduce' });
    await panel.page.locator(`[data-fold="${STACK}"]`).focus();
    await panel.page.keyboard.press('ArrowDown');
    assert.match((await panel.focused()) ?? '', /, 1 of 9$/);
    assert.equal(await panel.page.locator('.cell:focus > .focus-ring').isVisible(), true);
    await panel.page.locator('.cell').nth(3).focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.locator('.cell').first().waitFor({ state: 'detached' });
    await panel.page.locator('.fold-count', { hasText: '4 of 9' }).waitFor();
    assert.deepEqual(await lastFold(), { group: STACK, fold: 3 });
    assert.match((await panel.focused()) ?? '', /, 4 of 9/);
  });

  it('goes on stepping after a click that opens a group, and turns what was clicked by its keys', async () => {
    await panel.openWhole('folded', { reducedMotion: 'reduce' });
    await panel.page
      .locator(`[data-fold="${STACK}"] .fold-head`)
      .first()
      .click({ position: { x: 4, y: 4 } });
    await expanded(STACK, false);
    const seeks = (await panel.posted('seek')).length;
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.waitForTimeout(50);
    assert.equal((await panel.posted('seek')).length, seeks + 1);
    await panel.page.keyboard.press('PageDown');
    await expanded(STACK, true);
    await panel.page.keyboard.press('Tab');
    assert.equal(await panel.page.locator('[data-key]:focus').getAttribute('data-key'), `g${STACK}`);
  });

  it('walks through the borders of open groups by keyboard', async () => {
    await panel.openWhole('folded');
    await panel.page.locator('[data-key="v138"]').focus();
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.keyboard.press('ArrowLeft');
    assert.match((await panel.focused()) ?? '', /^unnamed square/, 'in the stack');
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.keyboard.press('ArrowLeft');
    assert.match((await panel.focused()) ?? '', /^out, tanh/, 'in the call');
    await panel.page.locator(`[data-fold="${PENALTY}"]`).focus();
    await panel.page.keyboard.press('ArrowLeft');
    assert.match((await panel.focused()) ?? '', /^w1, /, 'what enters it');
    await panel.page.locator(`[data-fold="${PENALTY}"]`).focus();
    await panel.page.keyboard.press('ArrowRight');
    assert.match((await panel.focused()) ?? '', /^loss, /, 'what uses what leaves it');
  });

  it('looks at what came into view, and not at what it knows', async () => {
    await panel.openWhole('folded', { reducedMotion: 'reduce' });
    await panel.page.locator('.data-number', { hasText: '26.7365' }).waitFor();
    const first = await panel.posted('look');
    assert.equal(first.length, 1);
    assert.ok(first[0].nodes.includes(138) && first[0].nodes.includes(7), 'values, and what closed groups result in');
    assert.deepEqual(first[0].references, [[8, 1]]);
    await panel.page.keyboard.press('+');
    await panel.page.keyboard.press('-');
    await panel.page.waitForTimeout(150);
    assert.equal((await panel.posted('look')).length, 1);
    await click(DOT);
    await panel.page.locator('[data-node="5"]').waitFor();
    await panel.page.waitForTimeout(150);
    const later = (await panel.posted('look')).slice(1);
    assert.equal(later.length, 1);
    assert.ok(later[0].nodes.includes(5));
  });

  it('glides to a new layout, but not for those who want no motion', async () => {
    const transitions = async (): Promise<string[]> => {
      const before = await boxOf(DOT);
      await panel.page.evaluate(() => {
        const seen: string[] = [];
        Object.assign(window, { seen });
        setInterval(() => {
          const scene = document.querySelector('.is-settling .scene');
          if (scene) seen.push(getComputedStyle(scene).transitionDuration);
        }, 5);
      });
      await panel.page.mouse.click(before.x + 6, before.y + 4);
      await expanded(DOT, true);
      await panel.page.waitForTimeout(100);
      return panel.page.evaluate(() => [...new Set((window as unknown as { seen: string[] }).seen)]);
    };
    await panel.openWhole('folded');
    await expanded(DOT, false);
    await panel.page.waitForTimeout(500);
    assert.deepEqual(await transitions(), ['0.22s']);
    await panel.openWhole('folded', { reducedMotion: 'reduce' });
    await expanded(DOT, false);
    await panel.page.waitForTimeout(500);
    assert.deepEqual(await transitions(), ['0s']);
  });
});
