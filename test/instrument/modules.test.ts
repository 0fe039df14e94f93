/** What a module has and a function has not, and shapes of source that only files have. */
import assert from 'node:assert/strict';
import { instrument } from '../../src/instrument/instrument';
import { prologue } from '../../src/instrument/prologue';
import { runInstrumented, runPlain } from './run';

describe('modules run as functions', () => {
  it('import() and import.meta come from the linker', async () => {
    const { logs } = await runInstrumented(`const name = 'a';
const m = await import(\`./\${name}b\`);
log(m.specifier, (await import('x'))?.specifier, import.meta.url.length * 2);`);
    assert.deepEqual(logs, ['./ab x 34']);
  });

  it('a hashbang is left out and its line stays', () => {
    const { code, sites } = instrument('#!/usr/bin/env node\nconst a = b * 2;', { file: 0 });
    assert.ok(!code.includes('#!'));
    assert.equal(code.split('\n').length, 2);
    assert.equal(sites[0].line, 2);
  });

  it('the prologue is one line and makes the function strict', () => {
    const module = instrument('a * b;', { file: 0 });
    const text = prologue(module);
    assert.ok(!text.includes('\n'));
    assert.ok(text.startsWith('"use strict";'));
    for (const helper of module.helpers) assert.ok(text.includes(`${helper}:__t_${helper}`));
  });

  it('an empty file and one of comments have no sites', () => {
    for (const source of ['', '\n\n', '// nothing', "'use strict';"])
      assert.deepEqual(instrument(source, { file: 0 }).sites, []);
  });

  it('chains of thousands of operators of every kind give what they give as they are', async () => {
    const count = 2000;
    const join = (operand: (i: number) => string, operator: string) =>
      Array.from({ length: count }, (_, i) => operand(i)).join(operator);
    const chains = [
      join(() => 'a', ' + '),
      join(i => (i % 2 ? 'a' : 'f()'), ' - '),
      join(() => 'a * a', ' + '),
      join(i => (i % 9 ? 'a' : "', '"), ' + '),
      join(() => 'a', ' && '),
      join(i => (i % 3 ? 'zero' : 'nothing'), ' ?? '),
      join(i => String(i), ' | '),
    ];
    const source = `let a = 2, zero = 0, nothing = null;\nconst f = () => a++;\n${chains.map(chain => `log(${chain});`).join('\n')}
class C { static x = ${chains[1]}; }\nlog(C.x);`;
    const { logs } = await runInstrumented(source);
    assert.deepEqual(logs, await runPlain(source));
  });

  it('a long chain keeps every operand on its line', () => {
    for (const operator of ['+', '|', '&&']) {
      const lines = Array.from({ length: 300 }, (_, i) => `g(${i})`);
      const { code } = instrument(`const a =\n${lines.join(` ${operator}\n`)};`, { file: 0 });
      const emitted = code.split('\n');
      assert.equal(emitted.length, 301);
      for (const [i, line] of lines.entries()) assert.ok(emitted[i + 1].includes(line), `${operator} ${i}`);
    }
  });

  it('sums of thousands of terms and deep nesting do not exhaust the stack', async () => {
    const sum = Array.from({ length: 2000 }, () => 'a').join(' + ');
    const calls = Array.from({ length: 200 }, (_, i) => (i % 2 ? 'a' : 'f()')).join(' + ');
    const nested = `${'('.repeat(200)}a${' + 1)'.repeat(200)}`;
    const { logs } = await runInstrumented(`const a = 2, f = () => 1;\nlog(${sum}, ${calls}, ${nested});`);
    assert.deepEqual(logs, ['4000 300 202']);
  }).timeout(20_000);
});
