import assert from 'node:assert/strict';
import { HostedPanel } from './harness/host';

describe('a run in a browser', function () {
  this.timeout(30_000);
  const panel = new HostedPanel();

  it('shows progress that can be cancelled, and why the picture is stale', async () => {
    await panel.open('running');
    assert.match(await panel.page.locator('.progress').innerText(), /65,818 values, 12 passes, 4\.2 s/);
    assert.match(await panel.page.locator('.chip.stale').innerText(), /of the run before/);
    await panel.page.locator('.cancel').click();
    await panel.page.waitForTimeout(30);
    assert.equal((await panel.posted('cancel')).length, 1);
  });

  it('shows an error with its hint and its place, beside the last good picture', async () => {
    await panel.open('failed');
    assert.match(await panel.page.locator('.error').innerText(), /reading 'backward'[\s\S]*assigned above/);
    await panel.page.locator('[data-node]').nth(9).waitFor();
    await panel.page.locator('.error .place').click();
    await panel.page.locator('.error .partial').click();
    await panel.page.waitForTimeout(30);
    assert.equal((await panel.posted('showError')).length, 1);
    assert.deepEqual(await panel.posted('showPartial'), [{ type: 'showPartial', partial: true }]);
  });

  it('says what to write while there is nothing to draw', async () => {
    await panel.open('empty');
    assert.match(await panel.page.locator('.empty').innerText(), /Import Value from 'tapelens'/);
    await panel.page.getByRole('button', { name: 'Visualize' }).click();
    await panel.page.waitForTimeout(30);
    assert.equal((await panel.posted('run')).length, 1);
  });
});
