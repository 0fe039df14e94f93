/** The scope path of every node: calls, loop iterations and the objects they run on. */
import assert from 'node:assert/strict';
import { runToy, scopePath } from './toy';

/** Each node as `data: path`. */
async function paths(source: string): Promise<string[]> {
  const { nodes, runtime, names } = await runToy(source);
  const columns = runtime.takeScopes();
  return nodes.map(({ data, scope }) => `${data}: ${scopePath(columns, names, scope)}`);
}

describe('a node knows the scope it was made in', () => {
  it('nothing at the top level', async () => {
    assert.deepEqual(await paths('const a = new Value(1);'), ['1: ']);
  });

  it('loops with their variable and iteration', async () => {
    const text = `for (let epoch = 5; epoch < 7; epoch++) for (const x of ['a', 'b']) new Value(epoch);
let i = 0;
while (i < 2) { new Value(100); i++; }
for (const k in { p: 1 }) new Value(200);
do new Value(300); while (i++ < 2);
for (let x = 0; x < 0.3; x += 0.1) new Value(400);`;
    assert.deepEqual(await paths(text), [
      '5: epoch 5 > x 0',
      '5: epoch 5 > x 1',
      '6: epoch 6 > x 0',
      '6: epoch 6 > x 1',
      '100: while 0',
      '100: while 1',
      '200: k 0',
      '300: do 0',
      '400: x 0',
      '400: x 1',
      '400: x 2',
    ]);
  });

  it('functions, callbacks and constructors by name', async () => {
    const text = `function outer() { return inner(1); }
const inner = (x: number) => { const f = function () { return new Value(x); }; return f(); };
class Made { v = new Value(2); constructor() { new Value(3); } }
outer(); new Made();
[4].forEach(x => new Value(x));
[5].map(function each(x) { return new Value(x); });`;
    assert.deepEqual(await paths(text), ['1: outer > inner > f', '2: ', '3: Made', '4: anonymous', '5: each']);
  });

  it('receivers by where they are kept', async () => {
    const text = `class Neuron { w; constructor(n: number) { this.w = new Value(n); } call(x: any) { return this.w * x; } }
class Layer { neurons: Neuron[]; constructor(n: number) { this.neurons = [new Neuron(n), new Neuron(n + 1)]; } call(x: any) { return this.neurons.map(n => n.call(x)); } }
class MLP { layers = [new Layer(10)]; out = new Neuron(50); call(x: any) { return this.out.call(this.sum(this.layers[0].call(x))); } sum(xs: any[]) { return xs[0] + xs[1]; } }
const net = new MLP();
for (let epoch = 0; epoch < 2; epoch++) net.call(2);`;
    assert.deepEqual((await paths(text)).slice(3), [
      '20: epoch 0 > MLP > layers[0] > anonymous > neurons[0]',
      '22: epoch 0 > MLP > layers[0] > anonymous > neurons[1]',
      '42: epoch 0 > MLP > sum',
      '2100: epoch 0 > MLP > out',
      '20: epoch 1 > MLP > layers[0] > anonymous > neurons[0]',
      '22: epoch 1 > MLP > layers[0] > anonymous > neurons[1]',
      '42: epoch 1 > MLP > sum',
      '2100: epoch 1 > MLP > out',
    ]);
  });

  it('side by side over awaits', async () => {
    const text = `const sleep = (ms: number) => new Promise(r => setTimeout(r, ms));
async function task(k: number) { for (let step = 0; step < 2; step++) { await sleep(k * 5); new Value(k); } }
await Promise.all([task(1), task(3)]);
new Value(9);`;
    assert.deepEqual((await paths(text)).sort(), [
      '1: task > step 0',
      '1: task > step 1',
      '3: task > step 0',
      '3: task > step 1',
      '9: ',
    ]);
  });

  it('through generators, resumed from another iteration', async () => {
    const text = `function* g() { for (let q = 0; q < 2; q++) { new Value(q); yield; } }
const it = g();
for (const turn of [0, 1]) { it.next(); new Value(10 + turn); }`;
    assert.deepEqual(await paths(text), ['0: turn 0 > g > q 0', '10: turn 0', '1: turn 1 > g > q 1', '11: turn 1']);
  });

  it('after exceptions, breaks, returns and rejections', async () => {
    const text = `function f() { for (const a of [1]) for (;;) { try { throw 1; } catch { new Value(1); } return; } }
f(); new Value(2);
try { (() => { for (const b of [1]) throw b; })(); } catch { new Value(3); }
out: { for (const c of [1]) { new Value(4); break out; } }
new Value(5);
o: for (const d of [1, 2]) { for (;;) { new Value(6); continue o; } }
new Value(7);
const bad = async () => { await null; throw 1; };
const waits = async () => { for (const e of [1]) await bad(); };
try { await waits(); } catch { new Value(8); }
try { await Promise.reject(1); } finally { new Value(9); break_: { break break_; } }`;
    const run = paths(`try { ${text} } catch {} new Value(10);`);
    assert.deepEqual(await run, [
      '1: f > a 0 > for 0',
      '2: ',
      '3: ',
      '4: c 0',
      '5: ',
      '6: d 0 > for 0',
      '6: d 1 > for 0',
      '7: ',
      '8: ',
      '9: ',
      '10: ',
    ]);
  });

  it('in for await', async () => {
    const text = `async function* g() { yield 1; yield 2; }
async function f() { for await (const x of g()) { new Value(x); if (x === 2) break; } new Value(3); }
await f(); new Value(4);
for await (const y of [5]) new Value(y);
new Value(6);`;
    assert.deepEqual(await paths(text), ['1: f > x 0', '2: f > x 1', '3: f', '4: ', '5: y 0', '6: ']);
  });

  it('with one row for all nodes of a scope, and new rows only once', async () => {
    const { runtime, nodes } = await runToy('for (let i = 0; i < 2; i++) { new Value(1); new Value(2); }');
    assert.deepEqual(
      nodes.map(({ scope }) => scope),
      [0, 0, 1, 1],
    );
    assert.equal(runtime.takeScopes().parent.length, 2);
    assert.equal(runtime.takeScopes().parent.length, 0);
  });

  it('in a recursion thousands of calls deep', async () => {
    const { nodes, runtime } = await runToy(
      'const f = (n: number): any => (n === 0 ? new Value(0) : f(n - 1)); f(3000);',
    );
    assert.equal(nodes[0].scope, 3000);
    assert.equal(runtime.takeScopes().parent.length, 3001);
  });
});
