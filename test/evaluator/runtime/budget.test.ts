/** Steps: every endless program is stopped, by nothing but the hook, and its own handlers cannot hide it. */
import assert from 'node:assert/strict';
import { Budget } from '../../../src/evaluator/runtime/budget';
import type { Runtime } from '../../../src/evaluator/runtime/contract';
import { runInstrumented } from '../../instrument/run';

class Limit extends Error {}

/** Runs with a limit that is reached at the third look; returns the text of the site that was running then. */
async function stopped(source: string): Promise<{ at: string; logs: string[]; error: unknown; limit: unknown }> {
  let looks = 0;
  let last = -1;
  const late: { runtime?: Runtime } = {};
  const ran = await runInstrumented(
    source,
    {
      periodMs: 0.2,
      onTrip: site => {
        last = site;
        if (++looks > 2) throw new Limit('limit');
      },
    },
    {},
    runtime => {
      late.runtime = runtime;
    },
  );
  const site = ran.runtime.sites[last];
  return {
    at: site ? source.slice(site.start, site.end) : '',
    logs: ran.logs,
    error: ran.error,
    limit: ran.runtime.limit,
  };
}

const ENDLESS: Record<string, string> = {
  'for without parts': 'for (;;);',
  'for with parts': 'for (let i = 0; i < 1; i += 0) {}',
  while: 'while (true) {}',
  'do while': 'do {} while (true);',
  'for of': 'for (const x of (function* () { while (true) yield 1; })()) {}',
  'labelled continue': 'a: for (;;) { for (;;) continue a; }',
  'for in a function': 'const f = () => { for (;;); }; f();',
  'recursion that unwinds': 'const f = (n: number) => { if (n > 100) return; f(n + 1); f(n + 1); }; f(0);',
  'async recursion': 'const f = async (): Promise<void> => { await null; return f(); }; await f();',
  'async loop': 'for (;;) await null;',
  'async function loop': 'const f = async () => { while (true) await null; }; await f();',
  generator: 'function* g() { for (;;) yield 1; } [...g()];',
  'delegating generators':
    'function* g(): any { yield* g2(); } function* g2() { for (;;) yield 1; } for (const x of g()) {}',
  'for await': 'async function* g() { for (;;) yield 1; } for await (const x of g()) {}',
  'static block': 'class A { static { for (;;); } }',
  'field initialiser': 'class A { x = (() => { for (;;); })(); } new A();',
  getter: 'const o = { get x() { while (true); } }; o.x;',
  constructor: 'class A { constructor() { for (;;); } } new A();',
  'array callback': 'const a = [1]; a.forEach(x => { for (;;) a.push(x); });',
  'growing array callback': 'Array.from({ length: 1e9 }, (_, i) => i);',
  'leaf callback': "'x'.repeat(1e7).replace(/x/g, x => x);",
  'endless iterator': '[...({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) } as any)];',
  comparison: 'const a = Array.from({ length: 1e6 }, (_, i) => i); for (;;) a.sort((x, y) => y - x);',
  'default parameter': 'const f = (x = (() => { for (;;); })()) => x; f();',
  'tagged template': 'const t = (s: any) => { for (;;); }; t`x`;',
  'promise chain': 'const f = (): any => Promise.resolve().then(f); await f();',
  'caught in the loop': 'for (;;) { try { for (;;); } catch {} }',
  'finally with continue': 'for (;;) { try { for (;;); } finally { continue; } }',
  'return in finally': '(() => { try { for (;;); } finally { return 1; } })(); for (;;);',
  'caught around calls':
    'const f = () => { for (;;); }; const g = () => { try { f(); } catch { return 1; } }; for (;;) g();',
  'rejection handled':
    'const f = async () => { for (;;); }; for (;;) { try { await f(); } catch {} await f().catch(() => 1); }',
  'closing an iterator':
    'for (;;) { for (const x of { [Symbol.iterator]: () => ({ next() { for (;;); }, return() { return {}; } }) } as any) {} }',
};

describe('the step budget', function () {
  this.timeout(20_000);

  for (const [title, source] of Object.entries(ENDLESS))
    it(`stops ${title}`, async () => {
      const { error, limit } = await stopped(source);
      assert.ok(limit instanceof Limit);
      assert.equal(error, limit, 'the limit itself ends the script');
    });

  it('names the loop that did not end', async () => {
    const { at } = await stopped('log(1);\nfor (let i = 0; i < 3; i++) log(i);\nwhile (true) { 1 + 1; }');
    assert.equal(at, 'while (true) { 1 + 1; }');
  });

  it('lets no handler of the script run on', async () => {
    const { logs } = await stopped(`try { for (;;); } catch (e) { log('caught'); } finally { log('finally'); }
log('after');`);
    assert.deepEqual(logs, ['threw Error: limit']);
  });

  it('leaves a script alone that stays within the limits', async () => {
    let looks = 0;
    const ran = await runInstrumented('let s = 0; for (let i = 0; i < 1e6; i++) s += i; log(s);', {
      onTrip: () => {
        looks++;
      },
    });
    assert.deepEqual(ran.logs, ['499999500000']);
    assert.equal(ran.runtime.limit, undefined);
    assert.ok(looks < 1000, `${looks} looks`);
  });

  it('looks about once a period, whatever a step costs', () => {
    for (const msPerStep of [0.000_01, 0.001, 0.1, 4, 40]) {
      let clock = 0;
      let looks = 0;
      const budget = new Budget({ periodMs: 5, now: () => clock, onPeriod: () => undefined, onTrip: () => looks++ });
      const total = Math.min(3_000_000, Math.round(2000 / msPerStep));
      for (let step = 0; step < total; step++) {
        clock += msPerStep;
        if (--budget.steps[0] < 0) budget.trip(0);
      }
      const between = (total * msPerStep) / looks;
      assert.ok(between < Math.max(12, 3 * msPerStep), `${msPerStep} ms a step: one look in ${between} ms`);
      assert.ok(between >= 4.9 || looks === 0, `${msPerStep} ms a step: one look in ${between} ms`);
    }
  });

  it('can be asked to look at once, and throws the same limit ever after', () => {
    const limit = new Limit();
    const budget = new Budget({
      periodMs: 5,
      now: () => 0,
      onPeriod: () => undefined,
      onTrip: () => {
        throw limit;
      },
    });
    for (let i = 0; i < 3; i++) assert.throws(() => budget.look(0), limit);
    assert.throws(() => budget.trip(0), limit);
    assert.throws(() => budget.rethrow(), limit);
    assert.equal(budget.limit, limit);
  });
});
