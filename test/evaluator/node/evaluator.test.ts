import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { formatNumber } from '../../../src/recording/format';
import { passExtent, wholeTape } from '../../../src/recording/queries/extent';
import { dataAt, END } from '../../../src/recording/queries/history';
import { scopePath } from '../../../src/recording/queries/scope';
import { nodesAround } from '../../../src/recording/queries/source';
import { factsAround } from '../../../src/view/facts';
import { lastCursor } from '../../../src/view/values';
import { nodeNamed } from '../../recording/record';
import { data, evaluating, grad, HEAD, printed } from './evaluating';

describe('NodeEvaluator', function () {
  this.timeout(30_000);
  const { start, run, save, prints, fails } = evaluating();

  describe('the lessons', () => {
    const lesson = (name: string) => run(fs.readFileSync(path.join('media/lessons', name), 'utf8'), { name });

    it('gives the neuron its numbers', async () => {
      const recording = await lesson('neuron.ts');
      assert.equal(recording.error, null);
      const shown = ['o', 'n', 'w1', 'x1', 'w2', 'x2'].map(label => [
        formatNumber(data(recording, label)),
        formatNumber(grad(recording, label)),
      ]);
      assert.deepEqual(shown, [
        ['0.7071', '1'],
        ['0.8814', '0.5'],
        ['-3', '1'],
        ['2', '-1.5'],
        ['1', '0'],
        ['0', '0.5'],
      ]);
    });

    it('gives the small expression its grads, confirms one by nudging, and raises L', async () => {
      const recording = await lesson('expression.ts');
      const grads = ['L', 'd', 'f', 'e', 'c', 'a', 'b'].map(label => grad(recording, label));
      assert.deepEqual(grads, [1, -2, 4, -2, -2, 6, -4]);
      assert.match(printed(recording), /by nudging: 6\.0000, by backward\(\): 6\n.*is now -7\.286\n/);
    });

    it('adds up the grads of values that are used twice', async () => {
      const recording = await lesson('accumulation.ts');
      assert.deepEqual([grad(recording, 'a'), grad(recording, 'b')], [-3, -8]);
    });

    it('trains 41 parameters for 20 epochs with a falling loss', async () => {
      const recording = await lesson('training.ts');
      assert.match(printed(recording), /^41 parameters\n0 /);
      assert.equal(recording.passes.length, 20);
      const losses = recording.passes.map(pass => pass.loss);
      assert.ok(losses[19] < losses[0]);
    });

    it('ends the tensors with an addition, and gives every row of the weights the grad of the bias', async () => {
      const recording = await lesson('tensors.ts');
      assert.equal(recording.error, null);
      const text = printed(recording);
      assert.match(text, /^z was made by an addition: AddBackward\n/);
      assert.match(text, /that of z is null\n$/);
      const rows = text.match(/\[-?\d[^[\]]*\]/g)!;
      assert.deepEqual(rows, Array(6).fill(rows[5]));
    });

    it('trains 3,481 parameters on characters, from the loss of the lecture', async () => {
      const recording = await lesson('characters.ts');
      assert.equal(recording.error, null);
      const [count, ...steps] = printed(recording).trim().split('\n');
      assert.equal(count, '3481 parameters');
      const losses = steps.map(step => Number(step.split(' ')[1]));
      assert.equal(losses[0].toFixed(4), '17.7697');
      assert.deepEqual(
        losses,
        losses.toSorted((a, b) => b - a),
      );
    });
  });

  describe('places', () => {
    it('knows where a node was made, what it is called and in which calls and loops', async () => {
      const text = `${HEAD}class Neuron {\n  w = new Value(2);\n  forward(x: number) {\n    return [x].map(each => this.w * each)[0];\n  }\n}\nconst n = new Neuron();\nfor (let epoch = 0; epoch < 2; epoch++) {\n  const out = n.forward(epoch + 3);\n}\n`;
      const recording = await run(text);
      const node = nodeNamed(recording, 'out');
      const site = recording.siteOf(node);
      assert.equal(site && text.slice(site.start, site.end), 'this.w * each');
      assert.equal(recording.placeOf(recording.site(node)), 'script.ts:5');
      assert.deepEqual(scopePath(recording, node), ['epoch 0', 'Neuron', 'each => this.w * each']);
      assert.equal(recording.label(0), 'w');
    });

    it('writes a step of training out once, and knows the iteration of each', async () => {
      const head = `${HEAD.replace('{ Value }', '{ MLP, Value, random, sum }')}`;
      const own = `class Net {\n  w = Array.from({ length: 3 }, () => new Value(random.uniform(-1, 1)));\n  forward(x: any) {\n    let act: any = x;\n    for (const w of this.w) act = (act * w).tanh();\n    return act;\n  }\n  parameters() {\n    return this.w;\n  }\n}\n`;
      const loop = `for (let epoch = 0; epoch < 30; epoch++) {\n  const outputs = [[1], [2]].map(x => net.forward(x as any));\n  const loss: any = sum(outputs);\n  loss.backward();\n  for (const p of net.parameters()) {\n    p.data -= 0.1 * p.grad;\n    p.grad = 0;\n  }\n}\n`;
      for (const make of [
        'const net = new MLP(1, [3, 1]);\n',
        `${own}const net = new Net();\n`.replace('let act: any = x', 'let act: any = x[0]'),
      ]) {
        const recording = await run(head + make + loop);
        assert.equal(recording.error, null);
        assert.ok(recording.segments.written < recording.length / 10, `${recording.segments.written} written`);
        for (const pass of [0, 1, 17, 29]) {
          const { root } = recording.passes[pass];
          assert.deepEqual(scopePath(recording, root), [`epoch ${pass}`]);
          assert.equal(scopePath(recording, recording.input(root, 0))[0], `epoch ${pass}`);
          assert.equal(recording.label(root), 'loss');
          assert.equal(recording.siteOf(root)?.line, (head + make).split('\n').length + 2);
        }
      }
    });

    it('knows the iterations of loops around a loop, and of two steps in one', async () => {
      const head = `${HEAD}const w = new Value(0.5);\n`;
      const body = 'const loss = (w * 2 - 1) ** 2; loss.backward(); w.data -= 0.01;';
      const nested = `for (let epoch = 0; epoch < 3; epoch++) for (let batch = 0; batch < 3; batch++) { ${body} }\n`;
      const recording = await run(head + nested);
      assert.deepEqual(
        recording.passes.map(({ root }) => scopePath(recording, root).join(' ')),
        Array.from({ length: 9 }, (_, i) => `epoch ${Math.floor(i / 3)} batch ${i % 3}`),
      );
      const twice = await run(`${head}for (let k = 0; k < 4; k++) { { ${body} } { ${body} } }\n`);
      assert.deepEqual(
        twice.passes.map(({ root }) => scopePath(twice, root).join(' ')),
        ['k 0', 'k 0', 'k 1', 'k 1', 'k 2', 'k 2', 'k 3', 'k 3'],
      );
    });

    it('finds the nodes of an expression, of a variable and of its uses', async () => {
      const text = `${HEAD}const a = new Value(2);\nconst b = a * a + 1;\n`;
      const recording = await run(text);
      const around = (part: string, from = 0) =>
        nodesAround(recording, { file: 0, offset: text.indexOf(part, from) + 1 }, wholeTape(recording), -1).map(node =>
          dataAt(recording, node, END),
        );
      assert.deepEqual(around('a = new'), [2]);
      assert.deepEqual(around(' * '), [4]);
      // The constant was made by the sum, too.
      assert.deepEqual(around(' + '), [1, 5]);
      assert.deepEqual(around('b = a'), [5]);
    });

    it('tells and lights what belongs to the pass on show', async () => {
      const text = `${HEAD}const w = new Value(1);\nfor (let i = 0; i < 3; i++) {\n  const loss = w * w;\n  w.grad = 0;\n  loss.backward();\n  w.data -= 0.25 * w.grad;\n}\n`;
      const recording = await run(text);
      const place = { file: 0, offset: text.indexOf('loss =') + 1 };
      const facts = [0, 1, 2].map(pass => factsAround(recording, place, { pass, step: 1 }));
      assert.deepEqual(
        facts.map(fact => [fact?.data, fact?.grad, fact?.inputs[0]]),
        [
          ['1', '1 (final)', 'w = 1'],
          ['0.25', '1 (final)', 'w = 0.5'],
          ['0.0625', '1 (final)', 'w = 0.25'],
        ],
      );
      for (const [pass, { root }] of recording.passes.entries()) {
        assert.deepEqual(nodesAround(recording, place, passExtent(recording, pass), pass), [root]);
      }
    });

    it('tells a hover about values, numbers and loops', async () => {
      const text = `${HEAD}const a = new Value(2);\nlet rate = 0.5;\nfor (let i = 0; i < 3; i++) rate = rate * 0.5;\nconst y = a * rate;\n`;
      const recording = await run(text);
      const cursor = lastCursor(recording);
      const facts = (part: string) => factsAround(recording, { file: 0, offset: text.indexOf(part) + 1 }, cursor);
      assert.equal(facts('y = a')?.data, '0.125');
      assert.equal(facts('y = a')?.grad, 'not computed yet');
      assert.deepEqual(facts('y = a')?.inputs, ['a = 2', '0.0625']);
      assert.equal(facts('* 0.5')?.value, '0.0625');
      assert.equal(facts('* 0.5')?.count, 3);
    });
  });

  describe('modules', () => {
    it('imports files of the user’s own, with and without their ending, and JSON', async () => {
      save('lib/double.ts', `${HEAD}export const double = (v: Value): Value => v * 2;\nexport default 7;\n`);
      save('numbers.json', '{ "seven": 7 }');
      await prints(
        `import seven, { double } from './lib/double';\nimport { double as again } from './lib/double.js';\nimport numbers from './numbers.json';\n${HEAD}console.log(double(new Value(3)).data, seven, again === double, numbers.seven);`,
        '6 7 true 7',
      );
    });

    it('takes modules that import each other, and what they export later', async () => {
      save(
        'even.ts',
        "import { odd } from './odd';\nexport const even = (n: number): boolean => n === 0 || odd(n - 1);\n",
      );
      save(
        'odd.ts',
        "import { even } from './even';\nexport const odd = (n: number): boolean => n !== 0 && even(n - 1);\n",
      );
      await prints("import { even } from './even';\nconsole.log(even(10), even(7));", 'true false');
    });

    it('waits for modules that wait, and imports at run time', async () => {
      save('slow.ts', 'await new Promise(done => setTimeout(done, 20));\nexport const slow = 1;\n');
      await prints(
        "import { slow } from './slow';\nconst again = await import('./slow');\nconsole.log(slow, again.slow);",
        '1 1',
      );
    });

    it('imports an installed package', async () => {
      save('node_modules/twice/package.json', '{ "name": "twice", "main": "index.js" }');
      save('node_modules/twice/index.js', 'module.exports = { twice: x => 2 * x };');
      await prints("import { twice } from 'twice';\nconsole.log(twice(4));", '8');
    });

    it('imports types without looking for them', async () => {
      await prints(
        "import type { Nothing } from './nowhere';\nimport { type More } from './nowhere';\nlet a: Nothing | More | number = 1;\nconsole.log(a);",
        '1',
      );
    });

    it('places an error in another file', async () => {
      save('bad.ts', "export function fail(): never {\n  throw new RangeError('too far');\n}\n");
      const { error } = await run("import { fail } from './bad';\nfail();\n");
      assert.equal(error?.message, 'RangeError: too far');
      assert.deepEqual(
        [path.basename(error?.place?.file ?? ''), error?.place?.line, error?.place?.col],
        ['bad.ts', 2, 9],
      );
    });

    it('places a syntax error in another file', async () => {
      save('worse.ts', 'const a = 1;\nlet = ;\n');
      const { error } = await run("import './worse';\n");
      assert.deepEqual(
        [error?.kind, path.basename(error?.place?.file ?? ''), error?.place?.line],
        ['syntax', 'worse.ts', 2],
      );
    });
  });

  describe('the script’s output', () => {
    it('keeps its order and its form', async () => {
      const recording = await run(
        `${HEAD}console.log('a', 1, { b: [2] });\nconsole.error('%d %s', 3, 'c');\nprocess.stdout.write('no newline');\nconsole.table;\nconsole.log(new Value(4));\n`,
      );
      assert.deepEqual(
        recording.outputs.map(output => [output.stream, output.text]),
        [
          ['stdout', 'a 1 { b: [ 2 ] }\n'],
          ['stderr', '3 c\n'],
          ['stdout', 'no newline'],
          ['stdout', 'Value(data=4, grad=0)\n'],
        ],
      );
    });

    it('knows its line', async () => {
      const recording = await run("const a = 1;\nconsole.log('here');\n");
      assert.equal(recording.sites[recording.outputs[0].site].line, 2);
    });
  });

  describe('errors', () => {
    it('are at the place where they were thrown', async () => {
      assert.equal(
        await fails(`${HEAD}const a = new Value(1);\nfunction f(x: any) {\n  return x.y.z;\n}\nf(a);\n`),
        "4:13 TypeError: Cannot read properties of undefined (reading 'z')",
      );
    });

    it('of the engine are at the line that called it', async () => {
      assert.match(
        await fails(`${HEAD}const a = new Value(1);\nconst b = a.add('x' as any);\n`),
        /^3:13 TypeError: add expects a Value/,
      );
    });

    it('of an operator are at the operator', async () => {
      assert.match(await fails(`${HEAD}const a = new Value(1);\nconst b = 2 +\n  a % 2;\n`), /^4:\d+ TypeError: /);
    });

    it('may be anything that can be thrown', async () => {
      assert.match(await fails("const a = 1;\nthrow 'a text';\n"), /^2:\d+ Thrown: a text$/);
    });

    it('in promises and timers are told, too', async () => {
      assert.match(await fails("void Promise.reject(new Error('lost'));\n"), /^1:\d+ lost$/);
      assert.match(await fails("setTimeout(() => {\n  throw new Error('late');\n}, 5);\n"), /^2:\d+ late$/);
    });

    it('keep what was made before them', async () => {
      const recording = await run(
        `${HEAD}const a = new Value(2);\nconst b = a * 3;\nb.backward();\nthrow new Error('end');\n`,
      );
      assert.equal(recording.error?.message, 'end');
      assert.equal(grad(recording, 'a'), 3);
    });

    it('print a stack in the user’s own lines', async () => {
      await prints(
        "const e = (() => new Error('x'))();\nconsole.log((e.stack ?? '').split('\\n')[1].replace(/.*script/, 'script'));",
        'script.ts:1:18',
      );
    });
  });

  it('can be cancelled, and keeps what there was', async () => {
    const started = start(`${HEAD}const a = new Value(1);\nfor (;;) {}\n`);
    while (started.recording.length === 0) await new Promise(done => setTimeout(done, 10));
    started.cancel();
    await started.done;
    assert.equal(started.recording.error?.kind, 'cancelled');
    assert.equal(started.recording.length, 1);
  });

  it('runs again after a process has died', async () => {
    await fails('for (;;) {}', { time: 0.1 });
    await prints('console.log(1);', '1');
  });
});
