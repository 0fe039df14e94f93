import assert from 'node:assert/strict';
import { HostedPanel } from './harness/host';

describe('the charts in a browser', function () {
  this.timeout(30_000);
  const panel = new HostedPanel();

  it('goes to a pass with a click on the loss chart, and along it by keyboard', async () => {
    await panel.open('training');
    const chart = panel.page.locator('.chart');
    const box = (await chart.boundingBox())!;
    await chart.hover({ position: { x: box.width - 15, y: 40 } });
    await panel.page.locator('.readout', { hasText: 'pass 20: 0.154' }).waitFor();
    await chart.click({ position: { x: box.width - 15, y: 40 } });
    await panel.page.getByRole('button', { name: 'Pass 20 of 20' }).waitFor();
    assert.equal((await panel.posted('seek')).at(-1)?.cursor.pass, 19);
    await chart.focus();
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.getByRole('button', { name: 'Pass 19 of 20' }).waitFor();
    await panel.page.keyboard.press('Home');
    await panel.page.getByRole('button', { name: 'Pass 1 of 20' }).waitFor();
  });

  it('has a logarithmic scale, and grows with the run', async () => {
    await panel.open('training');
    const path = () => panel.page.locator('.chart .series').getAttribute('d');
    const linear = await path();
    await panel.page.locator('.log-scale').click();
    await panel.page.waitForTimeout(50);
    assert.notEqual(await path(), linear);
    await panel.send({ type: 'series', series: [{ name: 'loss', points: [3, 2, 1], at: null }] });
    await panel.page.waitForTimeout(50);
    assert.equal((await path())?.match(/[ML]/g)?.length, 3);
  });

  it('shows logged series on scales of their own, and the one whose name is pressed on the axis', async () => {
    await panel.open('training');
    const series = [
      { name: 'loss', points: [30, 20, 10], at: null },
      { name: 'accuracy', points: [0.5, 0.9], at: [0, 2] },
    ];
    await panel.send({ type: 'series', series });
    await panel.page.waitForTimeout(60);
    assert.equal(await panel.page.locator('.chart .series').count(), 2);
    const ticks = () => panel.page.locator('.loss .tick').allTextContents();
    assert.ok((await ticks()).includes('20'));
    await panel.page.getByRole('button', { name: /accuracy/ }).click();
    await panel.page.waitForTimeout(60);
    assert.ok((await ticks()).includes('0.5'), String(await ticks()));
    assert.match(await panel.page.locator('.legend-entry').last().innerText(), /accuracy\s+0\.9/);
  });

  it('shows plots of every kind, and asks for their frames', async () => {
    await panel.open('neuron');
    const plot = { title: '', place: 'a.ts:3', frames: 3, shown: 1, number: 4, count: 7, follows: true };
    await panel.send({
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
    await panel.page.locator('.plot').nth(3).waitFor();
    assert.deepEqual(
      [
        await panel.page.locator('.plot .point').count(),
        await panel.page.locator('.bar').count(),
        await panel.page.locator('.plot g').first().locator('.heat').count(),
      ],
      [2, 3, 3],
    );
    assert.deepEqual(await panel.page.locator('.plot').nth(3).locator('.tick').allTextContents(), ['-2', '0', '2']);
    assert.equal(await panel.page.locator('.frames .position').innerText(), '5 of 7');
    await panel.page.getByRole('button', { name: 'Next frame' }).click();
    await panel.page.getByRole('button', { name: 'Follow the pass' }).click();
    await panel.page.waitForTimeout(60);
    assert.deepEqual(
      (await panel.posted('frame')).map(({ plot: id, frame }) => [id, frame]),
      [
        [1, 2],
        [1, 1],
      ],
    );
  });
});
