import assert from 'node:assert/strict';
import { formatCount, formatNumber } from '../../src/recording/format';

describe('formatNumber', () => {
  const cases: [number, string][] = [
    [Math.SQRT1_2, '0.7071'],
    [6.8813735870195432, '6.8814'],
    [1, '1'],
    [-1.5, '-1.5'],
    [0.5000000001, '0.5'],
    [100, '100'],
    [0, '0'],
    [-0, '0'],
    [1.2e-7, '1.2e-7'],
    [-0.00009, '-9e-5'],
    [12345678, '1.23e+7'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ];
  for (const [value, text] of cases) it(`writes ${value} as ${text}`, () => assert.equal(formatNumber(value), text));
});

describe('formatCount', () => {
  it('keeps thousands apart', () => {
    assert.equal(formatCount(999), '999');
    assert.equal(formatCount(1000), '1,000');
    assert.equal(formatCount(1234567), '1,234,567');
  });
});
