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

describe('the elements of a list', () => {
  const labelsAfter = async (source: string): Promise<string[]> => {
    const { tape } = await onTape(source);
    return Array.from({ length: tape.length }, (_, i) => tape.frame.labelOf(i)).filter(label => label !== '');
  };

  it('are named in long lists and in lists of lists, as far as they are values', async () => {
    const names = await labelsAfter(`
      const xs: any = Array.from({ length: 1000 }, (_, i) => new Value(i));
      const mixed: any = [new Value(1), 2, null, new Value(3)];
      const grid: any = Array.from({ length: 70 }, () => Array.from({ length: 70 }, () => new Value(0)));
      const numbers: any = Array.from({ length: 1000 }, (_, i) => i);`);
    assert.equal(names.length, 1000 + 2 + 70 * 70);
    assert.deepEqual(
      [names[0], names[999], names[1001], names.at(-1)],
      ['xs[0]', 'xs[999]', 'mixed[3]', 'grid[69][69]'],
    );
  });

  it('keep their first name under another, and get one where the list has grown or is another in place', async () => {
    const names = await labelsAfter(`
      const xs: any[] = Array.from({ length: 100 }, (_, i) => new Value(i));
      const ys = xs;
      ys.push(new Value(7));
      const zs = ys;
      zs.length = 0;
      for (let i = 0; i < 80; i++) zs.push(new Value(i));
      zs[0] = new Value(1);
      const again = zs;`);
    assert.equal(names.filter(name => name.startsWith('xs[')).length, 100);
    assert.deepEqual(
      names.filter(name => name.startsWith('zs[')),
      ['zs[100]', 'zs[0]'],
    );
    assert.equal(names.filter(name => name.startsWith('again[')).length, 79);
  });

  it('are named from a million elements of long lists on in short lists alone', async () => {
    const copies = (count: number) => `
      const xs: any[] = Array.from({ length: 20000 }, (_, i) => new Value(i));
      let n = 0;
      for (let k = 0; k < ${count}; k++) { const rest = xs.slice(k); n += rest.length; }
      const late: any = Array.from({ length: 100 }, (_, i) => new Value(i));
      const short: any = [new Value(1), new Value(2)];`;
    const ends = (names: string[]) => names.filter(name => !name.startsWith('xs'));
    assert.equal(ends(await labelsAfter(copies(40))).length, 102);
    assert.deepEqual(ends(await labelsAfter(copies(60))), ['short[0]', 'short[1]']);
  });

  it('are named up to a number that is told, the lists in a list among them', async () => {
    const names = await labelsAfter(`
      const xs: any = Array.from({ length: 70000 }, (_, i) => new Value(i));
      const grid: any = Array.from({ length: 70 }, () => Array.from({ length: 1000 }, () => new Value(0)));`);
    assert.equal(names.filter(name => name.startsWith('xs')).length, 65_536);
    const inGrid = names.filter(name => name.startsWith('grid')).length;
    assert.ok(inGrid > 65_000 && inGrid <= 65_536, `${inGrid}`);
  });

  it('are named after numbers, too', async () => {
    const names = await labelsAfter('const xs: any = [0, ...Array.from({ length: 100 }, (_, i) => new Value(i))];');
    assert.deepEqual([names.length, names[0]], [100, 'xs[1]']);
  });

  it('are looked through once, however often the list gets another name', async () => {
    const start = performance.now();
    await labelsAfter(`
      const xs: any[] = Array.from({ length: 20000 }, (_, i) => new Value(i));
      let n = 0;
      for (let k = 0; k < 20000; k++) { const again = xs; n += again.length; }`);
    // 400 million looks would take seconds.
    assert.ok(performance.now() - start < 2000);
  });
});

/** What a script leaves on the tape, at its sites and in its log; `isWhole`: expressions may be computed at once. */
async function leftBy(source: string, isWhole: boolean) {
  const { tape, logs, runtime, names, module } = await onTape(source, isWhole);
  const { structure } = tape.frame;
  const columns = [structure.op, structure.in0, structure.in1, structure.site, tape.data, tape.grad];
  const seen = runtime.takeSeen();
  return {
    trees: module!.trees.length,
    left: { logs, names, seen, made: tape.made, columns: columns.map(column => column.slice(0, tape.length)) },
  };
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

/** Runs a script on a tape of its own. */
async function onTape(source: string, isWhole = true) {
  const tape = new Tape();
  const before = useTape(tape);
  try {
    const graph = engineGraph(tape, nothing, nothing);
    const options = { graph: isWhole ? graph : { ...graph, expression: undefined } };
    return { tape, ...(await runInstrumented(source, options, { Value, tensor })) };
  } finally {
    useTape(before);
  }
}
