import assert from 'node:assert/strict';
import { formatColumns, formatCount, formatNumber, formatShape, formatShort } from '../../src/recording/format';

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

describe('formatShort', () => {
  const cases: [number, string][] = [
    [1.0234, '1.02'],
    [-0.02134, '-0.0213'],
    [0.000213, '2.1e-4'],
    [123.456, '123'],
    [1234.5, '1230'],
    [1.2345e7, '1.2e+7'],
    [0, '0'],
    [Number.NaN, 'NaN'],
  ];
  for (const [value, text] of cases) it(`writes ${value} as ${text}`, () => assert.equal(formatShort(value), text));
});

describe('formatShape', () => {
  it('writes sizes, and nothing for a single number', () => {
    assert.deepEqual([[32, 6], [5], [], [2, 0, 3]].map(formatShape), ['32×6', '[5]', '', '2×0×3']);
  });
});

describe('formatColumns', () => {
  it('gives all numbers the same decimals', () => {
    assert.deepEqual(
      formatColumns([
        [1, 0.5],
        [-2.25, Number.NaN],
      ]),
      [
        ['1.0000', '0.5000'],
        ['-2.2500', 'NaN'],
      ],
    );
  });

  it('leaves whole numbers whole, and writes what is too small or large for that as it is', () => {
    assert.deepEqual(formatColumns([[1, -20]]), [['1', '-20']]);
    assert.deepEqual(formatColumns([[1e-7, 0.5]]), [['1e-7', '0.5']]);
  });
});
