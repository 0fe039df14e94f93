import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as engine from '../../src/engine';
import { bundled } from '../engine/bundled';
import { filesIn, ROOT } from '../files';
import { makeTemporary, removeTemporary } from '../testHost/temporary';

const FIXTURES = path.join(ROOT, 'test/fixtures/package');
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc');
const LIMIT_BYTES = 3.5 * 1024 * 1024;
/** Of a program that uses Value alone, minified. */
const LIMIT_VALUE_BYTES = 26_000;

/** What is packed besides the engine: the command line tool with what it reads. */
const SHIPPED = [
  'LICENSE',
  'README.md',
  'THIRD-PARTY-NOTICES.md',
  'dist/cli.cjs',
  'dist/data/femaleNames.json',
  'dist/data/iris.json',
  'dist/data/maleNames.json',
  'dist/evaluator/child.cjs',
  'dist/png/DejaVuSansMono-Bold.ttf',
  'dist/png/DejaVuSansMono.ttf',
  'dist/png/resvg.wasm',
  'dist/webview/codicon.css',
  'dist/webview/codicon.ttf',
  'dist/webview/elk-worker.js',
  'dist/webview/panel.css',
  'dist/webview/standalone.css',
  'dist/webview/standalone.js',
  'package.json',
];

/** How TypeScript finds a package, and the endings of scripts that mean a format of module to it. */
const RESOLUTIONS: { options: string[]; endings: string[] }[] = [
  { options: ['--module', 'nodenext'], endings: ['mts', 'cts'] },
  { options: ['--module', 'esnext', '--moduleResolution', 'bundler'], endings: ['mts'] },
  {
    options: ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'],
    endings: ['cts'],
  },
];

interface Packed {
  filename: string;
  size: number;
  files: { path: string }[];
}

describe('The npm package', function () {
  this.timeout(60_000);
  let project: string;
  let packed: Packed;

  /** Runs a program in the project; its output, or an error with all it said. */
  function run(command: string, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, encoding: 'utf8' });
    assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}`);
    return stdout;
  }

  function write(file: string, text: string): string {
    fs.writeFileSync(path.join(project, file), text);
    return file;
  }

  before(() => {
    project = makeTemporary();
    write('package.json', '{ "private": true }');
    [packed] = JSON.parse(run('npm', 'pack', ROOT, '--json', '--pack-destination', project));
    run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`);
  });
  after(() => removeTemporary(project));

  it('holds the engine and the command line tool, and nothing else', () => {
    const built = filesIn('dist/engine', '').filter(file => fs.statSync(path.join(ROOT, file)).isFile());
    // Whether `main` is packed in any case differs between the versions of npm.
    const held = packed.files.map(file => file.path).filter(file => file !== 'dist/extension.cjs');
    assert.deepEqual(held.sort(), [...SHIPPED, ...built].sort());
  });

  it('is smaller than 3.5 MB, and needs no other package', () => {
    assert.ok(packed.size < LIMIT_BYTES, `${packed.size} bytes`);
    const installed = fs.readdirSync(path.join(project, 'node_modules')).filter(name => !name.startsWith('.'));
    assert.deepEqual(installed, ['tapelens']);
  });

  for (const { options, endings } of RESOLUTIONS) {
    for (const ending of endings) {
      it(`trains a network, checked as .${ending} by tsc ${options.join(' ')}`, () => {
        const script = `train.${ending}`;
        fs.copyFileSync(path.join(FIXTURES, 'train.ts'), path.join(project, script));
        run(process.execPath, TSC, '--strict', '--target', 'es2022', ...options, script);
        run(process.execPath, script.replace('ts', 'js'));
      });
    }
  }

  it('is one engine for whoever imports it and whoever requires it', () => {
    const script = `
      import { createRequire } from 'node:module';
      import * as imported from 'tapelens';
      const required = createRequire(import.meta.url)('tapelens');
      console.log(new imported.Value(2).mul(new required.Value(3)).data, Object.keys(required).join());`;
    const names = Object.keys(engine).sort();
    assert.equal(run(process.execPath, write('both.mjs', script)), `6 ${names.join()}\n`);
  });

  it('has the data sets, and reads none before it is asked for', () => {
    const script = `
      import { createRequire } from 'node:module';
      import { datasets } from 'tapelens';
      const read = () => Object.keys(createRequire(import.meta.url).cache).filter(file => file.endsWith('.json')).length;
      console.log(read(), datasets.iris().x.length, datasets.names().includes('emma'), read());`;
    assert.equal(run(process.execPath, write('data.mjs', script)), '0 150 true 3\n');
  });

  it('leaves the globals as they are', () => {
    const script = `
      const names = () => Reflect.ownKeys(globalThis).length;
      const before = names();
      await import('tapelens');
      console.log(names() - before);`;
    assert.equal(run(process.execPath, write('globals.mjs', script)), '0\n');
  });

  it('declares nothing of its insides', () => {
    const types = fs.readFileSync(path.join(project, 'node_modules/tapelens/dist/engine/index.d.mts'), 'utf8');
    assert.doesNotMatch(types, /@internal|\bTape\b|\bRecorder\b/);
  });

  it('gives a bundler the modules that are used, and no other', async () => {
    const { files, bytes } = await bundled(['Value'], 'tapelens', project);
    const modules = files.map(file => file.replace('node_modules/tapelens/dist/engine/modules/', ''));
    assert.ok(modules.includes('value.js'), files.join());
    assert.deepEqual(
      modules.filter(file => file.includes('/') && !file.startsWith('ops/')),
      [],
    );
    assert.ok(bytes < LIMIT_VALUE_BYTES, `${bytes} bytes`);
  });

  it('brings the command line tool, for every format', () => {
    write('script.ts', "import { Value } from 'tapelens';\nconst a = new Value(3);\n(a * a).backward();\n");
    const tool = path.join(project, 'node_modules/.bin/tapelens');
    assert.match(run(tool, 'run', 'script.ts'), /^%0 {2}a {2}data 3 {2}grad 6/m);
    for (const [format, start] of [
      ['json', '{'],
      ['svg', '<svg'],
      ['png', '\ufffdPNG'],
      ['dot', 'digraph'],
      ['html', '<!DOCTYPE html>'],
    ]) {
      assert.ok(run(tool, 'run', 'script.ts', '--format', format).startsWith(start), format);
    }
  });
});
