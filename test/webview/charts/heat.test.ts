import assert from 'node:assert/strict';
import { heatLayers } from '../../../webview/charts/heat';

describe('heatLayers', () => {
  it('has a layer for each strength of each sign, and none for 0', () => {
    const { layers, height, most } = heatLayers({ width: 2, cells: [-4, 0, 2, 4] });
    assert.deepEqual([height, most], [2, 4]);
    assert.deepEqual(layers, [
      { sign: 'negative', strength: 1, d: 'M0,0h1v1h-1z' },
      { sign: 'positive', strength: 0.5, d: 'M0,1h1v1h-1z' },
      { sign: 'positive', strength: 1, d: 'M1,1h1v1h-1z' },
    ]);
  });

  it('shows cells without a number as such', () => {
    assert.deepEqual(heatLayers({ width: 1, cells: [null] }).layers, [
      { sign: 'missing', strength: 1, d: 'M0,0h1v1h-1z' },
    ]);
  });

  it('draws nothing of zeros, and of nothing', () => {
    assert.deepEqual(heatLayers({ width: 2, cells: [0, 0] }).layers, []);
    assert.deepEqual(heatLayers({ width: 0, cells: [] }), { layers: [], height: 0, most: 0 });
  });
});
