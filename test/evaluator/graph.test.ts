/** Values and operators in a running script: the engine behind instrumented code. */
import assert from 'node:assert/strict';
import { tensor, Value } from '../../src/engine';
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

/** What a script leaves on the tape, at its sites and in its log; `isWhole`: expressions may be computed at once. */
async function leftBy(source: string, isWhole: boolean) {
  const tape = new Tape();
  const before = useTape(tape);
  try {
    const graph = engineGraph(tape, nothing, nothing);
    const options = { graph: isWhole ? graph : { ...graph, expression: undefined } };
    const { logs, runtime, names, module } = await runInstrumented(source, options, { Value, tensor });
    const { structure } = tape.frame;
    const columns = [structure.op, structure.in0, structure.in1, structure.site, tape.data, tape.grad];
    const seen = runtime.takeSeen();
    return {
      trees: module!.trees.length,
      left: { logs, names, seen, made: tape.made, columns: columns.map(column => column.slice(0, tape.length)) },
    };
  } finally {
    useTape(before);
  }
}

describe('an expression of several operators', () => {
  const training = `
    const w: any = [new Value(0.5), new Value(-0.25)], b: any = new Value(0.1);
    let old: any = 1;
    for (let step = 0; step < 6; step++) {
      let loss: any = new Value(0);
      for (const x of [1, 2, 3]) {
        let y: any = b;
        for (let i = 0; i < 2; i++) y = y + w[i] * x;
        const error = -((y.tanh() - x / 3) ** 2) * -1;
        loss += error * error + 0.5 * error - (step === 4 ? old * 2 - 1 : 0);
      }
      loss.backward();
      for (const p of [...w, b]) { p.data -= 0.1 * p.grad; p.grad = 0; }
      old = loss;
      log(loss.data);
    }`;
  const others = `
    const a: any = new Value(2), n: any = 3, t: any = tensor([1, 2]);
    log(String(t * 2 + n), 'x' + n * 2 + n, (n * 2n as any) === 1, n * 2 + a);`;
  const failing = 'const a: any = new Value(2), o: any = {}; log(1); const y = a * 2 + (a - o) * 3; log(y);';
  const missing = 'const a: any = new Value(2); log(1); const y = a * 2 + a * (nowhere as any); log(y);';

  for (const [name, source] of Object.entries({ training, others, failing, missing })) {
    it(`leaves what its operators leave one by one: ${name}`, async () => {
      const whole = await leftBy(source, true);
      assert.deepEqual(whole.left, (await leftBy(source, false)).left);
      assert.equal(whole.trees > 0, name !== 'missing');
    });
  }
});
