import assert from 'node:assert/strict';
import { HostedPanel, type HostPage } from './harness/host';

describe('the picture in a browser', function () {
  this.timeout(30_000);
  const panel = new HostedPanel();

  it('lays out under the policy of a webview with the real worker', async () => {
    await panel.open('neuron');
    assert.equal(await panel.page.locator('[data-node]').count(), 10);
    assert.equal(await panel.page.locator('.chip').count(), 0);
    assert.equal((await panel.posted('ready')).length, 1);
  });

  it('selects with a click, highlights the edges, and deselects with Escape', async () => {
    await panel.open('neuron');
    await panel.page.locator('[data-node="8"]').click();
    await panel.page.locator('[data-node="8"][aria-selected="true"] .selection').waitFor();
    assert.deepEqual(await panel.posted('select'), [{ type: 'select', node: 8 }]);
    assert.equal(await panel.page.locator('.edge.is-selected').count(), 3);
    await panel.page.keyboard.press('Escape');
    await panel.page.locator('[aria-selected="true"]').waitFor({ state: 'detached' });
    await panel.page.waitForFunction(() =>
      (window as unknown as HostPage).posted.some(message => message.type === 'select' && message.node === null),
    );
  });

  it('walks the graph by keyboard, one stop for Tab, and chooses with Enter', async () => {
    await panel.open('neuron');
    assert.equal(await panel.page.locator('[data-node][tabindex="0"]').count(), 1);
    await panel.page.locator('[data-node][tabindex="0"]').focus();
    assert.match((await panel.focused()) ?? '', /^o, tanh, data 0\.7071, grad 1, final$/);
    await panel.page.keyboard.press('ArrowLeft');
    assert.match((await panel.focused()) ?? '', /^n, addition/);
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.keyboard.press('ArrowDown');
    assert.match((await panel.focused()) ?? '', /^b, data/);
    await panel.page.keyboard.press('Enter');
    await panel.page.locator('[data-node="4"][aria-selected="true"]').waitFor();
    assert.deepEqual(await panel.posted('seek'), []);
    await panel.page.keyboard.press('Escape');
    await panel.page.locator('[data-node="4"][aria-selected="false"]').waitFor();
    assert.match((await panel.focused()) ?? '', /^b, data/);
    await panel.page.keyboard.press('Escape');
    assert.equal(await panel.focused(), 'BODY');
  });

  it('reaches every operand by keyboard, and comes back to what uses it', async () => {
    await panel.open('neuron');
    await panel.page.locator('[data-node="7"]').focus();
    await panel.page.keyboard.press('ArrowLeft');
    const upper = await panel.focused();
    await panel.page.keyboard.press('ArrowDown');
    const lower = await panel.focused();
    assert.deepEqual(
      [upper, lower].map(name => name?.split(',')[0]),
      ['x1w1', 'x2w2'],
    );
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await panel.page.locator('[data-key]:focus').getAttribute('data-node'), '7');
  });

  it('pans with a drag and the wheel, zooms with Ctrl and the wheel and with keys, fits with f', async () => {
    await panel.open('neuron');
    const fitted = await panel.zoom();
    await panel.page.mouse.move(300, 520);
    await panel.page.mouse.down();
    await panel.page.mouse.move(340, 540, { steps: 3 });
    await panel.page.mouse.up();
    await panel.page.waitForTimeout(50);
    assert.notEqual(await panel.zoom(), fitted);
    assert.deepEqual(await panel.posted('select'), []);
    await panel.page.keyboard.press('f');
    await panel.page.waitForTimeout(50);
    assert.equal(await panel.zoom(), fitted);
    await panel.page.mouse.wheel(0, 40);
    await panel.page.waitForTimeout(50);
    assert.notEqual(await panel.zoom(), fitted);
    await panel.page.keyboard.press('+');
    await panel.page.waitForTimeout(50);
    const scale = Number(/scale\(([\d.]+)\)/.exec(await panel.zoom())?.[1]);
    assert.ok(scale > Number(/scale\(([\d.]+)\)/.exec(fitted)?.[1]));
  });

  it('draws ops as nodes of their own on demand, and tells the host', async () => {
    await panel.open('neuron');
    await panel.page.locator('.op-style').click();
    await panel.page.locator('.edge.stem').first().waitFor({ state: 'attached' });
    assert.equal(await panel.page.locator('.edge.stem').count(), 5);
    assert.deepEqual(await panel.posted('opStyle'), [{ type: 'opStyle', opStyle: 'node' }]);
  });

  it("lights the nodes under the editor's cursor and brings them into view", async () => {
    await panel.open('neuron', { reducedMotion: 'reduce' });
    await panel.page.mouse.move(300, 300);
    await panel.page.mouse.wheel(900, 0);
    await panel.page.waitForTimeout(50);
    await panel.send({ type: 'lit', nodes: [5] });
    await panel.page.locator('[data-node="5"] .lit').waitFor();
    await panel.page.waitForTimeout(50);
    const box = (await panel.page.locator('[data-node="5"] .card').boundingBox())!;
    assert.ok(box.x >= 0 && box.x + box.width <= 800);
  });

  it('keeps the text of every theme readable', async () => {
    for (const theme of ['dark', 'light', 'hc-black', 'hc-light'] as const) {
      await panel.open('step', { theme });
      const worst = await panel.page.evaluate(() => (window as unknown as HostPage).contrasts());
      for (const { role, ratio } of worst) assert.ok(ratio >= 4.5, `${theme} ${role}: ${ratio.toFixed(2)}`);
    }
  });

  it('draws lines from a reference to the other places of its value', async () => {
    await panel.openWhole('page');
    const reference = panel.page.locator('.reference', { hasText: 'w1' });
    await panel.page.locator('.reference[data-reference="0"]').waitFor();
    await reference.hover();
    await panel.page.locator('.link-line').waitFor({ state: 'attached' });
    assert.equal(await panel.page.locator('.link-end').count(), 1);
    const [end, card] = [
      await panel.page.locator('.link-end').boundingBox(),
      await panel.page.locator('[data-node="0"] .card').boundingBox(),
    ];
    assert.ok(end && card && Math.abs(end.x - card.x) < 6 && Math.abs(end.y - card.y) < 6);
    await reference.click();
    await panel.page.waitForTimeout(60);
    assert.deepEqual((await panel.posted('select')).at(-1), { type: 'select', node: 0 });
    await panel.page.mouse.move(400, 5);
    await panel.page.locator('.link-line').waitFor({ state: 'detached' });
  });
});
