/** What an engine is told: operators, sites, names and writes. */
import assert from 'node:assert/strict';
import { runToy, siteText, type ToyRun } from './toy';

/** Each node as `op data @site`. */
const printed = (ran: ToyRun): string[] =>
  ran.nodes.map(({ op, data, site }) => `${op || 'leaf'} ${data} @${siteText(ran, site)}`);
const nodesOf = async (source: string): Promise<string[]> => printed(await runToy(source));

/** Names that variables and properties gave, by node. */
const named = ({ nodes }: ToyRun, kind: string): string[] =>
  nodes.map(({ names }) =>
    names
      .filter(name => name.kind === kind)
      .map(({ name }) => name)
      .join(),
  );

describe('operators reach the engine', () => {
  it('with exactly their own text as site', async () => {
    const nodes = await nodesOf('const a = new Value(2), b = new Value(3);\nconst d = a * b + (a - 1) / 2 ** b;');
    assert.deepEqual(nodes, [
      'leaf 2 @new Value(2)',
      'leaf 3 @new Value(3)',
      '* 6 @a * b',
      '- 1 @a - 1',
      '** 8 @2 ** b',
      '/ 0.125 @(a - 1) / 2 ** b',
      '+ 6.125 @a * b + (a - 1) / 2 ** b',
    ]);
  });

  it('whichever side the number is on', async () => {
    const nodes = await nodesOf('const a = new Value(4); 1 - a; a % 3; 2 * a; -a; a ** 2; 1 / a;');
    assert.deepEqual(
      nodes.slice(1).map(text => text.split(' @')[0]),
      ['- -3', '% 1', '* 8', 'neg -4', '** 16', '/ 0.25'],
    );
  });

  it('from compound assignments and steps on variables and members', async () => {
    const ran = await runToy(`let a = new Value(1);
a += 2; a *= a; a++; --a;
const o: any = { n: new Value(5), l: [new Value(6)] };
o.n -= 1; o.l[0] **= 2; o['n']++; o.l[0]--;
class A { #p = new Value(7); run() { this.#p /= 2; this.#p++; return this.#p; } }
log(a.data, o.n.data, o.l[0].data, new A().run().data);`);
    assert.deepEqual(ran.logs, ['9 5 35 4.5']);
    assert.deepEqual(printed(ran).slice(1, 5), ['+ 3 @a += 2', '* 9 @a *= a', '+ 10 @a++', '- 9 @--a']);
  });

  it('where the old value of a step is used', async () => {
    const ran = await runToy('let a = new Value(1); const old = a++; log(old.data, a.data);');
    assert.deepEqual(ran.logs, ['1 2']);
  });

  it('in parameters, fields, templates and conditions', async () => {
    const ran = await runToy(`const a = new Value(2);
const f = (x = a * 3, y = x + 1) => y;
class C { w = a * 4; static s = a * 5; }
log(f().data, new C().w.data, C.s.data, \`\${(a * 6).data}\`, (a ? a * 7 : a).data, [a * 8][0].data, { k: a * 9 }.k.data);`);
    assert.deepEqual(ran.logs, ['7 8 10 12 14 16 18']);
  });

  it('over a wait', async () => {
    const ran = await runToy(
      'const f = async () => new Value(3); const a = new Value(2); log(((await f()) * a + (await f())).data);',
    );
    assert.deepEqual(ran.logs, ['9']);
  });

  it('comparisons too, which fall back to JavaScript', async () => {
    const { logs, compared } = await runToy('const a = new Value(2); log(a < 3, a >= a, 1 > a);');
    assert.equal(compared.join(' '), '< >= >');
    assert.equal(logs.length, 1);
  });

  it('== and != unless one side says that it is no number, and never === and !==', async () => {
    const { compared, logs } = await runToy(`const a = new Value(2), n = 2, v: any = a;
log(a == n, n != v, v == null, undefined != v, v === n, v !== a, typeof v == 'object', v == [], !v == v);`);
    assert.equal(compared.join(' '), '== !=');
    assert.deepEqual(logs, ['false true false true false false true false false']);
  });

  it('never for plain numbers, strings and bigints', async () => {
    const ran = await runToy('const a = 2, s = "x"; log(a * 3 + 1, s + a, 2n ** 3n, -a);');
    assert.deepEqual(ran.nodes, []);
    assert.deepEqual(ran.logs, ['7 x2 8n -2']);
  });

  it('in the order in which JavaScript would run them', async () => {
    const nodes = await nodesOf(
      'const a = new Value(1); const f = (x: number) => new Value(x); a * 2 + f(5) * (a - f(6));',
    );
    assert.deepEqual(
      nodes.map(text => text.split(' @')[0]),
      ['leaf 1', '* 2', 'leaf 5', 'leaf 6', '- -5', '* -25', '+ -23'],
    );
  });
});

describe('every node that a call makes belongs to its site', () => {
  it('also those made on the way', async () => {
    assert.deepEqual(await nodesOf('const a = new Value(3);\nconst b = a.square();'), [
      'leaf 3 @new Value(3)',
      'copy 3 @a.square()',
      'copy 3 @a.square()',
      'square 9 @a.square()',
    ]);
  });

  it('the innermost expression that made it', async () => {
    const nodes = await nodesOf('const f = (v: any) => v.square();\nconst b = f(new Value(2) * 3);');
    assert.deepEqual(nodes, [
      'leaf 2 @new Value(2)',
      '* 6 @new Value(2) * 3',
      'copy 6 @v.square()',
      'copy 6 @v.square()',
      'square 36 @v.square()',
    ]);
  });

  it('in optional calls, tagged templates and spreads', async () => {
    const nodes = await nodesOf(
      'const t = (s: any) => new Value(1);\nconst a = t`x`;\na?.square?.();\n[...[a]].map(v => v?.square())',
    );
    assert.equal(nodes[0], 'leaf 1 @new Value(1)');
    assert.equal(nodes[3], 'square 1 @a?.square?.()');
    assert.equal(nodes[6], 'square 1 @v?.square()');
  });
});

describe('names reach the engine', () => {
  it('from declarations, assignments and destructuring', async () => {
    const ran = await runToy(`const a = new Value(1), b = a * 2;
let c; c = b + 1;
const [d, { k: e }] = [new Value(4), { k: new Value(5) }];
let f, g; [f, g = new Value(7)] = [new Value(6)];
c += 1;
const h = a.square();`);
    assert.deepEqual(named(ran, 'variable'), ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'c', '', '', 'h']);
  });

  it('from fields, properties and class fields', async () => {
    const ran =
      await runToy(`class A { w = new Value(1); #p = new Value(2); static s = new Value(3); b; constructor() { this.b = new Value(4); } }
new A();
const o: any = { x: new Value(5), 'y z': new Value(6) };
o.q = o.x * 2; o['r'] = new Value(8);`);
    assert.deepEqual(named(ran, 'property'), ['s', 'w', 'p', 'b', 'x', 'y z', 'q', 'r']);
  });

  it('from steps, and from elements and keys that the source names', async () => {
    const ran = await runToy(`let a = new Value(1); a++; const old = --a;
const o: any = {}, xs: any[] = []; let i = 0;
o.n = a; o.n++; o['m'] = new Value(5); o['m'] *= 2; o[\`k\`] = new Value(6);
xs[0] = new Value(7); xs[0] += 1; xs[0]--; o.l = xs; o.l[0] += 2; xs[i] += 3;
const was = xs[0]++;`);
    assert.deepEqual(named(ran, 'variable'), ['a', 'a', 'a,old', '', '', '', '', '', '', '', '', 'was', '']);
    assert.deepEqual(named(ran, 'property'), [
      '',
      '',
      'n',
      'n',
      'm',
      'm',
      '',
      'xs[0]',
      'xs[0]',
      'xs[0]',
      'l[0]',
      '',
      'xs[0]',
    ]);
  });

  it('from parameters, loops and catch', async () => {
    const ran = await runToy(`const f = (p: any, { q }: any, ...r: any[]) => p;
f(new Value(1), { q: new Value(2) });
for (const v of [new Value(3)]) log(v.data);
try { throw new Value(4); } catch (thrown) { log(thrown.data); }`);
    assert.deepEqual(named(ran, 'param'), ['p', 'q', '', '']);
    assert.deepEqual(named(ran, 'variable'), ['', '', 'v', 'thrown']);
  });

  it('with the identifier as site', async () => {
    const ran = await runToy('const total: any = new Value(1);\nconst o = { key: total * 2 };');
    assert.equal(siteText(ran, ran.nodes[0].names[0].site), 'total');
    assert.equal(siteText(ran, ran.nodes[1].names[0].site), 'key');
    assert.equal(ran.runtime.sites[ran.nodes[0].names[0].site].kind, 'name');
  });
});

describe('writes to data and grad have a site', () => {
  it('in every form of assignment', async () => {
    const ran = await runToy(`const a = new Value(1);
a.data = 2; a.data += 3; a.data++; a.data -= 0.5 * a.grad;
for (const p of [a]) p.data = 9;`);
    assert.deepEqual(
      ran.writes.map(({ data, site }) => `${data} @${siteText(ran, site)} ${ran.runtime.sites[site].line}`),
      ['2 @a.data 2', '5 @a.data 2', '6 @a.data 2', '6 @a.data 2', '9 @p.data 3'],
    );
    assert.equal(ran.nodes.length, 1, 'an update is no node');
  });
});
