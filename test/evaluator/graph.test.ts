/** Values and operators in a running script: the engine behind instrumented code. */
import assert from 'node:assert/strict';
import { Value } from '../../src/engine';
import { Tape, useTape } from '../../src/engine/tape';
import { engineGraph } from '../../src/evaluator/graph';
import { runInstrumented } from '../instrument/run';

const nothing = () => undefined;

/** What the script logs, with `a` = 2 and `b` = 2 in scope; also the message of what it throws. */
async function logsOf(source: string): Promise<string[]> {
  const tape = new Tape();
  const before = useTape(tape);
  try {
    const head = 'const a: any = new Value(2), b: any = new Value(2), xs: any = [1, 2];\n';
    const { logs } = await runInstrumented(head + source, { graph: engineGraph(tape, nothing, nothing) }, { Value });
    return logs;
  } finally {
    useTape(before);
  }
}

describe('a Value in a script', () => {
  it('joins text on either side of +', async () => {
    assert.deepEqual(await logsOf("const p = 'x'; log(p + a); log('x' + a); log(a + ''); log(`t ` + a + '!');"), [
      'xValue(data=2, grad=0)',
      'xValue(data=2, grad=0)',
      'Value(data=2, grad=0)',
      't Value(data=2, grad=0)!',
    ]);
  });

  it('is compared by data with == and !=, by identity with ===', async () => {
    assert.deepEqual(await logsOf('log(a == b, a != b, a == 2, 3 != a, a === b, a == null, a == xs, xs != a);'), [
      'true false true true false false false true',
    ]);
  });

  it('names what it cannot be multiplied with', async () => {
    for (const [other, named] of [
      ['[a, a]', 'an array'],
      ['{}', 'an object'],
      ['undefined', 'undefined'],
    ]) {
      const [log] = await logsOf(`a * (${other} as any);`);
      assert.match(log, new RegExp(`a \\* b with a Value .*, but the right side is ${named}\\.`));
    }
  });

  it('says what to do where JavaScript wants a number', async () => {
    for (const use of [
      'Math.max(a, b)',
      'Math.abs(a - b)',
      '+a',
      'isNaN(a)',
      '~a',
      'a & 1',
      '[b, a].sort((x, y) => x - y)',
    ])
      assert.match(
        (await logsOf(`${use};`))[0],
        /A Value was used where JavaScript wants a number, .*a\.tanh\(\).*a\.data/,
        use,
      );
  });
});
