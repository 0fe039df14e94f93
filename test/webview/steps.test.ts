import assert from 'node:assert/strict';
import { HostedPanel } from './harness/host';

describe('stepping through a pass in a browser', function () {
  this.timeout(30_000);
  const panel = new HostedPanel();

  it('steps with the arrow keys, Home and End', async () => {
    await panel.open('start');
    await panel.position('step 0 of 5');
    await panel.page.keyboard.press('ArrowRight');
    await panel.position('step 1 of 5');
    assert.deepEqual((await panel.posted('seek')).at(-1)?.cursor, { pass: 0, step: 1 });
    assert.equal(await panel.page.locator('.is-stepped[data-node]').getAttribute('data-node'), '9');
    await panel.page.keyboard.press('End');
    await panel.position('step 5 of 5');
    await panel.page.keyboard.press('ArrowLeft');
    await panel.position('step 4 of 5');
    await panel.page.keyboard.press('Home');
    await panel.position('step 0 of 5');
  });

  it('goes on stepping and playing after a click on a value, where Tab then enters the graph', async () => {
    await panel.open('start', { reducedMotion: 'reduce' });
    await panel.page.locator('[data-node="8"]').click();
    await panel.page.locator('[data-node="8"][aria-selected="true"]').waitFor();
    await panel.page.keyboard.press('ArrowRight');
    await panel.position('step 1 of 5');
    await panel.page.keyboard.press('ArrowRight');
    await panel.position('step 2 of 5');
    await panel.page.keyboard.press('ArrowLeft');
    await panel.position('step 1 of 5');
    await panel.page.keyboard.press(' ');
    await panel.page.getByRole('button', { name: 'Pause (Space)' }).waitFor();
    await panel.page.keyboard.press(' ');
    await panel.page.getByRole('button', { name: 'Play (Space)' }).waitFor();
    assert.equal(await panel.page.locator('[data-node="8"]').getAttribute('aria-selected'), 'true');
    await panel.page.keyboard.press('Tab');
    assert.match((await panel.focused()) ?? '', /^n, addition/);
    const seeks = (await panel.posted('seek')).length;
    await panel.page.keyboard.press('ArrowRight');
    assert.match((await panel.focused()) ?? '', /^o, tanh/);
    assert.equal((await panel.posted('seek')).length, seeks, 'walks');
    await panel.page.locator('[data-node="8"]').click();
    await panel.page.keyboard.press('End');
    await panel.position('step 5 of 5');
    await panel.page.keyboard.press('ArrowLeft');
    await panel.position('step 4 of 5');
    await panel.page.keyboard.press('ArrowDown');
    assert.notEqual(await panel.focused(), undefined);
    assert.equal(await panel.page.locator('[data-key]:focus').count(), 1, 'up and down enter the graph');
  });

  it('leaves a field for the picture with a click, and steps after a drag', async () => {
    await panel.open('start', { reducedMotion: 'reduce' });
    await panel.page.keyboard.press('/');
    await panel.page.locator('#find').waitFor();
    const { x, y, width, height } = (await panel.page.locator('.picture').boundingBox())!;
    await panel.page.mouse.move(x + width / 2, y + height - 20);
    await panel.page.mouse.down();
    await panel.page.mouse.move(x + width / 2 + 30, y + height - 30);
    await panel.page.mouse.up();
    await panel.page.keyboard.press('ArrowRight');
    await panel.position('step 1 of 5');
  });

  it('loses no step when keys come faster than answers', async () => {
    await panel.open('start');
    for (let i = 0; i < 4; i++) await panel.page.keyboard.press('ArrowRight', { delay: 0 });
    await panel.position('step 4 of 5');
  });

  it('tells a step: sentence, product, running sum, and the contribution at each input', async () => {
    await panel.open('step');
    const sentence = 'x2w2 has the gradient 0.5 and passes it on: x2 gets 0.5; w2 gets 0.';
    assert.equal(await panel.page.locator('.sentence').innerText(), `${sentence} neuron.ts:9`);
    assert.equal(await panel.page.locator('.live').textContent(), sentence);
    const row = await panel.page.locator('.contributions tbody tr').first().innerText();
    assert.deepEqual(row.split(/\s+/), ['x2', '0', 'b', '=', '1', '0.5', '0.5', '0', '→', '0.5']);
    assert.deepEqual(await panel.page.locator('.tag-text').allTextContents(), ['+0.5', '+0']);
  });

  it('moves no card while stepping', async () => {
    await panel.open('start', { reducedMotion: 'reduce' });
    const places = () =>
      panel.page
        .locator('[data-node] .card')
        .evaluateAll(cards => cards.map(card => JSON.stringify(card.getBoundingClientRect())));
    const before = await places();
    assert.equal(before.length, 10);
    for (const step of [1, 2, 3]) {
      await panel.page.keyboard.press('ArrowRight');
      await panel.position(`step ${step} of 5`);
      assert.deepEqual(await places(), before);
    }
  });

  it('says "not yet" until a grad is computed', async () => {
    await panel.open('start');
    assert.equal(await panel.page.locator('.not-yet').count(), 9);
    assert.match(
      (await panel.page.locator('[data-node="3"]').getAttribute('aria-label')) ?? '',
      /grad not computed yet/,
    );
    await panel.page.keyboard.press('End');
    await panel.position('step 5 of 5');
    assert.equal(await panel.page.locator('.not-yet').count(), 0);
    assert.equal(await panel.page.locator('[data-node="3"]').getAttribute('aria-label'), 'w2, data 1, grad 0, final');
  });

  it('plays with Space, and stops at the end', async () => {
    await panel.open('start');
    await panel.page.locator('.speed').selectOption('8');
    await panel.page.locator('.speed').blur();
    await panel.page.keyboard.press('Space');
    await panel.position('step 5 of 5');
    assert.equal(await panel.page.getByRole('button', { name: 'Play (Space)' }).count(), 1);
  });

  it('seeks with the slider', async () => {
    await panel.open('start');
    await panel.page.locator('.step-slider').fill('3');
    await panel.position('step 3 of 5');
  });

  it('changes between whole tape and passes', async () => {
    await panel.open('training');
    await panel.page.getByRole('button', { name: 'Whole tape' }).click();
    await panel.position('after the run');
    assert.deepEqual((await panel.posted('seek')).at(-1)?.cursor, { pass: -1, step: 0 });
    await panel.page.getByRole('button', { name: 'Pass 20 of 20' }).click();
    await panel.position('step 5 of 5');
    await panel.page.getByRole('button', { name: 'Previous pass' }).click();
    await panel.page.getByRole('button', { name: 'Pass 19 of 20' }).waitFor();
  });

  it('animates the flow of the gradient, but not for those who want no motion', async () => {
    const animation = () =>
      panel.page
        .locator('.edge.is-stepped')
        .first()
        .evaluate(edge => getComputedStyle(edge).animationName);
    await panel.open('step');
    assert.equal(await animation(), 'flow');
    await panel.open('step', { reducedMotion: 'reduce' });
    assert.equal(await animation(), 'none');
  });
});
