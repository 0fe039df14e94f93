import assert from 'node:assert/strict';
import { heatLayers, heatSize, SCALE } from '../../../webview/charts/heat';

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

describe('heatSize', () => {
  const room = { width: 320, height: 168 };
  const map = (rows: number, width: number) => ({ width, cells: new Array<number>(rows * width).fill(0) });

  it('makes cells square, and those of a small map large', () => {
    assert.deepEqual(heatSize(map(2, 3), room, 28), { width: 84, height: 56 });
    assert.deepEqual(heatSize(map(1, 4), room, 28), { width: 112, height: 28 });
    assert.deepEqual(heatSize(map(32, 27), room, 28), { width: 135, height: 160 });
  });

  it('draws no map as a mere line', () => {
    assert.deepEqual(heatSize(map(1, 64), room, 28), { width: 320, height: 24 });
    assert.deepEqual(heatSize(map(64, 2), room, 28), { width: 24, height: 168 });
  });

  it('is nothing for nothing', () => {
    assert.deepEqual(heatSize(map(0, 0), room, 28), { width: 0, height: 0 });
  });
});

describe('SCALE', () => {
  it('has every colour of a map once', () => {
    const { layers } = heatLayers(SCALE);
    assert.equal(layers.length, SCALE.cells.length - 1);
    assert.deepEqual(new Set(layers.map(({ sign }) => sign)), new Set(['negative', 'positive']));
  });
});
