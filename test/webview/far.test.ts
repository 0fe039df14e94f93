import assert from 'node:assert/strict';
import { HostedPanel } from './harness/host';

describe('the picture from afar in a browser', function () {
  this.timeout(30_000);
  const panel = new HostedPanel();

  it('paints what is too much for elements on a canvas, where clicks select', async () => {
    await panel.open('far', { reducedMotion: 'reduce' });
    assert.equal(await panel.page.locator('[data-node]').count(), 0);
    assert.deepEqual(await panel.posted('look'), [], 'no numbers are asked for from afar');
    const painted = await panel.page.locator('canvas.far').evaluate(canvas => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length / (width * height);
    });
    assert.ok(painted > 0.3, String(painted));
    const box = (await panel.page.locator('canvas.far').boundingBox())!;
    const at = { x: box.x + box.width * 0.4, y: box.y + box.height * 0.4 };
    await panel.page.mouse.move(at.x, at.y);
    await panel.page.keyboard.down('Control');
    for (let i = 0; i < 60 && (await panel.page.locator('[data-node]').count()) === 0; i++) {
      await panel.page.mouse.wheel(0, -20);
      await panel.page.waitForTimeout(20);
    }
    await panel.page.keyboard.up('Control');
    await panel.page.locator('[data-node]').first().waitFor();
    // What is an element now is where the canvas has it a little further away. Some are beyond the view.
    const isIn = ({ x, y }: { x: number; y: number }) =>
      x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
    const nodes = await Promise.all(
      (await panel.page.locator('[data-node]').all()).map(async node => {
        const { x, y, width, height } = (await node.locator('.card').boundingBox())!;
        return { id: Number(await node.getAttribute('data-node')), centre: { x: x + width / 2, y: y + height / 2 } };
      }),
    );
    const { id, centre } = nodes.find(each => isIn(each.centre))!;
    await panel.page.mouse.move(centre.x, centre.y);
    await panel.page.keyboard.down('Control');
    for (let i = 0; i < 60 && (await panel.page.locator('[data-node]').count()) > 0; i++) {
      await panel.page.mouse.wheel(0, 10);
      await panel.page.waitForTimeout(20);
    }
    await panel.page.keyboard.up('Control');
    assert.equal(await panel.page.locator('canvas.far').isVisible(), true);
    await panel.page.mouse.click(centre.x, centre.y);
    await panel.page.waitForTimeout(60);
    assert.deepEqual((await panel.posted('select')).at(-1), { type: 'select', node: id });
  });
});
