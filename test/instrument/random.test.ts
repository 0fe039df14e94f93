/** Random programs print the same with and without instrumentation; a failure names the seed. */
import assert from 'node:assert/strict';
import { instrument } from '../../src/instrument/instrument';
import { randomProgram } from './random';
import { runInstrumented, runPlain } from './run';

const SEEDS = 250;

describe('random programs', () => {
  it(`mean the same when instrumented, seeds 1 to ${SEEDS}`, async () => {
    let ended = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const source = randomProgram(seed);
      const expected = await runPlain(source);
      assert.ok(!expected.some(line => line.startsWith('threw')), `seed ${seed}: ${expected.at(-1)}\n${source}`);
      assert.deepEqual((await runInstrumented(source)).logs, expected, `seed ${seed}\n${source}`);
      if (expected.length > 2) ended++;
    }
    assert.ok(ended > SEEDS / 2, 'most programs must do something');
  }).timeout(60_000);

  it('keep every line and every verbatim stretch in its place', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const source = randomProgram(seed);
      const { code, segments } = instrument(source, { file: 0 });
      assert.equal(code.split('\n').length, source.split('\n').length, `seed ${seed}`);
      let [lines, at, originalLines, originalAt] = [0, 0, 0, 0];
      const breaks = (text: string, from: number, to: number) => text.slice(from, to).split('\n').length - 1;
      for (let i = 0; i < segments.length; i += 3) {
        const [generated, original, length] = segments.subarray(i, i + 3);
        assert.equal(code.slice(generated, generated + length), source.slice(original, original + length));
        if (length === 0) continue;
        lines += breaks(code, at, generated);
        originalLines += breaks(source, originalAt, original);
        assert.equal(lines, originalLines, `seed ${seed}`);
        [at, originalAt] = [generated, original];
      }
    }
  }).timeout(20_000);
});
