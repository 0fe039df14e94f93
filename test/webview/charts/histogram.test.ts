import assert from 'node:assert/strict';
import { histogramPath, zeroIn } from '../../../webview/charts/histogram';

describe('histogramPath', () => {
  it('has a bar for each bin with anything in it, the fullest as high as the box', () => {
    assert.equal(histogramPath([2, 0, 4], 30, 40), 'M0.5,40V20h9V40zM20.5,40V0h9V40z');
  });

  it('shows one among millions', () => {
    assert.match(histogramPath([1, 1e6], 20, 40), /^M0\.5,40V39h/);
  });

  it('is empty without numbers', () => {
    assert.equal(histogramPath([], 20, 40), '');
    assert.equal(histogramPath([0], 20, 40), '');
  });
});

describe('zeroIn', () => {
  it('is where the sign changes', () => {
    assert.equal(zeroIn({ low: -1, high: 3 }, 40), 10);
    assert.equal(zeroIn({ low: 0, high: 3 }, 40), null);
  });
});
