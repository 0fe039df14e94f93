import assert from 'node:assert/strict';
import { WriteLog } from '../../src/evaluator/writeLog';

describe('WriteLog', () => {
  it('gives what was added, in order, with its time', () => {
    const log = new WriteLog();
    const rows = Array.from({ length: 1000 }, (_, i) => [i % 41, i % 2, i / 3, i % 5, i >> 7, (i >> 5) * 10]);
    for (const from of [0, 300]) {
      const part = rows.slice(from, from === 0 ? 300 : undefined);
      for (const [node, field, value, site, pass, made] of part) log.add(node, field, value, site, pass, made);
      const columns = log.take()!;
      const keys = ['node', 'field', 'value', 'site', 'pass', 'made'] as const;
      assert.deepEqual(
        part.map((_, i) => keys.map(key => columns[key][i])),
        part,
      );
      assert.deepEqual(
        keys.map(key => columns[key].length),
        keys.map(() => part.length),
      );
    }
    assert.equal(log.take(), null);
  });
});
