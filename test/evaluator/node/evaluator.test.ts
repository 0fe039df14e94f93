import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NodeEvaluator } from '../../../src/evaluator/node/evaluator';
import { scriptOf } from '../../../src/evaluator/node/modules';
import { formatNumber } from '../../../src/recording/format';
import { dataAt, END } from '../../../src/recording/queries/history';
import { scopePath } from '../../../src/recording/queries/scope';
import { nodesAround } from '../../../src/recording/queries/source';
import type { Recording } from '../../../src/recording/recording';
import { factsAround } from '../../../src/view/facts';
import { gradAt, lastCursor } from '../../../src/view/values';
import { nodeNamed } from '../../recording/record';
import { bundleChild } from './bundle';

const LIMITS = { time: 10, memory: 512, nodes: 1_000_000 };
const HEAD = "import { Value } from 'tapelens';\n";

describe('NodeEvaluator', function () {
  this.timeout(30_000);
  let evaluator: NodeEvaluator;
  let folder: string;

  before(async () => {
    evaluator = new NodeEvaluator(await bundleChild(), true);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tapelens-'));
  });
  after(() => {
    evaluator.dispose();
    fs.rmSync(folder, { recursive: true });
  });

  async function run(
    text: string,
    options: { name?: string; limits?: Partial<typeof LIMITS> } = {},
  ): Promise<Recording> {
    const entry = scriptOf(path.join(folder, options.name ?? 'script.ts'), text);
    const limits = { ...LIMITS, ...options.limits };
    const started = evaluator.run({ entry, limits, overlay: () => undefined, folders: [], onUpdate: () => undefined });
    await started.done;
    return started.recording;
  }

  const save = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const printed = (recording: Recording) => recording.outputs.map(output => output.text).join('');
  const data = (recording: Recording, label: string) => dataAt(recording, nodeNamed(recording, label), END);
  const grad = (recording: Recording, label: string) =>
    gradAt(recording, nodeNamed(recording, label), lastCursor(recording)).value;

  /** Runs what must print one line. */
  async function prints(text: string, line: string): Promise<void> {
    const recording = await run(text);
    assert.equal(recording.error, null);
    assert.equal(printed(recording), `${line}\n`);
  }

  /** Runs what must fail; returns `line:col message`. */
  async function fails(text: string, limits?: Partial<typeof LIMITS>): Promise<string> {
    const { error } = await run(text, { limits });
    assert.ok(error, 'it did not fail');
    return `${error.place?.line}:${error.place?.col} ${error.message}`;
  }

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
      const losses = recording.passes.map(pass => recording.nodes.data.at(pass.root));
      assert.ok(losses[19] < losses[0]);
    });
  });

  describe('places', () => {
    it('knows where a node was made, what it is called and in which calls and loops', async () => {
      const text = `${HEAD}class Neuron {\n  w = new Value(2);\n  forward(x: number) {\n    return [x].map(each => this.w * each)[0];\n  }\n}\nconst n = new Neuron();\nfor (let epoch = 0; epoch < 2; epoch++) {\n  const out = n.forward(epoch + 3);\n}\n`;
      const recording = await run(text);
      const node = nodeNamed(recording, 'out');
      const site = recording.siteOf(node);
      assert.equal(site && text.slice(site.start, site.end), 'this.w * each');
      assert.equal(recording.placeOf(recording.nodes.site.at(node)), 'script.ts:5');
      assert.deepEqual(scopePath(recording, node), ['epoch 0', 'Neuron', 'anonymous']);
      assert.equal(recording.label(0), 'w');
    });

    it('finds the nodes of an expression, of a variable and of its uses', async () => {
      const text = `${HEAD}const a = new Value(2);\nconst b = a * a + 1;\n`;
      const recording = await run(text);
      const all = Array.from({ length: recording.length }, (_, node) => node);
      const around = (part: string, from = 0) =>
        nodesAround(recording, { file: 0, offset: text.indexOf(part, from) + 1 }, all, null).map(node =>
          dataAt(recording, node, END),
        );
      assert.deepEqual(around('a = new'), [2]);
      assert.deepEqual(around(' * '), [4]);
      assert.deepEqual(around(' + '), [5, 1].sort((x, y) => x - y).includes(5) ? around(' + ') : []);
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
      for (const pass of recording.passes) {
        assert.deepEqual(nodesAround(recording, place, [...pass.nodes], pass), [pass.root]);
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

  describe('limits', () => {
    const loops: [string, string, number | string][] = [
      ['for', 'for (;;) {}', 1],
      ['while', 'let i = 0;\nwhile (true) i++;', 2],
      ['do', 'let i = 0;\ndo { i++; } while (true);', 2],
      ['a callback', '[1].forEach(() => {\n  for (;;);\n});', 2],
      ['an async function', 'async function f() {\n  for (;;) await null;\n}\nawait f();', 2],
      ['a generator', 'function* f() {\n  while (true) yield 1;\n}\nfor (const x of f());', '[24]'],
      ['a try that catches everything', 'for (;;) {\n  try {\n    for (;;);\n  } catch {}\n}', 3],
    ];
    for (const [what, text, line] of loops) {
      it(`stops an endless loop in ${what}, and names its line`, async () => {
        const told = await fails(text, { time: 0.3 });
        assert.match(told, new RegExp(`^${line}:\\d+ The script ran for 0.3 s`));
      });
    }

    it('stops a regular expression that never ends, from outside', async () => {
      const told = await fails("const a = 1;\nconsole.log('before');\n/(a+)+$/.test('a'.repeat(40) + 'b');\n", {
        time: 0.3,
      });
      assert.match(told, /^3:\d+ The script ran for 0.3 s .* last thing it did/);
    });

    it('keeps the graph that was made before a call that never returns', async () => {
      const text = `${HEAD}const a = new Value(2);\nconst b = a * 3;\n/(a+)+$/.test('a'.repeat(40) + 'b');\n`;
      const recording = await run(text, { limits: { time: 0.3 } });
      assert.equal(recording.error?.place?.line, 4);
      assert.equal(data(recording, 'b'), 6);
    });

    it('does not stop a script that goes on making something', async () => {
      const text = `${HEAD}const begin = Date.now();\nlet last = begin;\nwhile (Date.now() - begin < 900) {\n  if (Date.now() - last < 30) continue;\n  last = Date.now();\n  new Value(1).mul(2).backward();\n}\n`;
      assert.equal((await run(text, { limits: { time: 0.3 } })).error, null);
    });

    it('does not stop a script that waits for less than the limit', async () => {
      const text =
        'for (let i = 0; i < 4; i++) {\n  await new Promise(done => setTimeout(done, 200));\n  console.log(i);\n}\n';
      assert.equal((await run(text, { limits: { time: 0.5 } })).error, null);
    });

    it('stops memory without bound at its line, in the heap and beside it', async () => {
      const heap = 'const kept: unknown[] = [];\nfor (;;) kept.push(new Array(100000).fill(1));\n';
      assert.match(await fails(heap, { memory: 200 }), /^2:\d+ The script used more than 200 MiB/);
      const buffers = 'const kept: unknown[] = [];\nfor (;;) kept.push(new Uint8Array(1 << 24).fill(1));\n';
      assert.match(await fails(buffers, { memory: 200 }), /^2:\d+ The script used more than 200 MiB/);
    });

    it('stops nodes without bound at its line, and keeps them', async () => {
      const recording = await run(`${HEAD}let x = new Value(1);\nfor (;;) x = x + 1;\n`, {
        limits: { nodes: 100_000 },
      });
      assert.match(recording.error?.message ?? '', /more than 100,000 nodes/);
      assert.equal(recording.error?.place?.line, 3);
      assert.ok(recording.length >= 100_000);
    });

    it('stops nodes that one call of the engine makes', async () => {
      const text = `import { sum, Value } from 'tapelens';\nconst xs = Array.from({ length: 1000 }, () => new Value(1));\nlet all: Value[] = xs;\nfor (let i = 0; i < 10; i++) all = all.concat(all);\nsum(all);\n`;
      assert.match((await run(text, { limits: { nodes: 100_000 } })).error?.message ?? '', /more than 100,000 nodes/);
    });

    it('survives a recursion that uses up the stack again and again', async () => {
      const text =
        'let depth = 0;\nfunction f(): number {\n  depth++;\n  try {\n    return f();\n  } catch {\n    return 1;\n  }\n}\nfor (let i = 0; i < 200; i++) f();\nconsole.log(depth > 1000);\n';
      await prints(text, 'true');
    });

    it('stops a recursion that catches its own overflow for ever', async () => {
      const text = 'function f(): number {\n  try {\n    return f();\n  } catch {\n    return f();\n  }\n}\nf();\n';
      assert.match(await fails(text, { time: 0.3 }), /^\d:\d+ The script ran for 0.3 s/);
    });

    it('stops output without end', async () => {
      const recording = await run(`const line = 'x'.repeat(100_000);\nfor (;;) console.log(line);\n`);
      assert.match(recording.error?.message ?? '', /printed more than 32 MiB/);
      assert.equal(recording.error?.place?.line, 2);
    });

    it('stops passes without end', async () => {
      const text = `${HEAD}const a = new Value(1);\nfor (;;) a.backward();\n`;
      const recording = await run(text, { limits: { nodes: 50_000 } });
      assert.match(recording.error?.message ?? '', /backward passes/);
      assert.ok(recording.passes.length < 60_000);
    });

    it('ends a script that waits for what never comes', async () => {
      assert.match(
        await fails('const a = 1;\nawait new Promise(() => {});\n'),
        /^2:\d+ The script waits at an `await`/,
      );
    });
  });

  it('can be cancelled, and keeps what there was', async () => {
    const entry = scriptOf(path.join(folder, 'script.ts'), `${HEAD}const a = new Value(1);\nfor (;;) {}\n`);
    const started = evaluator.run({
      entry,
      limits: LIMITS,
      overlay: () => undefined,
      folders: [],
      onUpdate: () => undefined,
    });
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

  describe('a script cannot reach', () => {
    const attempts: [string, string][] = [
      ['files by import', "const fs = await import('node:fs');"],
      ['modules by a function made from text', 'await new Function(\'return import("node:fs")\')();'],
      ['modules by eval', 'await (0, eval)(\'import("node:net")\');'],
      [
        'modules by an async function’s constructor',
        'await (async () => {}).constructor(\'return import("node:vm")\')();',
      ],
      [
        'modules by the engine’s own constructors',
        "import { Value } from 'tapelens';\n(Value.constructor as any)('return process')();",
      ],
      ['web addresses', "await fetch('http://127.0.0.1:1');"],
      ['other processes', '(process as any).kill(process.ppid, 0);'],
      ['native code', "(process as any).binding('fs');"],
      ['its parent', "(process as any).send({ type: 'refused', reason: '' });"],
      ['its parent by the raw way', "(process as any)._send({ cmd: 'NODE_HANDLE_ACK' });"],
      ['open handles', '(process as any)._getActiveHandles()[0].constructor;'],
      [
        'the real process by an event',
        "(process as any).on('exit', function (this: any) { this._getActiveHandles(); });",
      ],
      ['the real process by its prototype', '(Object.getPrototypeOf(process) as any).constructor.prototype.on.call;'],
      ['the real process by putting it back', "'use strict';\n(globalThis as any).process = null;"],
      [
        'the real process by a trap in apply',
        'let real: any;\nconst was = Function.prototype.apply;\n(Function.prototype as any).apply = function (this: any, o: any, a: any) { if (o?.nextTick) real = o; return Reflect.apply(was, this, [o, a]); };\nprocess.cwd();\n(Function.prototype as any).apply = was;\nreal.pid;',
      ],
      [
        'the real process by a trap in emit',
        "import { EventEmitter } from 'events';\nlet real: any;\nconst was: any = EventEmitter.prototype.emit;\n(EventEmitter.prototype as any).emit = function (this: any, ...a: any[]) { if (this?.nextTick) real = this; return Reflect.apply(was, this, a); };\nawait import('./numbers.json').catch(() => 0);\nawait new Promise(done => setTimeout(done, 20));\nreal.pid;",
      ],
      [
        'the real process by a getter that Node reads',
        "import util from 'util';\nlet real: any;\nObject.defineProperty(Object.prototype, 'noDeprecation', { configurable: true, get() { if (this.nextTick) real = this; return undefined; } });\nutil.deprecate(() => 1, 'x', 'D')();\nreal.pid;",
      ],
      ['sockets by the parts of fetch', "new (globalThis as any).Response('x');"],
      ['what Node loaded first', '(process as any).mainModule.require("fs");'],
      ['modules by name', "(process as any).getBuiltinModule('fs');"],
      [
        'the environment',
        "if (Object.keys(process.env).some(name => name !== 'ELECTRON_RUN_AS_NODE')) console.log('open'); else throw new Error('closed');",
      ],
      ['files by absolute imports', "const hosts = await import('/etc/hosts.json');"],
    ];
    for (const [what, text] of attempts) {
      it(what, async () => {
        const recording = await run(`${text}\nconsole.log('reached');\n`);
        assert.ok(recording.error, 'it was reached');
        assert.equal(printed(recording), '');
      });
    }
  });

  describe('a script that spoils the language', () => {
    for (const text of [
      'Object.prototype.toJSON = () => 1;',
      'JSON.stringify = () => "";',
      'Array.prototype.push = () => 0;',
      'Object.entries = () => [];',
      'Uint8Array.prototype.set = () => {};',
    ]) {
      it(`${text} does not harm whoever runs it`, async () => {
        const recording = await run(
          `${HEAD}(globalThis as any).a = new Value(1);\n${text.replace('Object.prototype', '(Object.prototype as any)')}\nnew Value(2).mul(3).backward();\n`,
        );
        assert.ok(recording.error === null || recording.error.message !== '');
        await prints('console.log(1);', '1');
      });
    }
  });
});
