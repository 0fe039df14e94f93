import assert from 'node:assert/strict';
import { histogramOf } from '../../../src/view/detail/histogram';
import { tableOf } from '../../../src/view/detail/inside';

const WINDOW = { of: 'data' as const, row: 0, column: 0, height: 2, width: 2, lead: [] as number[] };

describe('tableOf', () => {
  const values = Array.from({ length: 2 * 3 * 4 * 5 }, (_, i) => i);

  it('shows a window on the matrix of the last two dimensions', () => {
    const { cells, rows, columns, leads } = tableOf([2, 3, 4, 5], values, {
      ...WINDOW,
      row: 1,
      column: 2,
      lead: [1, 2],
    });
    assert.deepEqual([rows, columns, leads], [4, 5, [2, 3]]);
    const from = (1 * 3 + 2) * 20;
    const at = (row: number, column: number) => String(from + row * 5 + column);
    assert.deepEqual(cells, [
      [at(1, 2), at(1, 3)],
      [at(2, 2), at(2, 3)],
    ]);
  });

  it('stays inside', () => {
    const { window, cells } = tableOf([2, 3, 4, 5], values, {
      ...WINDOW,
      row: 99,
      column: -4,
      height: 1e9,
      width: 3,
      lead: [9, Number.NaN],
    });
    assert.deepEqual(window, { of: 'data', row: 0, column: 0, height: 4, width: 3, lead: [1, 0] });
    assert.equal(cells[0][0], '60');
  });

  it('shows a vector as a row', () => {
    assert.deepEqual(tableOf([3], [1, 2.5, 3], { ...WINDOW, width: 9 }).cells, [['1.0000', '2.5000', '3.0000']]);
  });
});

describe('histogramOf', () => {
  it('counts every number once', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 3);
    const { low, high, counts, nonFinite } = histogramOf([...values, Number.NaN, Number.POSITIVE_INFINITY])!;
    assert.deepEqual([low, high], [Math.min(...values), Math.max(...values)]);
    assert.ok(counts.length <= 40);
    assert.equal(
      counts.reduce((a, b) => a + b),
      1000,
    );
    assert.equal(nonFinite, 2);
    const first = values.filter(value => value < low + (high - low) / counts.length).length;
    assert.ok(Math.abs(counts[0] - first) <= 1);
  });

  it('gives whole numbers a bin each', () => {
    assert.deepEqual(histogramOf([0, 1, 1, 3]), { low: -0.5, high: 3.5, counts: [1, 2, 0, 1], nonFinite: 0 });
  });

  it('has one bin for one number, none without any, and bears the largest', () => {
    assert.deepEqual(histogramOf([0.5, 0.5]), { low: 0.25, high: 0.75, counts: [2], nonFinite: 0 });
    assert.equal(histogramOf([Number.NaN]), null);
    assert.deepEqual(histogramOf([-1.7e308, 1.7e308])?.counts, [1, 0, 0, 1]);
  });
});
