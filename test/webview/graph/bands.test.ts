import assert from 'node:assert/strict';
import { bandOf, surfaceOf } from '../../../webview/graph/bands';
import type { Cells } from '../../../webview/graph/placed';
import { randomFrom } from './scenes';

const cells = (count: number, columns: number): Cells => ({ x: 100, y: 50, dx: 20, dy: 10, columns, count });

describe('bands of copies', () => {
  it('are of round numbers, larger ones the farther away, and none where each copy is large', () => {
    const sizes = [0.05, 0.2, 0.5, 1, 2, 5, 10, 20].map(k => bandOf(cells(50_000, 200), k));
    assert.deepEqual(sizes, [50_000, 5000, 500, 200, 50, 5, 2, 1]);
    assert.equal(bandOf(cells(1, 1), 0.01), 1);
  });

  it('cover all of their copies, once, and nothing else', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = randomFrom(seed);
      const columns = 1 + Math.floor(random() * 12);
      const count = 1 + Math.floor(random() * 150);
      const from = Math.floor(random() * count);
      const to = from + 1 + Math.floor(random() * (count - from));
      const grid = cells(count, columns);
      const boxes = surfaceOf(grid, from, to);
      assert.ok(boxes.length <= 3);
      for (let index = 0; index < count; index++) {
        const x = grid.x + (index % columns) * grid.dx + 1;
        const y = grid.y + Math.floor(index / columns) * grid.dy + 1;
        const over = boxes.filter(box => box.x < x && x < box.x + box.width && box.y < y && y < box.y + box.height);
        assert.equal(over.length, index >= from && index < to ? 1 : 0, `seed ${seed}: ${index} of ${from} to ${to}`);
      }
      const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
      assert.equal(area, (to - from) * grid.dx * grid.dy);
    }
  });
});
