/** An instrumented program prints what the same program prints without instrumentation. */
import assert from 'node:assert/strict';
import { programs } from './programs';
import { runInstrumented, runPlain } from './run';

describe('a program means the same when instrumented', function () {
  this.timeout(20_000);

  for (const { area, title, source } of programs())
    it(`${area}: ${title}`, async () => {
      const expected = await runPlain(source);
      assert.ok(!expected.some(line => line.startsWith('threw SyntaxError')), `not a program: ${expected}`);
      assert.ok(expected.length > 0, 'prints nothing');
      const { logs } = await runInstrumented(source);
      assert.deepEqual(logs, expected);
    });
});
