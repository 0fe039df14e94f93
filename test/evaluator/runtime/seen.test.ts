/** What was last seen at every site, as hovers will show it. */
import assert from 'node:assert/strict';
import { runInstrumented } from '../../instrument/run';
import { runToy, seenTexts } from './toy';

/** What was seen, by line and text of the site. */
async function seen(source: string): Promise<Map<string, string>> {
  const ran = await runInstrumented(source);
  if (ran.error !== undefined) throw ran.error;
  return seenTexts({ ...ran, source });
}

describe('what was last seen', () => {
  it('covers a whole expression, every part of it and every variable in it', async () => {
    const texts = await seen('const a = 2, b = 3;\nlet c = a * b + 1;\nc = c - b;\nlog(c, a);');
    const at = (text: string) => texts.get(text);
    assert.equal(at('1: a'), '2 ×1');
    assert.equal(at('2: a'), '2 ×1');
    assert.equal(at('2: b'), '3 ×1');
    assert.equal(at('2: a * b'), '6 ×1');
    assert.equal(at('2: a * b + 1'), '7 ×1');
    assert.equal(at('2: c'), '7 ×1');
    assert.equal(at('3: c - b'), '4 ×1');
    assert.equal(at('4: c'), '4 ×1');
    assert.equal(at('4: a'), '2 ×1');
  });

  it('is the last value of a loop, with the number of evaluations', async () => {
    const texts = await seen('let s = 0;\nfor (let i = 0; i < 4; i++) s += i * i;\nlog(s);');
    assert.equal(texts.get('2: i * i'), '9 ×4');
    assert.equal(texts.get('2: i < 4'), 'false ×5');
    assert.equal(texts.get('2: s += i * i'), '14 ×4');
    assert.equal(texts.get('2: s'), '14 ×4');
    assert.equal(texts.get('2: i++'), '4 ×5', 'the record of `i` in the test');
  });

  it('has parameters, members, calls, elements and conditions', async () => {
    const texts = await seen(`const o = { v: 2, l: [5, 6], f(n: number) { return n * this.v; } };
const r = o.f(3) > 5 ? o.l[1] : -1;
const g = ({ k }: any, [m] = [k]) => k + m;
g({ k: 4 });
const t = \`x\${r}\`;
log(!r, r === 6, o?.v, r && t);`);
    assert.equal(texts.get('1: n'), '3 ×1');
    assert.equal(texts.get('1: this.v'), '2 ×1');
    assert.equal(texts.get('2: o.f(3)'), '6 ×1');
    assert.equal(texts.get('2: o.f(3) > 5'), 'true ×1');
    assert.equal(texts.get('2: o.l[1]'), '6 ×1');
    assert.equal(texts.get('2: o.f(3) > 5 ? o.l[1] : -1'), '6 ×1');
    assert.equal(texts.get('2: r'), '6 ×1');
    assert.equal(texts.get('3: k'), '4 ×1');
    assert.equal(texts.get('3: m'), '4 ×1');
    assert.equal(texts.get('5: t'), '"x6" ×1');
    assert.equal(texts.get('6: !r'), 'false ×1');
    assert.equal(texts.get('6: r === 6'), 'true ×1');
    assert.equal(texts.get('6: o?.v'), '2 ×1');
    assert.equal(texts.get('6: r && t'), '"x6" ×1');
  });

  it('tells the kind of the last value when kinds mix at one site', async () => {
    const texts = await seen(`const f = (x: any) => x + x;
for (const x of [1, 'a', 2n, 3]) f(x);
const g = (x: any) => x + x;
for (const x of [1, 3, 'b']) g(x);
const h = (x: any) => x < 2;
for (const x of ['0', 5]) h(x);`);
    assert.equal(texts.get('1: x + x'), '6 ×4');
    assert.equal(texts.get('1: x'), '3 ×4');
    assert.equal(texts.get('3: x + x'), '"bb" ×3');
    assert.equal(texts.get('3: x'), '"b" ×3');
    assert.equal(texts.get('5: x < 2'), 'false ×2');
  });

  it('keeps shadowed variables apart', async () => {
    const texts = await seen('const x = 1;\nconst f = (x: number) => x;\n{ const x = 5;\n log(x); }\nlog(x, f(3));');
    assert.equal(texts.get('2: x'), '3 ×1');
    assert.equal(texts.get('4: x'), '5 ×1');
    assert.equal(texts.get('5: x'), '1 ×1');
  });

  it('says which node a value is', async () => {
    const ran = await runToy('const a = new Value(2), b = a * 3;\nlog(b.data, [a], { b });');
    const texts = seenTexts(ran);
    assert.equal(texts.get('1: a'), '#0 ×1');
    assert.equal(texts.get('1: a * 3'), '#1 ×1');
    assert.equal(texts.get('1: b'), '#1 ×1');
    assert.equal(texts.get('2: b'), '#1 ×1');
  });

  it('describes anything else in a few words', async () => {
    const texts = await seen(`class Model { layers = [1]; get big() { throw 1; } }
const m = new Model(), l = [1, 'a', [2], { x: 1 }], o = { a: 1, f() {}, get g() { return 1; } }, e = {};
const u = undefined, n = null, y = Symbol('y'), big = 12n, er = new TypeError('bad'), map = new Map([[1, 2]]);
const long = 'x'.repeat(1000), many = Array.from({ length: 100 }, (_, i) => i), f32 = new Float32Array(3);`);
    assert.equal(texts.get('2: m'), 'Model { layers: […] } ×1');
    assert.equal(texts.get('2: l'), '[1, "a", […], {…}] ×1');
    assert.equal(texts.get('2: o'), '{ a: 1, f: function, g: (getter) } ×1');
    assert.equal(texts.get('2: e'), '{} ×1');
    assert.equal(texts.get('3: u'), 'undefined ×1');
    assert.equal(texts.get('3: n'), 'null ×1');
    assert.equal(texts.get('3: y'), 'Symbol(y) ×1');
    assert.equal(texts.get('3: big'), '12n ×1');
    assert.equal(texts.get('3: er'), 'TypeError: bad ×1');
    assert.equal(texts.get('3: map'), 'Map ×1');
    assert.ok(texts.get('4: long')!.length < 80);
    assert.equal(texts.get('4: many'), '[0, 1, 2, 3, 4, 5, 6, 7, … 100 in all] ×1');
    assert.equal(texts.get('4: f32'), 'Float32Array(3) ×1');
  });

  it('looks into objects only so often in a hot loop', async () => {
    const texts = await seen('let last;\nfor (let i = 0; i < 1000; i++) last = [i];\nlog(last);');
    assert.equal(texts.get('2: last'), 'Array(1) ×1000');
  });

  it('is told once, and again only when it was evaluated again', async () => {
    const kept: ((x: number) => number)[] = [];
    const source = 'const f = (x: number) => x * 2; f(1); keep(f);';
    const ran = await runInstrumented(source, {}, { keep: (f: (x: number) => number) => kept.push(f) });
    assert.ok(ran.runtime.takeSeen().site.length > 0);
    assert.equal(ran.runtime.takeSeen().site.length, 0);
    kept[0](4);
    assert.deepEqual(
      [...seenTexts({ ...ran, source })],
      [
        ['1: x', '4 ×2'],
        ['1: x * 2', '8 ×2'],
      ],
    );
  });

  it('counts sites of several modules through', async () => {
    const { instrument } = await import('../../../src/instrument/instrument');
    const ran = await runInstrumented('const a = 1;');
    const before = ran.runtime.sites.length;
    const module = instrument('const b = 2;', { file: 1 });
    const { base } = ran.runtime.load(module, { import: () => Promise.reject(), meta: {} });
    assert.equal(base, before);
    assert.equal(ran.runtime.sites.length, before + module.sites.length);
    assert.equal(ran.runtime.sites[base].file, 1);
  });
});
