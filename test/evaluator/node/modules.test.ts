/** What a specifier means, and which files an import may read. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ModuleFinder } from '../../../src/evaluator/node/modules';

describe('ModuleFinder', () => {
  let root: string;
  let entry: string;

  before(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tapelens-')));
    entry = path.join(root, 'work', 'script.ts');
    save('work/script.ts');
  });
  after(() => fs.rmSync(root, { recursive: true }));

  const save = (name: string, text = '') => {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  const finder = (...folders: string[]) => new ModuleFinder(entry, () => undefined, folders);

  /** Path of what was found, from the root; or why nothing was. */
  async function find(specifier: string, from = entry, by = finder()): Promise<string> {
    const answer = await by.find(specifier, from);
    return answer.ok ? path.relative(root, answer.module.path) : answer.message;
  }

  it('tries the endings of every kind of script', async () => {
    save('work/a.cts');
    save('work/b.cjs');
    save('work/c/index.tsx');
    save('work/d.cts');
    save('work/e.tsx');
    assert.equal(await find('./a'), 'work/a.cts');
    assert.equal(await find('./b'), 'work/b.cjs');
    assert.equal(await find('./c'), 'work/c/index.tsx');
    assert.equal(await find('./d.cjs'), 'work/d.cts');
    assert.equal(await find('./e.js'), 'work/e.tsx');
  });

  it('says of Node’s modules that they are not available, also of those in folders', async () => {
    for (const name of ['fs', 'fs/promises', 'node:fs/promises', 'child_process'])
      assert.equal(await find(name), `The module '${name}' is not available to scripts.`);
  });

  it('does not read absolute paths outside of the script’s folder', async () => {
    save('secret.json', '{}');
    save('work/own.json', '{}');
    const secret = path.join(root, 'secret.json');
    assert.match(await find(secret), /outside of the script's folder/);
    assert.match(await find(path.join(root, 'work/../secret.json')), /outside of the script's folder/);
    assert.equal(await find(path.join(root, 'work/own.json')), 'work/own.json');
    assert.equal(await find(secret, entry, finder(root)), 'secret.json');
    assert.equal(await find('../secret.json'), 'secret.json');
  });

  it('does not let a package’s name lead out of the package', async () => {
    save('work/node_modules/pack/index.js');
    save('outside.json', '{}');
    assert.equal(await find('pack'), 'work/node_modules/pack/index.js');
    assert.match(await find('pack/../../../outside.json'), /Cannot find the package/);
  });

  it('answers for files of the run only', async () => {
    save('work/lib/one.ts');
    save('work/lib/two.ts');
    const by = finder();
    const one = path.join(root, 'work/lib/one.ts');
    assert.match(await find('./two', one, by), /^Cannot import '\.\/two' from /);
    assert.equal(await find('./lib/one', entry, by), 'work/lib/one.ts');
    assert.equal(await find('./two', one, by), 'work/lib/two.ts');
  });

  it('finds a package’s own files as Node does', async () => {
    save('work/node_modules/both/index.js');
    save('work/node_modules/both/part.ts');
    save('work/node_modules/both/part.js');
    save('work/node_modules/both/sub/package.json', '{ "main": "./out.js" }');
    save('work/node_modules/both/sub/out.js');
    const by = finder();
    await find('both', entry, by);
    const from = path.join(root, 'work/node_modules/both/index.js');
    assert.equal(await find('./part', from, by), 'work/node_modules/both/part.js');
    assert.equal(await find('./sub', from, by), 'work/node_modules/both/sub/out.js');
  });
});
