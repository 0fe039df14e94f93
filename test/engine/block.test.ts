import assert from 'node:assert/strict';
import { numbersOf } from '../../src/engine/block';

describe('numbersOf(nodes)', () => {
  it('gives zeros that nobody else has, for few nodes and for many', () => {
    const sizes = [0, 1, 396, 396, 396, 396, 396, 396, 511, 512, 513, 4096, 3];
    const all = sizes.map(numbersOf);
    all.forEach(({ data, grad }, i) => {
      assert.deepEqual([data.length, grad.length], [sizes[i], sizes[i]]);
      assert.ok([...data, ...grad].every(number => number === 0));
      data.fill(i + 1);
      grad.fill(-i - 1);
    });
    all.forEach(({ data, grad }, i) => {
      assert.ok(data.every(number => number === i + 1) && grad.every(number => number === -i - 1));
    });
  });

  it('lets few small frames share what has to stay as long as one of them is held', () => {
    const { buffer } = numbersOf(396).data;
    assert.ok(buffer.byteLength <= 2 ** 15);
    assert.equal(numbersOf(1000).data.buffer.byteLength, 16_000);
  });
});
