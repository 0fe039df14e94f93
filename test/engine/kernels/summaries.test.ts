import assert from 'node:assert/strict';
import { moderate } from './inputs';
import { Workbench } from './workbench';

const bench = new Workbench('deterministic');

/** Count of finite elements, mean, standard deviation, smallest, largest. */
function statistics(numbers: readonly number[]): number[] {
  const floats = bench.floats([{ floats: 10 }, numbers], 0, (k, out, x) => k.statistics(numbers.length, x, out));
  return [...new Float64Array(floats.slice().buffer)];
}

function close(actual: number, expected: number, relative: number): void {
  assert.ok(Math.abs(actual - expected) <= relative * Math.max(1, Math.abs(expected)), `${actual}, not ${expected}`);
}

describe('Statistics', () => {
  it('are those of the definition', () => {
    for (const n of [1, 3, 4, 50, 5000]) {
      const numbers = [...Float32Array.from(moderate(n, n))];
      const mean = numbers.reduce((a, b) => a + b, 0) / n;
      const deviation = Math.sqrt(numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
      const [count, m, d, least, most] = statistics(numbers);
      assert.deepEqual([count, least, most], [n, Math.min(...numbers), Math.max(...numbers)]);
      close(m, mean, 1e-6);
      close(d, deviation, 1e-6);
    }
  });

  it('have no deviation where all are equal, however large', () => {
    assert.deepEqual(statistics(Array<number>(1000).fill(2 ** 30)), [1000, 2 ** 30, 0, 2 ** 30, 2 ** 30]);
  });

  it('see a small deviation beside a large mean', () => {
    const numbers = Array.from({ length: 4000 }, (_, i) => 1000 + (i % 2));
    close(statistics(numbers)[2], 0.5, 1e-6);
  });

  it('are those of the finite elements', () => {
    assert.deepEqual(statistics([1, Number.NaN, 3, Infinity, -Infinity]), [2, 2, 1, 1, 3]);
    assert.deepEqual(statistics([Infinity, 2, 2, 2, 2, 2, 2, 2]), [7, 2, 0, 2, 2]);
    const large = Math.fround(3e38);
    const [count, mean, deviation, least, most] = statistics([large, -large, large, -large, 0]);
    assert.deepEqual([count, mean, least, most], [5, 0, -large, large]);
    close(deviation / large, Math.sqrt(0.8), 1e-6);
  });

  it('of nothing are not numbers', () => {
    assert.deepEqual(statistics([]), [0, Number.NaN, Number.NaN, Infinity, -Infinity]);
    assert.deepEqual(statistics([Number.NaN]), [0, Number.NaN, Number.NaN, Infinity, -Infinity]);
  });
});

describe('Sums', () => {
  it('lose nothing in long rows', () => {
    const numbers = Array<number>(100_000).fill(0.1);
    const exact = 100_000 * Math.fround(0.1);
    const [sum] = bench.floats([numbers, { floats: 1 }], 1, (k, x, out) => k.rowSums(1, numbers.length, x, out));
    assert.equal(sum, Math.fround(exact));
  });

  it('of long columns keep six digits', () => {
    const sums = bench.floats([Array<number>(90_000).fill(0.1), { floats: 3 }], 1, (k, x, out) =>
      k.columnSums(30_000, 3, x, out),
    );
    for (const sum of sums) close(sum, 30_000 * Math.fround(0.1), 2e-6);
  });
});

describe('Extremes', () => {
  it('are NaN if there is one, wherever it is', () => {
    for (const n of [1, 4, 7]) {
      for (let at = 0; at < n; at++) {
        const numbers = Array.from({ length: n }, (_, i) => (i === at ? Number.NaN : i));
        assert.equal(bench.run([numbers], (k, x) => k.max(n, x)).result, Number.NaN);
        assert.equal(bench.run([numbers], (k, x) => k.min(n, x)).result, Number.NaN);
      }
    }
  });

  it('of nothing are infinite', () => {
    assert.equal(bench.run([[]], (k, x) => k.max(0, x)).result, -Infinity);
    assert.equal(bench.run([[]], (k, x) => k.min(0, x)).result, Infinity);
  });
});

describe('Losses', () => {
  const [m, n] = [7, 27];
  const logits = [...Float32Array.from(moderate(m * n, 3))];
  const target = { indices: Array.from({ length: m }, (_, i) => (i * 5) % n) };

  it('are the cross entropy of the definition, with its gradient', () => {
    let expected = 0;
    const softmax = logits.map((x, at) => {
      const row = logits.slice(at - (at % n), at - (at % n) + n);
      return Math.exp(x) / row.reduce((sum, each) => sum + Math.exp(each), 0);
    });
    for (let i = 0; i < m; i++) expected -= Math.log(softmax[i * n + target.indices[i]]);
    const contents = [logits, target, { floats: m * n }, { floats: m * n }];
    let loss = 0;
    const grad = bench.floats(contents, 3, (k, x, y, p, out) => {
      loss = k.crossEntropy(m, n, x, y, p);
      k.crossEntropyBackward(m, n, p, y, 0.5, out);
    });
    close(loss, expected, 1e-6);
    softmax.forEach((p, at) => {
      const isTarget = target.indices[Math.trunc(at / n)] === at % n;
      close(grad[at], 0.5 * (p - Number(isTarget)), 1e-6);
    });
  });

  it('stay finite for logits of any size, and are NaN for those that are not finite', () => {
    const loss = (row: number[], right: number) =>
      bench.run([row, { indices: [right] }, { floats: row.length }], (k, x, y, p) =>
        k.crossEntropy(1, row.length, x, y, p),
      ).result;
    assert.equal(loss([1000, 0, -1000], 0), 0);
    assert.equal(loss([1000, 0, -1000], 2), 2000);
    for (const bad of [Number.NaN, Infinity]) assert.equal(loss([bad, 0], 1), Number.NaN);
    assert.equal(loss([-Infinity, -Infinity], 1), Number.NaN);
    assert.equal(loss([-Infinity, 0], 0), Infinity);
  });
});
