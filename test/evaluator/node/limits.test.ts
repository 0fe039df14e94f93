import assert from 'node:assert/strict';
import { data, evaluating, HEAD } from './evaluating';

describe('the limits of a run', function () {
  this.timeout(30_000);
  const { run, prints, fails } = evaluating();

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
    assert.match(await fails('const a = 1;\nawait new Promise(() => {});\n'), /^2:\d+ The script waits at an `await`/);
  });
});
