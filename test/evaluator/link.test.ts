/** In which order modules run, how often, and what their importers get; the host keeps its files in memory. */
import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { Failure } from '../../src/evaluator/failure';
import { Linker } from '../../src/evaluator/link';
import { Positions } from '../../src/evaluator/positions';
import type { ModuleLinks } from '../../src/evaluator/runtime/contract';
import { instrument } from '../../src/instrument/instrument';
import type { ModuleAnswer, ModuleText } from '../../src/protocol/evaluator';

/** What scripts under test print with: `log` is a harmless module. */
type Log = (...values: unknown[]) => void;

/** Runs `/main.ts` among other files; returns what was logged. Files in `/node_modules` are packages. */
async function run(files: Record<string, string>): Promise<string[]> {
  const logs: string[] = [];
  const log: Log = (...values) => void logs.push(values.map(String).join(' '));
  const textOf = (path: string): ModuleText => ({
    path,
    text: files[path],
    format: path.endsWith('.json') ? 'json' : 'script',
    package: path.includes('node_modules'),
  });
  const resolve = async (specifier: string, from: string): Promise<ModuleAnswer> => {
    const base = specifier.startsWith('.')
      ? new URL(specifier, `file://${from}`).pathname
      : `/node_modules/${specifier}`;
    const path = [base, `${base}.ts`, `${base}.js`, `${base}/index.js`].find(each => each in files);
    // Answers overtake each other.
    await new Promise(done => setTimeout(done, specifier.length % 3));
    return path === undefined
      ? { ok: false, message: `Cannot find '${specifier}'.`, hint: '' }
      : { ok: true, module: textOf(path) };
  };
  const linker = new Linker({
    resolve,
    builtIn: specifier => (specifier === 'log' ? { __esModule: true, log, default: log } : undefined),
    instrument: (module, links) => prepare(module, links),
    compile: (code, filename) => runInThisContext(code, { filename, lineOffset: -1 }),
    positions: new Positions(),
  });
  await linker.run(textOf('/main.ts'));
  return logs;
}

/** Only dynamic imports are changed: what is recorded does not matter here. */
function prepare({ text }: ModuleText, links: ModuleLinks) {
  const { code, prefix, segments } = instrument(text, { file: 0 });
  const plain = text.replace(/\bimport\(/g, `${prefix}.import(`);
  return { code: code === text ? code : plain, segments, prologue: '', parameter: prefix, helpers: links };
}

const LOG = "import { log } from 'log';\n";

describe('Linker', () => {
  it('loads what two imports at the same time have in common once, and whole', async () => {
    const logs = await run({
      '/main.ts': `${LOG}const [a, b] = await Promise.all([import('./a'), import('./b')]);\nlog(a.a, b.b);`,
      '/a.ts': "import { c } from './c';\nexport const a = 'a' + c;",
      '/b.ts': "import { c } from './c';\nexport const b = 'b' + c;",
      '/c.ts': `${LOG}import { d } from './d';\nlog('c runs');\nexport const c = 'c' + d;`,
      '/d.ts': "await new Promise(done => setTimeout(done, 5));\nexport const d = 'd';",
    });
    assert.deepEqual(logs, ['c runs', 'acd bcd']);
  });

  it('waits for a module that another import has begun to run', async () => {
    const logs = await run({
      '/main.ts': `${LOG}void import('./slow');\nlog((await import('./slow')).value);`,
      '/slow.ts': 'await new Promise(done => setTimeout(done, 5));\nexport const value = 1;',
    });
    assert.deepEqual(logs, ['1']);
  });

  it('rejects every import of a module that failed, with the same error', async () => {
    const logs = await run({
      '/main.ts': `${LOG}const errors: unknown[] = [];
for (const path of ['./bad', './bad', './user', './wrong', './wrong']) {
  try { await import(path); log('resolved'); } catch (error) { errors.push(error); }
}
log(errors.length, errors[0] === errors[1], errors[0] === errors[2], errors[3] === errors[4]);`,
      '/bad.ts': "export const early = 1;\nthrow new Error('bad');",
      '/user.ts': "import { early } from './bad';\nexport const late = early;",
      '/wrong.ts': 'let = ;',
    });
    assert.deepEqual(logs, ['5 true true true']);
  });

  it('does not wait in a circle, also of imports that begin at both ends', async () => {
    const logs = await run({
      '/main.ts': `${LOG}const [a, b] = await Promise.all([import('./a'), import('./b')]);\nlog(a.sum(), b.sum());`,
      '/a.ts': "import { b } from './b';\nexport const a = 1;\nexport const sum = () => a + b;",
      '/b.ts': "import { a } from './a';\nexport const b = 2;\nexport const sum = () => a + b;",
    });
    assert.deepEqual(logs, ['3 3']);
  });

  it('does not wait for the importer of the importer', async () => {
    const logs = await run({
      '/main.ts': `${LOG}export const early = 1;\nlog((await import('./a')).seen);\nexport const late = 2;`,
      '/a.ts': "import * as main from './main';\nexport const seen = [main.early, main.late].map(String).join(' ');",
    });
    assert.deepEqual(logs, ['1 undefined']);
  });

  describe('a package', () => {
    it('requires JSON as the plain value; a script imports it as a default', async () => {
      const logs = await run({
        '/main.ts': `${LOG}import { version } from 'pack';\nimport data from './data.json';\nlog(version, data.n);\nlog((await import('./data.json')).default.n);`,
        '/data.json': '{ "n": 7 }',
        '/node_modules/pack/index.js': "exports.version = require('./package.json').version;",
        '/node_modules/pack/package.json': '{ "version": "1.2.3" }',
      });
      assert.deepEqual(logs, ['1.2.3 7', '7']);
    });

    it('runs what it requires when it requires it, and once', async () => {
      const logs = await run({
        '/main.ts': `${LOG}import pack from 'pack';\nlog(pack);`,
        '/node_modules/pack/index.js': `const { log } = require('log');
log('before');
const a = true ? require('./a') : require('./b');
let caught = 'not caught';
try { require('./b'); } catch (error) { caught = error.message; }
try { require('./broken'); } catch (error) { caught += ' ' + error.name; }
try { require('./missing'); } catch (error) { caught += ' ' + error.message; }
module.exports = [a === require('./a'), caught].join(' ');`,
        '/node_modules/pack/a.js': "require('log').log('a');\nmodule.exports = {};",
        '/node_modules/pack/b.js': "throw new Error('b');",
        '/node_modules/pack/broken.js': 'let = ;',
      });
      assert.deepEqual(logs, ['before', 'a', "true b SyntaxError Cannot find './missing'."]);
    });

    it('gets a module of a circle as far as it has come', async () => {
      const logs = await run({
        '/main.ts': `${LOG}import { seen } from 'pack';\nlog(seen);`,
        '/node_modules/pack/index.js':
          "module.exports = { early: 1 };\nmodule.exports.seen = require('./other').seen;\nmodule.exports.late = 2;",
        '/node_modules/pack/other.js':
          "const { early, late } = require('./index');\nexports.seen = [early, late].map(String).join(' ');",
      });
      assert.deepEqual(logs, ['1 undefined']);
    });

    it('may be written with import and export, and see `this` and `module`', async () => {
      const logs = await run({
        '/main.ts': `${LOG}import twice, { name } from 'pack';\nlog(twice(2), name);`,
        '/node_modules/pack/index.js':
          "import data from './data.json';\nimport { own } from './own';\nexport const name = data.name + own;\nexport default x => 2 * x;",
        '/node_modules/pack/data.json': '{ "name": "pack" }',
        '/node_modules/pack/own.js': 'this.own = this === module.exports && exports === this;',
      });
      assert.deepEqual(logs, ['4 packtrue']);
    });
  });

  it('names the file of a syntax error, though others were read since', async () => {
    const files = {
      '/main.ts':
        "const bad = import('./bad').catch((error: unknown) => error);\nawait import('./good');\nthrow await bad;",
      '/bad.ts': 'const a = 1;\nlet = ;',
      '/good.ts': '',
    };
    await assert.rejects(run(files), (error: unknown) => {
      assert.ok(error instanceof Failure);
      const { kind, place } = error.error;
      assert.deepEqual([kind, place?.file, place?.line], ['syntax', '/bad.ts', 2]);
      return true;
    });
  });

  it('places what is too deep to be compiled', async () => {
    const cases = Array.from({ length: 1500 }, (_, i) => `a === ${i} ? ${i} :`).join(' ');
    await assert.rejects(run({ '/main.ts': `const a = 1;\nconst b =\n  ${cases} 0;\n` }), (error: unknown) => {
      assert.ok(error instanceof Failure, String(error));
      assert.match(error.message, /too long or too deeply nested/);
      assert.deepEqual([error.error.place?.file, error.error.place?.line], ['/main.ts', 3]);
      return true;
    });
  });

  it('places what cannot be found at the import', async () => {
    await assert.rejects(run({ '/main.ts': "const a = 1;\nimport './nowhere';" }), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.deepEqual(error.error.place, { file: '/main.ts', line: 2, col: 8 });
      return true;
    });
  });
});
