/** The site table: exact ranges, kinds and names. */
import assert from 'node:assert/strict';
import { instrument } from '../../src/instrument/instrument';
import type { Site } from '../../src/recording/schema';

function sites(source: string): (Site & { text: string })[] {
  return instrument(source, { file: 3 }).sites.map(site => ({ ...site, text: source.slice(site.start, site.end) }));
}

/** Each site as `kind name: text`. */
const printed = (source: string): string[] => sites(source).map(({ kind, name, text }) => `${kind} ${name}: ${text}`);

describe('sites', () => {
  it('cover exactly the operator and its operands', () => {
    const texts = printed('const y = (a * b) + -c as number;');
    assert.ok(texts.includes('op *: a * b'));
    assert.ok(texts.includes('op +: (a * b) + -c'));
    assert.ok(texts.includes('op neg: -c'));
    assert.ok(texts.includes('name y: y'));
  });

  it('count lines and columns from 1, in UTF-16 units', () => {
    const [site] = sites('// 😀\n  /*😀*/ a * b;').filter(({ kind }) => kind === 'op');
    assert.deepEqual([site.line, site.col, site.text, site.file], [2, 10, 'a * b', 3]);
  });

  it('have the kind and the name of what stands there', () => {
    const texts = printed(`function f(p: number, { q }, ...r) { return p.x.y(q); }
for (let epoch = 0; epoch < 1; epoch++) { s += 1; node.grad = 0; }
class A { w = new B(); #v = 1; constructor() { super.m(); } }
const g = () => 1, o = { key: g() };`);
    for (const expected of [
      'param p: p',
      'param q: q',
      'param r: r',
      'call y: p.x.y(q)',
      'member x: p.x',
      'read q: q',
      'op <: epoch < 1',
      'op ++: epoch++',
      'op +=: s += 1',
      'write grad: node.grad',
      'name grad: grad',
      'name w: w',
      'call B: new B()',
      'name v: #v',
      'call m: super.m()',
      'name key: key',
      'name o: o',
    ])
      assert.ok(texts.includes(expected), `${expected} in\n${texts.join('\n')}`);
    const functions = sites('function f() { g(); }\nclass A { constructor() { g(); } m() { g(); } }').filter(
      ({ kind }) => kind === 'function',
    );
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['f', 'A', 'm'],
    );
  });

  it('name a variable without its type', () => {
    const texts = printed('const a: number = 1, f = (x?: string) => x;');
    assert.ok(texts.includes('name a: a'));
    assert.ok(texts.includes('param x: x'));
  });

  it('share the record of the variable that they read', () => {
    const { sites: all, recordedAt, countedAt } = instrument('const a = f();\nlog(a);\nconst b = a * 2;', { file: 0 });
    const find = (line: number, kind: string, name: string) =>
      all.findIndex(site => site.line === line && site.kind === kind && site.name === name);
    assert.equal(recordedAt[find(2, 'read', 'a')], find(1, 'call', 'f'));
    assert.equal(recordedAt[find(1, 'name', 'a')], find(1, 'call', 'f'));
    assert.equal(recordedAt[find(3, 'name', 'b')], find(3, 'op', '*'));
    assert.equal(countedAt[find(3, 'op', '*')], find(3, 'op', '*'));
  });
});

describe('generated names', () => {
  it('are not in the source', () => {
    const source = 'const __t = 1, __t_see = 2, __t1_x = 3; let a = __t; a * f();';
    const { prefix, code } = instrument(source, { file: 0 });
    assert.ok(!source.includes(prefix));
    assert.ok(code.includes(`${prefix}_counts`));
  });
});
