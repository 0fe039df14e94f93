import assert from 'node:assert/strict';
import { pixelsAt } from '../../../webview/graph/pixels';

const LIMIT = { side: 1000, area: 500_000 };

describe('The pixels of an image', () => {
  it('are the picture’s at the scale, rounded up', () => {
    assert.deepEqual(pixelsAt({ width: 100.2, height: 50 }, 2, LIMIT), { across: 201, down: 100 });
  });

  it('are refused beyond a side or the whole, with the limit and what to do', () => {
    assert.throws(
      () => pixelsAt({ width: 400, height: 10 }, 3, LIMIT),
      /At 3× the picture has 1,200 × 30 pixels\. An image may have 1,000 a side and 500,000 in all\. Choose a smaller scale/,
    );
    assert.throws(() => pixelsAt({ width: 500, height: 500 }, 2, LIMIT), /Choose a smaller scale, or SVG\.$/);
    assert.throws(() => pixelsAt({ width: 2000, height: 10 }, 1, LIMIT), /Close some groups, or choose SVG\.$/);
  });
});
